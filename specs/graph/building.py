"""From rows to a graph: whom a row means, and what both sides say of one edge."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from .nodes import Edge, Graph, Node
from .said import Said, plain


def build(services: Iterable[Node], said: Mapping[str, Iterable[Said]]) -> Graph:
    """The graph of these services; `said` holds the rows of each by its id.

    A row means the service whose GUID it links, or the only one of that name. Any other name is one
    thing outside for all who use it; a GUID that leads nowhere is a missing specification.
    """
    meant = _Meant(services)
    edges: dict[tuple[str, str], Edge] = {}
    for id_, rows in said.items():
        here = meant.nodes[id_]
        for row in rows:
            if row.own or (there := meant.of(row)) is here:
                continue
            source, target = (here, there) if row.upstream else (there, here)
            key = (source.id, target.id)
            edges[key] = _told(edges.get(key) or Edge(source, target), row)
    return Graph.of(meant.nodes.values(), edges.values())


class _Meant:
    """Who is meant by a row; what is not a service here becomes a node of its own."""

    def __init__(self, services: Iterable[Node]) -> None:
        self.nodes = {node.id: node for node in services}
        self.by_name: dict[str, Node | None] = {}
        for node in self.nodes.values():
            name = plain(node.name)
            self.by_name[name] = None if name in self.by_name else node

    def of(self, row: Said) -> Node:
        guid = row.guid
        if guid in self.nodes:
            return self.nodes[guid]
        if not guid and (found := self.by_name.get(plain(row.linked or row.name))):
            return found
        kind, id_ = ("missing", guid) if guid else ("outside", _id(row.name or row.linked))
        node = Node(id_, row.name or row.linked, kind)
        return self.nodes.setdefault(id_, node)


def _told(edge: Edge, row: Said) -> Edge:
    """The edge with what one more row says of it; hard wins over soft."""
    if not row.upstream:
        return replace(edge, by_target=True, impact=edge.impact or row.text)
    hard = edge.hard or row.hard
    return replace(
        edge,
        by_source=True,
        hard=hard,
        kind="Hard" if hard else edge.kind or row.kind,
        failure=edge.failure or row.text,
        promised=edge.promised or row.promised,
    )


def _id(name: str) -> str:
    """The same for the same name, and never a GUID."""
    return "x" + hashlib.sha256(plain(name).encode()).hexdigest()[:12]
