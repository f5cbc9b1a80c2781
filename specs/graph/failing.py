"""What stops when one thing stops, and which services hold each other up."""

from __future__ import annotations

from dataclasses import dataclass

from .nodes import Edge, Graph, Node


@dataclass(frozen=True)
class Stop:
    """A service that stops, and the way from it to what failed."""

    node: Node
    path: tuple[Edge, ...]

    @property
    def words(self) -> str:
        """The path as people say it."""
        targets = [edge.target.name for edge in self.path]
        return f"It needs {', which needs '.join(targets)}."


@dataclass(frozen=True)
class Cycle:
    """Services that need each other, hard, so that none of them works while another is down."""

    path: tuple[Node, ...]

    @property
    def words(self) -> str:
        names = [node.name for node in self.path]
        return f"{names[0]} needs {', which needs '.join([*names[1:], names[0]])}."


def stops(graph: Graph, id_: str) -> list[Stop]:
    """Everything that stops through hard edges, the nearest first."""
    found: dict[str, Stop] = {id_: Stop(graph.nodes[id_], ())}
    waiting = [id_]
    for here in waiting:
        for edge in _hard(graph.needed_by[here]):
            if edge.source.id not in found:
                found[edge.source.id] = Stop(edge.source, (edge, *found[here].path))
                waiting.append(edge.source.id)
    return sorted(list(found.values())[1:], key=lambda one: (len(one.path), one.node.name))


def goes_on(graph: Graph, id_: str) -> list[Edge]:
    """The edges by which something loses a part, but goes on: soft ones to what stops."""
    down = {id_, *(one.node.id for one in stops(graph, id_))}
    return [edge for edge in graph.edges if edge.target.id in down and edge.source.id not in down]


def cycles(graph: Graph) -> list[Cycle]:
    """One shortest round for each knot of services that need each other hard."""
    found = (Cycle(_round(graph, knot)) for knot in _knots(graph) if len(knot) > 1)
    return sorted(found, key=lambda one: one.path[0].name)


def _hard(edges: list[Edge]) -> list[Edge]:
    return [edge for edge in edges if edge.hard]


def _round(graph: Graph, knot: set[str]) -> tuple[Node, ...]:
    """A shortest way from one of the knot back to itself."""
    first = min(knot, key=lambda id_: (graph.nodes[id_].name, id_))
    ways: dict[str, tuple[Node, ...]] = {first: (graph.nodes[first],)}
    waiting = [first]
    for here in waiting:
        for edge in _hard(graph.needs[here]):
            there = edge.target.id
            if there == first:
                return ways[here]
            if there in knot and there not in ways:
                ways[there] = (*ways[here], edge.target)
                waiting.append(there)
    return ways[first]


def _knots(graph: Graph) -> list[set[str]]:
    """Strongly connected parts over hard edges: Kosaraju's two passes, without recursion."""
    order: list[str] = []
    seen: set[str] = set()
    for start in graph.nodes:
        stack = [(start, iter(_hard(graph.needs[start])))] if start not in seen else []
        seen.add(start)
        while stack:
            here, edges = stack[-1]
            there = next((one.target.id for one in edges if one.target.id not in seen), None)
            if there is None:
                order.append(stack.pop()[0])
            else:
                seen.add(there)
                stack.append((there, iter(_hard(graph.needs[there]))))
    found, taken = [], set[str]()
    for start in reversed(order):
        if start in taken:
            continue
        knot, waiting = {start}, [start]
        taken.add(start)
        for here in waiting:
            for edge in _hard(graph.needed_by[here]):
                if edge.source.id not in taken:
                    taken.add(edge.source.id)
                    knot.add(edge.source.id)
                    waiting.append(edge.source.id)
        found.append(knot)
    return found
