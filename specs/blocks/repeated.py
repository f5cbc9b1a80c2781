"""Repeated: the same facts several times over."""

from __future__ import annotations

from dataclasses import dataclass

from specs.blocks.facts import Facts
from specs.blocks.lens import Labels, Values
from specs.markdown.scan import opaque
from specs.markdown.tidy import joined, trimmed


@dataclass(frozen=True)
class Repeated:
    """Rows as the same bold lines again and again; the first label, always written, starts a row."""

    facts: Facts
    hugs = False

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        return joined(*(self.facts.write(row) for row in value))

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        opening = Facts(self.facts.facts[:1], others=()).labels
        starts = [at for at, (line, hidden) in enumerate(zip(lines, opaque(lines)))
                  if not hidden and any((m := p.match(line)) and not m["k"] for p in opening)]
        leftovers = trimmed(lines[:starts[0]] if starts else lines)
        rows = []
        for start, stop in zip(starts, [*starts[1:], len(lines)]):
            row, rest = self.facts.read(lines[start:stop])
            rows.append(row)
            leftovers += rest
        return rows, leftovers
