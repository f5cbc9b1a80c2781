"""What a service is made of, in layers from what receives the traffic to what keeps the data."""

from __future__ import annotations

from specs.documents import Document, Values
from specs.pictures.boxes import EDGE, HIGH, WIDE, Box, Picture, listed, svg

ACROSS, DOWN, MOST = 18, 64, 4  # free space between boxes, between layers; boxes beside each other
DRAWN = 60
RANK = {
    "load balancer": 0, "scheduler": 0, "service": 1, "worker": 1, "queue": 2, "cache": 3,
    "data store": 3, "object store": 3, "external": 4,
}  # fmt: skip
NAME = "Architecture"


def architecture(document: Document) -> Picture | None:
    """The components and who talks to whom; None without components."""
    rows = [
        row for row in document["sections"]["architecture"]["components"] if row["name"].strip()
    ]
    rows = rows[:DRAWN]
    if not rows:
        return None
    ways = _ways(rows)
    boxes = _placed(rows, _layers(rows, ways))
    paths = [_path(boxes[here], boxes[there]) for here, there in ways]
    return Picture(NAME, svg(NAME, "architecture", boxes, paths), _sentences(rows, ways))


def _ways(rows: list[Values]) -> list[tuple[int, int]]:
    """Who talks to whom, by number; names that are no component are left to the text."""
    number = {row["name"].strip().casefold(): at for at, row in reversed(list(enumerate(rows)))}
    found = [
        (at, number[name.strip().casefold()])
        for at, row in enumerate(rows)
        for name in row["talks_to"].split(",")
        if name.strip().casefold() in number
    ]
    return list(dict.fromkeys(way for way in found if way[0] != way[1]))


def _layers(rows: list[Values], ways: list[tuple[int, int]]) -> list[int]:
    """The layer of each: below everything that talks to it, as far as there is no circle."""
    layer = [0 if ways else RANK.get(row["kind"], 1) for row in rows]
    for _ in range(min(len(rows), 12)):
        moved = False
        for here, there in ways:
            if layer[there] <= layer[here] and not _reaches(there, here, ways):
                layer[there], moved = layer[here] + 1, True
        if not moved:
            break
    return layer


def _reaches(start: int, aim: int, ways: list[tuple[int, int]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == aim:
            return True
        fresh = {there for source, there in ways if source == here} - seen
        seen |= fresh
        waiting += fresh
    return False


def _placed(rows: list[Values], layer: list[int]) -> list[Box]:
    """Each layer in the middle, broken into several lines where it is too wide."""
    lines: list[list[int]] = []
    for level in sorted(set(layer)):
        here = [at for at, one in enumerate(layer) if one == level]
        lines += [here[start : start + MOST] for start in range(0, len(here), MOST)]
    widest = max(map(len, lines)) * (WIDE + ACROSS) - ACROSS
    boxes: dict[int, Box] = {}
    for down, line in enumerate(lines):
        start = EDGE + (widest - (len(line) * (WIDE + ACROSS) - ACROSS)) // 2
        for across, at in enumerate(line):
            x, y = start + across * (WIDE + ACROSS), EDGE + down * (HIGH + DOWN)
            boxes[at] = _box(rows[at], x, y)
    return [boxes[at] for at in range(len(rows))]


def _box(row: Values, x: int, y: int) -> Box:
    about = row["technology"].strip() or row["kind"]
    kind = "outside" if row["kind"] == "external" else "store" if "store" in row["kind"] else ""
    return Box(x, y, row["name"].strip(), about, kind)


def _path(here: Box, there: Box) -> str:
    """Down in a curve; along the layer or back up around the side."""
    if there.y > here.y:
        (x, y), (left, high) = here.below, there.above
        bend = (high - y) // 2
        return f"M{x} {y}C{x} {y + bend} {left} {high - bend} {left} {high}"
    if there.y == here.y:
        (x, y), (left, high) = here.below, there.below
        return f"M{x} {y}C{x} {y + 36} {left} {high + 36} {left} {high}"
    (x, y), (left, high) = here.right, there.right
    out = max(x, left) + 24
    return f"M{x} {y}C{out} {y} {out} {high} {left} {high}"


def _sentences(rows: list[Values], ways: list[tuple[int, int]]) -> tuple[str, ...]:
    said = []
    for at, row in enumerate(rows):
        name = row["name"].strip()
        facts = [row["kind"], row["technology"].strip()]
        facts += [f"{row['replicas']} replicas"] if row["replicas"].strip() else []
        about = f" ({', '.join(filter(None, facts))})" if any(facts) else ""
        to = [rows[there]["name"].strip() for here, there in ways if here == at]
        said.append(f"{name}{about}" + (f" talks to {listed(to)}." if to else "."))
    return tuple(said)
