"""Where everything stands in the picture: columns, few crossings, neighbours near each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from .layers import layers
from .nodes import Edge, Graph

WIDE, HIGH, ACROSS, EDGE = 168, 48, 60, 12
DOWN, NEAR, THIN = 16, 8, 4  # between nodes, between lines that pass, and the line's own
SWEEPS = 8
Point = tuple[float, float]


@dataclass(frozen=True)
class Way:
    """An edge with the points it passes, from what needs to what is needed."""

    edge: Edge
    points: tuple[Point, ...]
    leads_back: bool


@dataclass(frozen=True)
class Drawing:
    """The upper left corner of every node, in reading order, the edges, and the size of it all."""

    places: dict[str, Point]
    ways: list[Way]
    width: int
    height: int


def drawn(graph: Graph) -> Drawing:
    """Lay a graph out from left to right."""
    return _Layout(graph).drawing()


class _Layout:
    """Columns of stops: nodes, and the places where a long edge passes a column."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.column, self.back = layers(graph)
        self.columns: list[list[str]] = [
            [] for _ in range(max(self.column.values(), default=0) + 1)
        ]
        self.left: dict[str, list[str]] = {}
        self.right: dict[str, list[str]] = {}
        self.chains = [self._chain(at, edge) for at, edge in enumerate(graph.edges)]
        for id_ in graph.nodes:
            self._stand(id_, self.column[id_])
        for stops in self.columns:
            stops.sort(key=lambda stop: stop not in graph.nodes)
        self.y: dict[str, float] = {}

    def drawing(self) -> Drawing:
        self._uncross()
        self._settle()
        low = min(self.y.values(), default=0)
        places: dict[str, Point] = {
            stop: (EDGE + at * (WIDE + ACROSS), EDGE + self.y[stop] - low)
            for at, stops in enumerate(self.columns)
            for stop in stops
        }
        bottom = max((y + self._high(stop) for stop, (_, y) in places.items()), default=0) + EDGE
        width = len(self.columns) * (WIDE + ACROSS) - ACROSS + 2 * EDGE
        ways = self._ways(places)
        nodes = {id_: place for id_, place in places.items() if id_ in self.graph.nodes}
        return Drawing(nodes, ways, width, round(bottom))

    def _chain(self, at: int, edge: Edge) -> list[str]:
        """The stops of an edge from left to right."""
        ends = [edge.source.id, edge.target.id]
        first, last = reversed(ends) if at in self.back else ends
        between = range(self.column[first] + 1, self.column[last])
        chain = [first, *(f"{at}/{column}" for column in between), last]
        for stop, column in zip(chain[1:-1], between, strict=True):
            self._stand(stop, column)
        for here, there in pairwise(chain):
            self.right.setdefault(here, []).append(there)
            self.left.setdefault(there, []).append(here)
        return chain

    def _stand(self, stop: str, column: int) -> None:
        self.columns[column].append(stop)

    def _uncross(self) -> None:
        """Sweep to and fro, each column in the order of its neighbours' middles."""
        for sweep in range(SWEEPS):
            forth = sweep % 2 == 0
            beside = self.left if forth else self.right
            columns = self.columns if forth else self.columns[::-1]
            at: dict[str, float] = {}
            for stops in columns:
                middle = {}
                for place, stop in enumerate(stops):
                    mean = _mean([at[near] for near in beside.get(stop, ()) if near in at])
                    middle[stop] = place / len(stops) if mean is None else mean
                stops.sort(key=middle.__getitem__)
                at |= {stop: place / max(len(stops), 1) for place, stop in enumerate(stops)}

    def _settle(self) -> None:
        """Heights: stacked first, then drawn towards the neighbours without overlap."""
        for stops in self.columns:
            self._stack(stops, dict.fromkeys(stops, 0.0))
        for sweep in range(SWEEPS):
            beside = self.left if sweep % 2 == 0 else self.right
            for stops in self.columns if sweep % 2 == 0 else self.columns[::-1]:
                wanted = {}
                for stop in stops:
                    near = [self._middle(one) for one in beside.get(stop, ())]
                    mean = _mean(near)
                    wanted[stop] = self.y[stop] if mean is None else mean - self._high(stop) / 2
                self._stack(stops, wanted)

    def _stack(self, stops: list[str], wanted: dict[str, float]) -> None:
        """As near to what is wanted as the order allows, pushed neither up nor down on the whole."""
        floor, pushed, before = float("-inf"), 0.0, ""
        for stop in stops:
            if before in self.graph.nodes or stop in self.graph.nodes:
                floor += DOWN - NEAR
            self.y[stop] = max(wanted[stop], floor)
            pushed += self.y[stop] - wanted[stop]
            floor, before = self.y[stop] + self._high(stop) + NEAR, stop
        for stop in stops:
            self.y[stop] -= pushed / len(stops)

    def _high(self, stop: str) -> int:
        return HIGH if stop in self.graph.nodes else THIN

    def _middle(self, stop: str) -> float:
        return self.y[stop] + self._high(stop) / 2

    def _ways(self, places: dict[str, Point]) -> list[Way]:
        """Edges end spread over the side of a node, in the order of where they come from."""
        ends: dict[tuple[str, str], list[int]] = {}
        for at, chain in enumerate(self.chains):
            ends.setdefault((chain[0], "right"), []).append(at)
            ends.setdefault((chain[-1], "left"), []).append(at)
        for (_, side), found in ends.items():
            near = 1 if side == "right" else -2
            found.sort(key=lambda at: places[self.chains[at][near]][1])
        ways = []
        for at, chain in enumerate(self.chains):
            points = [_slot(places[chain[0]], WIDE, ends[chain[0], "right"], at)]
            for stop in chain[1:-1]:
                x, y = places[stop]
                points += [(x, y), (x + WIDE, y)]
            points.append(_slot(places[chain[-1]], 0, ends[chain[-1], "left"], at))
            back = at in self.back
            ways.append(Way(self.graph.edges[at], tuple(points[::-1] if back else points), back))
        return ways


def _slot(place: Point, x: int, ends: list[int], at: int) -> Point:
    return place[0] + x, place[1] + HIGH * (ends.index(at) + 1) / (len(ends) + 1)


def _mean(numbers: list[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None
