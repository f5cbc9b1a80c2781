"""Grouped: one table per category, each under its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from specs.blocks.lens import Labels, Values
from specs.blocks.table import Table
from specs.markdown.scan import HEADING, headings
from specs.markdown.tidy import joined
from specs.markdown.titles import title, untitle


@dataclass(frozen=True)
class Grouped:
    """Rows in their own order; a heading and a new table wherever the category changes."""

    table: Table
    field: str
    words: str  # "Metrics", as in `#### System Metrics`
    level: int = 4
    hugs = False

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        if not value:
            return self.table.write([])
        runs = ((kind, list(rows)) for kind, rows in groupby(value, key=lambda row: row[self.field]))
        return joined(*(joined([self._heading(kind)], self.table.write(rows)) for kind, rows in runs))

    def _heading(self, kind: str) -> str:
        return "#" * self.level + " " + (f"{title(kind)} {self.words}" if kind else self.words)

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        starts = headings(lines, str(self.level))
        rows, leftovers = self.table.read(lines[:starts[0]] if starts else lines)
        rows = [row | {self.field: ""} for row in rows]
        for start, stop in zip(starts, [*starts[1:], len(lines)]):
            m = HEADING.match(lines[start])
            words = re.sub(r" \(if applicable\)$", "", (m and m["title"]) or "")
            kind = re.sub(rf"(?:^|[ \t]+){re.escape(self.words)}$", "", words, flags=re.I)
            found, rest = self.table.read(lines[start + 1:stop])
            rows += [row | {self.field: untitle(kind)} for row in found]
            leftovers += rest
        return rows, leftovers
