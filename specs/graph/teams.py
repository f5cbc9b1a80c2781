"""The graph of teams: what stays readable when there are hundreds of services."""

from __future__ import annotations

from collections import Counter

from .nodes import Edge, Graph, Node


def by_team(graph: Graph) -> Graph:
    """One node for each team, and one line between two of them, whichever needs the other."""
    size = Counter((node.team_slug, node.team) for node in graph.services)
    nodes = {
        slug: Node(f"t-{slug}", team, "team", team_slug=slug, count=count)
        for (slug, team), count in size.items()
    }
    edges: dict[tuple[str, str], Edge] = {}
    for edge in graph.edges:
        ends = edge.source.team_slug, edge.target.team_slug
        if edge.source.is_service and edge.target.is_service and ends[0] != ends[1]:
            turned = ends[::-1] in edges
            ends = (ends[1], ends[0]) if turned else ends
            edges[ends] = _joined(nodes[ends[0]], nodes[ends[1]], edge, edges.get(ends), turned)
    return Graph.of(nodes.values(), edges.values())


def _joined(source: Node, target: Node, edge: Edge, before: Edge | None, turned: bool) -> Edge:
    """One line for all that leads between two teams, to and fro; hard when anything is."""
    hard = edge.hard or (before is not None and before.hard)
    both = turned or (before is not None and before.both)
    kind = "Hard" if hard else "Soft"
    return Edge(source, target, hard, kind, by_source=True, by_target=True, both=both)
