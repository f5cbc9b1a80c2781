"""The way of a change to production: the stages from left to right."""

from __future__ import annotations

from itertools import pairwise

from specs.documents import Document, Values
from specs.pictures.boxes import EDGE, HIGH, WIDE, Box, Picture, svg

ACROSS, DOWN, MOST = 20, 44, 4
NAME = "Pipeline"


def pipeline(document: Document) -> Picture | None:
    """The stages in order; None without stages."""
    rows = [row for row in document["sections"]["pipeline"]["stage"] if row["name"].strip()]
    if not rows:
        return None
    boxes = [_box(row, at) for at, row in enumerate(rows)]
    paths = [_path(one, next_) for one, next_ in pairwise(boxes)]
    said = tuple(_sentence(row, at) for at, row in enumerate(rows, 1))
    return Picture(NAME, svg(NAME, "pipeline", boxes, paths), said)


def _box(row: Values, at: int) -> Box:
    line, place = divmod(at, MOST)
    x, y = EDGE + place * (WIDE + ACROSS), EDGE + line * (HIGH + DOWN)
    timeout = row["timeout"].strip()
    return Box(x, y, row["name"].strip(), f"at most {timeout}" if timeout else "")


def _path(here: Box, there: Box) -> str:
    """Straight to the next; at the end of a line around to the next one."""
    if here.y == there.y:
        (x, y), (left, _) = here.right, there.left
        return f"M{x} {y}H{left}"
    (x, y), (left, high) = here.below, there.above
    middle = (y + high) // 2
    return f"M{x} {y}V{middle}H{left}V{high}"


def _sentence(row: Values, at: int) -> str:
    parts = (
        ("starts when", row["trigger"]),
        ("passes when", row["success"]),
        ("otherwise", row["failure"]),
    )
    said = "; ".join(f"{word}: {' '.join(text.split())}" for word, text in parts if text.strip())
    return f"{at}. {row['name'].strip()}" + (f": {said}." if said else ".")
