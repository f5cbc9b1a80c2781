"""The environment matrix, attributes down and environments across, and how each is provisioned."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ..markdown.cells import RULE, cells_of, line_of, rule_of
from ..markdown.escapes import inline, uninline
from ..markdown.scan import HEADING, headings, opaque
from ..markdown.tidy import joined, trimmed
from ..markdown.titles import title, untitle
from .facts import Facts
from .lens import Labels, Values


@dataclass(frozen=True)
class Matrix:
    """One table with a column per row of data, then one heading per row for its further facts."""

    attributes: tuple[tuple[str, str, bool], ...]  # label, field, always
    provisioning: Facts
    name: str = "name"
    hugs = False

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        head = ["Attribute", *(inline(row[self.name]) for row in value)]
        table = [line_of(head), rule_of(head)]
        for label, field, always in self.attributes:
            if always or any(row[field] for row in value):
                table.append(line_of([f"**{label}**", *(inline(row[field]) for row in value)]))
        blocks = (
            joined([("#### " + title(row[self.name])).rstrip(" ")], self.provisioning.write(row))
            for row in value
        )
        return joined(["### Environment Matrix"], table, ["### Provisioning"], *blocks)

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        own = self._own_headings(lines)
        lines = [line for at, line in enumerate(lines) if at not in own]
        starts = headings(lines, "4")
        above = lines[: starts[0]] if starts else lines
        rows, leftovers = self._table(above)
        free = list(range(len(rows)))
        for start, stop in pairwise([*starts, len(lines)]):
            m = HEADING.match(lines[start])
            name = untitle((m and m["title"]) or "")
            values, rest = self.provisioning.read(lines[start + 1 : stop])
            place = next(
                (at for at in free if rows[at][self.name].casefold() == name.casefold()), None
            )
            if place is None:
                rows.append(
                    dict.fromkeys((field for _, field, _ in self.attributes), "")
                    | {self.name: name}
                )
                free.append(place := len(rows) - 1)
            rows[place] |= values
            free.remove(place)
            leftovers += rest
        empty = self.provisioning.read([])[0]
        return [empty | row for row in rows], leftovers

    def _own_headings(self, lines: list[str]) -> set[int]:
        """Where the two headings stand that this shape writes itself."""
        own = ("### environment matrix", "### provisioning")
        return {at for at in headings(lines, "3") if lines[at].casefold() in own}

    def _table(self, lines: list[str]) -> tuple[list[Values], list[str]]:
        """Turn the matrix on its side."""
        hidden = opaque(lines)
        rules = [
            at
            for at in range(1, len(lines))
            if RULE.match(lines[at]) and "|" in lines[at - 1] and not hidden[at]
        ]
        if not rules:
            return [], trimmed(lines)
        stop = rules[0] + 1
        while stop < len(lines) and "|" in lines[stop]:
            stop += 1
        fields = {label.casefold(): field for label, field, _ in self.attributes}
        rows: list[Values] = [
            dict.fromkeys(fields.values(), "") | {self.name: uninline(cell)}
            for cell in cells_of(lines[rules[0] - 1])[1:]
        ]
        lost = []
        for line in lines[rules[0] + 1 : stop]:
            label, *cells = cells_of(line)
            field = fields.get(label.strip("*").casefold())
            for row, cell in zip(rows, cells, strict=False):
                row |= {field: uninline(cell)} if field else {}
            lost += [line] if not field or len(cells) > len(rows) else []
        return rows, trimmed(lines[: rules[0] - 1]) + lost + trimmed(lines[stop:])
