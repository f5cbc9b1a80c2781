"""Tables: GitHub's pipe tables, one space of padding."""

from __future__ import annotations

from dataclasses import dataclass

from ..markdown.cells import RULE, cells_of, line_of, rule_of, ticked, unticked
from ..markdown.escapes import inline, uninline
from ..markdown.scan import opaque
from ..markdown.tidy import joined, trimmed
from .lens import Labels, Values


@dataclass(frozen=True)
class Column:
    """One field as a column."""

    label: str
    field: str
    code: bool = False
    always: bool = True  # the seeds have it: written even when no row fills it
    aliases: tuple[str, ...] = ()

    def cell(self, text: str) -> str:
        return ticked(text) if self.code else inline(text)

    def uncell(self, text: str) -> str:
        return unticked(text) if self.code else uninline(text)


@dataclass(frozen=True)
class Table:
    """Rows under each other, fields beside each other."""

    hugs = False
    columns: tuple[Column, ...] = ()

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        shown = [c for c in self.columns if c.always or any(row[c.field] for row in value)]
        names = [c.label for c in shown]
        head = [line_of(names), rule_of(names)]
        return head + [line_of([c.cell(row[c.field]) for c in shown]) for row in value]

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        hidden = opaque(lines)
        for at, line in enumerate(lines[1:], 1):
            if (
                RULE.match(line)
                and "|" in lines[at - 1]
                and not hidden[at]
                and (which := self._match(lines[at - 1]))
            ):
                stop = at + 1
                while stop < len(lines) and "|" in lines[stop] and not hidden[stop]:
                    stop += 1
                rows, lost = self._rows(which, lines[at - 1], lines[at + 1 : stop])
                return rows, joined(trimmed(lines[: at - 1]), lost, trimmed(lines[stop:]))
        return [], trimmed(lines)

    def _match(self, line: str) -> dict[int, Column]:
        """Which column stands where, by its label, in any order."""
        named = {n.casefold(): c for c in self.columns for n in (c.label, *c.aliases)}
        found = enumerate(cell.strip("*").casefold() for cell in cells_of(line))
        which: dict[int, Column] = {}
        for place, name in found:
            if name in named and named[name] not in which.values():
                which[place] = named[name]
        return which

    def _rows(
        self, which: dict[int, Column], line: str, lines: list[str]
    ) -> tuple[list[Values], list[str]]:
        """The rows, and a smaller table of the cells that no column claims."""
        rows: list[Values] = []
        names, strange = cells_of(line), []
        blank = {c.field: "" for c in self.columns}
        for cells in map(cells_of, lines):
            row = blank.copy()
            for at, column in which.items():
                if at < len(cells) and cells[at]:
                    cell = cells[at]
                    plain = not column.code and "&" not in cell and "<" not in cell
                    row[column.field] = cell if plain else column.uncell(cell)
            rows.append(row)
            strange.append([cell for at, cell in enumerate(cells) if at not in which])
        unknown = [name for at, name in enumerate(names) if at not in which]
        if not unknown and not any(map(any, strange)):
            return rows, []
        first = min(which)
        head = [names[first], *unknown]
        lost = [line_of(head), rule_of(head)]
        for line, cells in zip(lines, strange, strict=True):
            lost += [line_of([cells_of(line)[first], *cells])] if any(cells) else []
        return rows, lost
