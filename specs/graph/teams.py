"""Graphs with services folded into their teams: what stays readable when there are hundreds."""

from __future__ import annotations

from collections import Counter

from .nodes import Edge, Graph, Node


def by_team(graph: Graph, unfolded: str = "") -> Graph:
    """One node for each team, and one line between two of them, whichever needs the other.

    The services of one team may stay unfolded, and then what is outside is there too.
    """
    folded = _Folded(graph, unfolded)
    edges: dict[tuple[str, str], Edge] = {}
    for edge in graph.edges:
        source, target = folded.of(edge.source), folded.of(edge.target)
        if source is None or target is None or source is target:
            continue
        teams = [node.kind == "team" for node in (source, target)]
        if unfolded and all(teams):
            continue
        ends = source.id, target.id
        if any(teams) and ends[::-1] in edges:
            ends = ends[1], ends[0]
        before = edges.get(ends)
        edges[ends] = _joined(source, target, edge, before)
    return Graph.of(folded.nodes.values(), edges.values())


class _Folded:
    """Which node stands for a service."""

    def __init__(self, graph: Graph, unfolded: str) -> None:
        size = Counter((node.team_slug, node.team) for node in graph.services)
        self.unfolded = unfolded
        self.teams = {
            slug: Node(f"t-{slug}", team, "team", team_slug=slug, count=count)
            for (slug, team), count in size.items()
        }
        self.nodes = {node.id: node for node in graph.nodes.values() if self.of(node) is node}
        self.nodes |= {one.id: one for slug, one in self.teams.items() if slug != unfolded}

    def of(self, node: Node) -> Node | None:
        if not node.is_service:
            return node if self.unfolded else None
        return node if node.team_slug == self.unfolded else self.teams[node.team_slug]


def _joined(source: Node, target: Node, edge: Edge, before: Edge | None) -> Edge:
    """One line for all that leads between two nodes, to and fro."""
    hard = edge.hard or (before is not None and before.hard)
    first = before or Edge(source, target, by_source=True, by_target=True)
    both = first.both or first.source is not source
    kind = "Hard" if hard else edge.kind or first.kind
    return Edge(first.source, first.target, hard, kind, by_source=True, by_target=True, both=both)
