"""Grouped: one table per category, each under its heading, `#### System Metrics`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from ..markdown.scan import headings
from ..markdown.tidy import joined
from ..markdown.titles import title, untitle
from .excusable import read_excuse, write_excuse
from .lens import Labels, Values
from .table import Table


@dataclass(frozen=True)
class Grouped:
    """Rows in their own order, a heading and a new table wherever the category changes.

    Its value is `{"rows": […], "excused": {category: reason}}`; the excused come last.
    """

    table: Table
    field: str
    words: str  # "Metrics", as in `#### System Metrics`
    categories: tuple[
        str, ...
    ] = ()  # those whose heading says nothing even when nothing is below it
    level: int = 4
    hugs = False

    def write(self, value: Values, labels: Labels = ()) -> list[str]:
        runs = groupby(value["rows"], key=lambda row: str(row[self.field]))
        tables = [joined(self._heading(kind), self.table.write(list(rows))) for kind, rows in runs]
        excused = (
            joined(self._heading(kind), write_excuse(reason))
            for kind, reason in value["excused"].items()
            if reason
        )
        return joined(*(tables or [self.table.write([])]), *excused)

    def _heading(self, kind: str) -> list[str]:
        words = f"{title(kind)} {self.words}" if kind else self.words
        return ["#" * self.level + " " + words]

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[Values, list[str]]:
        starts = headings(lines, str(self.level))
        rows, leftovers = self.table.read(lines[: starts[0]] if starts else lines)
        rows = [row | {self.field: ""} for row in rows]
        excused: dict[str, str] = {}
        for start, stop in pairwise([*starts, len(lines)]):
            kind = self._kind(lines[start])
            reason, inner = read_excuse(lines[start + 1 : stop])
            found, rest = self.table.read(inner)
            rows += [row | {self.field: kind} for row in found]
            if reason and kind in excused:
                rest = [*write_excuse(reason), *rest]
            elif reason:
                excused[kind] = reason
            elif not found and kind and kind not in self.categories:
                rest = [lines[start], *rest]
            leftovers += rest
        return {"rows": rows, "excused": excused}, leftovers

    def _kind(self, heading: str) -> str:
        """The category that a heading names."""
        words = re.sub(r" \(if applicable\)$", "", heading.lstrip("#").strip(" \t"))
        return untitle(
            re.sub(rf"(?:^|(?<![ \t])[ \t]+){re.escape(self.words)}$", "", words, flags=re.I)
        )
