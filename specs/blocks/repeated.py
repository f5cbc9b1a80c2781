"""Repeated: the same facts several times over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..markdown.scan import opaque
from ..markdown.tidy import joined, trimmed
from .facts import Facts
from .lens import Labels, Values


@dataclass(frozen=True)
class Repeated:
    """Rows as the same bold lines again; the first label, always written, starts a row."""

    facts: Facts
    hugs = False

    @cached_property
    def _opening(self) -> Facts:
        return Facts(self.facts.facts[:1], others=())

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        return joined(*(self.facts.write(row) for row in value))

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        hidden = opaque(lines)
        starts = [
            at for at, line in enumerate(lines) if not hidden[at] and self._opening.opens(line)
        ]
        leftovers = trimmed(lines[: starts[0]] if starts else lines)
        rows = []
        for start, stop in pairwise([*starts, len(lines)]):
            row, rest = self.facts.read(lines[start:stop])
            rows.append(row)
            leftovers += rest
        return rows, leftovers
