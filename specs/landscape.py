"""The organisation's graph as one person may see it: one query, no document."""

from __future__ import annotations

from specs import access
from specs.graph import Graph, Node, Said, build
from specs.models import Status, User

FACE = ("own", "face_name", "face_status")
SERVICE = ("guid", "name", "tier", "team__name", "team__slug", "status", "changes_requested")
ROWS = ("said__published", *(f"said__{name}" for name in Said._fields))


def graph_for(user: User) -> Graph:
    """Drafts for those who may read them, what was approved for everybody else."""
    found = access.services_visible(user).order_by("name", "pk", "said__upstream", "said__position")
    nodes: dict[str, Node] = {}
    said: dict[str, list[Said]] = {}
    for own, name, status, *rest in found.values_list(*FACE, *SERVICE, *ROWS):
        service, published, row = rest[: len(SERVICE)], rest[len(SERVICE)], rest[len(SERVICE) + 1 :]
        guid = service[0]
        if guid not in nodes:
            nodes[guid] = _node(service, "" if own else name, "" if own else status)
            said[guid] = []
        if published is not None and published is not own:
            said[guid].append(Said(*row))
    return build(nodes.values(), said)


def _node(service: list[str], face_name: str, face_status: str) -> Node:
    guid, name, tier, team, slug, status, sent_back = service
    drafted = not face_status and status == Status.DRAFT
    shown = "Changes requested" if drafted and sent_back else Status(face_status or status).label
    name = face_name or name or "Untitled"
    return Node(guid, name, tier=tier, team=team, team_slug=slug, status=str(shown))
