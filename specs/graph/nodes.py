"""The graph: services, what lies outside, and the edges between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Node:
    """A service with a specification here, something outside, or a specification that is not to be found."""

    id: str
    name: str
    kind: str = "service"
    tier: str = ""
    team: str = ""
    team_slug: str = ""
    status: str = ""
    count: int = 0

    @property
    def is_service(self) -> bool:
        return self.kind == "service"

    @property
    def about(self) -> str:
        """What stands under the name."""
        if self.kind == "outside":
            return "Outside the portal"
        if self.kind == "team":
            return "1 service" if self.count == 1 else f"{self.count} services"
        if self.kind == "missing":
            return "Specification not found"
        return f"Tier {self.tier}" if self.tier else "No tier yet"


@dataclass(frozen=True)
class Edge:
    """One service needs another; each side may have said so, or only one."""

    source: Node
    target: Node
    hard: bool = False
    kind: str = ""
    failure: str = ""
    impact: str = ""
    promised: str = ""
    by_source: bool = False
    by_target: bool = False
    both: bool = False

    @property
    def one_sided(self) -> bool:
        """Whether the other side could say so too, and does not."""
        known = self.source.is_service and self.target.is_service
        return known and not (self.by_source and self.by_target)

    @property
    def gap(self) -> str:
        """Who does not list whom, in words; nothing when both do."""
        if not self.one_sided:
            return ""
        if self.by_source:
            return f"{self.target.name} does not list {self.source.name} as downstream."
        return f"{self.source.name} does not list {self.target.name} as upstream."

    @property
    def words(self) -> str:
        """What happens without it: as the one that needs it says, else as the one that is needed."""
        return self.failure or self.impact


@dataclass
class Graph:
    """Nodes by id, and edges from both ends."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    needs: dict[str, list[Edge]] = field(default_factory=dict)
    needed_by: dict[str, list[Edge]] = field(default_factory=dict)

    @classmethod
    def of(cls, nodes: Iterable[Node], edges: Iterable[Edge]) -> Graph:
        found = {node.id: node for node in nodes}
        graph = cls(found, list(edges), {id_: [] for id_ in found}, {id_: [] for id_ in found})
        for edge in graph.edges:
            graph.needs[edge.source.id].append(edge)
            graph.needed_by[edge.target.id].append(edge)
        return graph

    @property
    def services(self) -> list[Node]:
        return [node for node in self.nodes.values() if node.is_service]

    def around(self, id_: str) -> Graph:
        """One node with its neighbours, and every edge among them."""
        near = {edge.target.id for edge in self.needs[id_]}
        near |= {edge.source.id for edge in self.needed_by[id_]}
        return self.only({id_, *near})

    def only(self, ids: set[str]) -> Graph:
        """The part of the graph between some nodes."""
        nodes = [node for node in self.nodes.values() if node.id in ids]
        edges = [one for one in self.edges if one.source.id in ids and one.target.id in ids]
        return Graph.of(nodes, edges)

    def connected(self) -> Graph:
        """Without what has no edge at all."""
        return self.only({id_ for id_ in self.nodes if self.needs[id_] or self.needed_by[id_]})
