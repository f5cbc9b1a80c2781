"""The graph of teams: what is readable when there are hundreds of services."""

from __future__ import annotations

from collections import Counter

from .nodes import Edge, Graph, Node


def by_team(graph: Graph) -> Graph:
    """One node for each team, one edge where a service of one needs a service of another."""
    size = Counter((node.team_slug, node.team) for node in graph.services)
    nodes = {slug: Node(slug, team, "team", count=count) for (slug, team), count in size.items()}
    edges: dict[tuple[str, str], Edge] = {}
    for edge in graph.edges:
        ends = edge.source.team_slug, edge.target.team_slug
        if edge.source.is_service and edge.target.is_service and ends[0] != ends[1]:
            hard = edge.hard or (ends in edges and edges[ends].hard)
            edges[ends] = Edge(
                nodes[ends[0]], nodes[ends[1]], hard, "Hard" if hard else "Soft",
                by_source=True, by_target=True,
            )  # fmt: skip
    return Graph.of(nodes.values(), edges.values())
