"""A table of facts: a row per label, its values in the cells beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.cells import RULE, cells_of, line_of, rule_of
from ..markdown.scan import opaque
from ..markdown.tidy import joined, trimmed
from .lens import Labels, Lens, Values, picked, placed
from .prose import Line


@dataclass(frozen=True)
class FactRow:
    """A label and what stands beside it: a field and a lens per cell; field "" spreads a dict."""

    label: str
    cells: tuple[tuple[str, Lens], ...]
    always: bool = True  # written even when empty
    gloss: str = ""  # words after the bold label
    aliases: tuple[str, ...] = ()

    @classmethod
    def of(cls, label: str, *fields: str) -> FactRow:
        """A row of plain texts."""
        return cls(label, tuple((field, Line()) for field in fields))

    def write(self, values: Values) -> list[str]:
        """The cells beside the label; each lens here writes at most one line."""
        found = (lens.write(picked(field, values)) for field, lens in self.cells)
        return [lines[0] if lines else "" for lines in found]

    def read(self, cells: list[str]) -> tuple[Values, list[str]]:
        """The values of the cells, and what is left of them."""
        values: Values = {}
        leftovers = [cell for cell in cells[len(self.cells) :] if cell]
        for at, (field, lens) in enumerate(self.cells):
            cell = cells[at] if at < len(cells) else ""
            value, rest = lens.read([cell] if cell else [])
            values |= placed(field, value)
            leftovers += rest
        return values, leftovers


@dataclass(frozen=True)
class FactTable:
    """Labelled values as rows, `| **Method** | Canary |`; its value is a flat dict."""

    head: tuple[str, ...]
    rows: tuple[FactRow, ...]
    hugs = False

    def write(self, values: Values, labels: Labels = ()) -> list[str]:
        out = [line_of(list(self.head)), rule_of(list(self.head))]
        for row in self.rows:
            cells = row.write(values)
            if row.always or any(cells):
                out.append(line_of([f"**{row.label}**{row.gloss}", *cells]))
        return out

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[Values, list[str]]:
        values: Values = {}
        for row in self.rows:
            values |= row.read([])[0]
        if (start := self._start(lines)) is None:
            return values, trimmed(lines)
        stop, hidden = start + 1, opaque(lines)
        while stop < len(lines) and "|" in lines[stop] and not hidden[stop]:
            stop += 1
        lost: list[str] = []
        free = {_plain(name): row for row in self.rows for name in (row.label, *row.aliases)}
        for line in lines[start + 1 : stop]:
            label, *cells = cells_of(line)
            if known := free.get(_plain(label)):
                found, rest = known.read(cells)
                values |= found
                lost += [line_of([label, one]) for one in rest]
                free = {name: other for name, other in free.items() if other is not known}
            elif any((label, *cells)):
                lost.append(line)
        return values, joined(trimmed(lines[: start - 1]), lost, trimmed(lines[stop:]))

    def _start(self, lines: list[str]) -> int | None:
        """Where the line under the head of the first table stands."""
        hidden = opaque(lines)
        for at in range(1, len(lines)):
            if RULE.match(lines[at]) and "|" in lines[at - 1] and not hidden[at]:
                return at
        return None


def _plain(label: str) -> str:
    """A label without stars, case and the words in brackets after it."""
    return re.sub(r" \([^()]*\)$", "", label.replace("*", "")).strip(" \t").casefold()
