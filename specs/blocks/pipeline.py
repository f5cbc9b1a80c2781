"""The pipeline: the guide's arrow line, drawn from the table below it; the table is the source."""

from __future__ import annotations

from dataclasses import dataclass

from ..markdown.fences import fence, fences, unfence, without
from .lens import Labels, Values
from .table import Table

ARROW = " → "


def arrows(names: list[str]) -> list[str]:
    """Draw the names as one arrow line, folded like the guide's."""
    lines = [""]
    for at, name in enumerate(" ".join(name.split()) for name in names):
        if at and len(lines[-1]) + len(name) > 70:
            lines.append("  → " + name)
        else:
            lines[-1] += (ARROW if at else "") + name
    return fence("\n".join(line.rstrip(" ") for line in lines)) if names else []


@dataclass(frozen=True)
class Pipeline:
    """An arrow line and a table of stages; only the table is read where there is one."""

    table: Table
    name: str = "name"
    hugs = False

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        drawn = arrows([row[self.name] for row in value])
        return [*drawn, *([""] if drawn else []), *self.table.write(value)]

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        rows, rest = self.table.read(lines)
        drawn = arrows([row[self.name] for row in rows])
        for span in fences(rest):
            if rest[span.start : span.stop] == drawn:
                return rows, without(rest, span)
            if not rows:
                names = [
                    part.strip() for part in " ".join(unfence(rest, span)[0].split("\n")).split("→")
                ]
                empty = {column.field: "" for column in self.table.columns}
                return [empty | {self.name: name} for name in names if name], without(rest, span)
        return rows, rest
