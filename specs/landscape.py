"""The organisation's graph as one person may see it: one query, no document."""

from __future__ import annotations

from specs import access
from specs.graph import Graph, Node, Said, build
from specs.models import Status, User

FACE = ("own", "face_name", "face_tier", "face_status")
SERVICE = ("guid", "name", "tier", "team__name", "team__slug", "status", "changes_requested")
ROWS = ("said__published", *(f"said__{name}" for name in Said._fields))


def graph_for(user: User) -> Graph:
    """Drafts for those who may read them, what was approved for everybody else."""
    order = ("shown_name", "pk", "said__upstream", "said__position")
    found = access.services_visible(user).order_by(*order)
    nodes: dict[str, Node] = {}
    said: dict[str, list[Said]] = {}
    for own, name, tier, status, *rest in found.values_list(*FACE, *SERVICE, *ROWS):
        service, published, row = rest[: len(SERVICE)], rest[len(SERVICE)], rest[len(SERVICE) + 1 :]
        guid = service[0]
        if guid not in nodes:
            nodes[guid] = _node(service, None if own else (name, tier, status))
            said[guid] = []
        if published is not None and published is not own:
            said[guid].append(Said(*row))
    return build(nodes.values(), said)


def _node(service: list[str], face: tuple[str, str, str] | None) -> Node:
    guid, name, tier, team, slug, status, sent_back = service
    name, tier, status = face or (name, tier, status)
    sent_back_now = not face and status == Status.DRAFT and sent_back
    shown = "Changes requested" if sent_back_now else Status(status).label
    name = name or "Untitled"
    return Node(guid, name, tier=tier, team=team, team_slug=slug, status=str(shown))
