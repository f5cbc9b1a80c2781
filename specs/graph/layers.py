"""Which column a node stands in: what needs stands left of what it needs."""

from __future__ import annotations

from .nodes import Edge, Graph


def layers(graph: Graph) -> tuple[dict[str, int], set[int]]:
    """The column of every node, and the places of those edges that lead back in a cycle."""
    back, order = _walked(graph)
    column = dict.fromkeys(graph.nodes, 0)
    forward: dict[str, list[str]] = {id_: [] for id_ in graph.nodes}
    entered: set[str] = set()
    for at, edge in enumerate(graph.edges):
        source, target = edge.source.id, edge.target.id
        ends = (target, source) if at in back else (source, target)
        forward[ends[0]].append(ends[1])
        entered.add(ends[1])
    for here in order:
        for there in forward[here]:
            column[there] = max(column[there], column[here] + 1)
    for here in reversed(order):
        if here not in entered and forward[here]:
            column[here] = min(column[there] for there in forward[here]) - 1
    return column, back


def _walked(graph: Graph) -> tuple[set[int], list[str]]:
    """The edges that close a cycle, and an order in which all others lead onwards.

    The walk starts where nobody needs a node, and takes hard edges first: a cycle is drawn
    as leading back at its softest place.
    """
    at = {id(edge): place for place, edge in enumerate(graph.edges)}
    back: set[int] = set()
    done: list[str] = []
    state: dict[str, str] = {}
    for start in sorted(graph.nodes, key=lambda id_: bool(graph.needed_by[id_])):
        stack = [] if start in state else [(start, iter(_hard_first(graph.needs[start])))]
        state.setdefault(start, "open")
        while stack:
            here, edges = stack[-1]
            edge = next(edges, None)
            if edge is None:
                state[here] = "done"
                done.append(here)
                stack.pop()
            elif edge.target.id not in state:
                state[edge.target.id] = "open"
                stack.append((edge.target.id, iter(_hard_first(graph.needs[edge.target.id]))))
            elif state[edge.target.id] == "open":
                back.add(at[id(edge)])
    return back, _onwards(graph, back)


def _onwards(graph: Graph, back: set[int]) -> list[str]:
    """Every node after all that lead to it, with the edges that lead back turned round."""
    waits = dict.fromkeys(graph.nodes, 0)
    leads: dict[str, list[str]] = {id_: [] for id_ in graph.nodes}
    for place, edge in enumerate(graph.edges):
        ends = edge.source.id, edge.target.id
        source, target = reversed(ends) if place in back else ends
        if target not in leads[source]:
            leads[source].append(target)
            waits[target] += 1
    order = [id_ for id_, count in waits.items() if not count]
    for here in order:
        for there in leads[here]:
            waits[there] -= 1
            if not waits[there]:
                order.append(there)
    return order


def _hard_first(edges: list[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda edge: not edge.hard)
