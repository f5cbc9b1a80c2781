"""Entries: a heading per row, `#### Alert 1: High error rate`, and what belongs to it below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ..markdown.scan import headings
from ..markdown.tidy import joined, trimmed
from ..markdown.titles import title, untitle
from .facts import Facts
from .lens import Labels, Values


@dataclass(frozen=True)
class Entries:
    """One heading per row, numbered, then the row's facts."""

    word: str  # "Alert"
    name: str  # the field in the heading
    facts: Facts
    level: int = 4
    hugs = False

    def heading(self, number: int, name: str) -> str:
        """The words of a row's heading; references are made from them."""
        return f"{self.word} {number}" + (f": {title(name)}" if name else "")

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        hashes = "#" * self.level + " "
        return joined(
            *(
                joined([hashes + self.heading(number, row[self.name])], self.facts.write(row))
                for number, row in enumerate(value, 1)
            )
        )

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        foreign = [*headings(lines, "12345"[: self.level - 1]), len(lines)][0]
        lines, beyond = lines[:foreign], lines[foreign:]
        starts = headings(lines, str(self.level))
        leftovers = trimmed(lines[: starts[0]] if starts else lines)
        rows = []
        for start, stop in pairwise([*starts, len(lines)]):
            inner = lines[start + 1 : stop]
            deeper = [*headings(inner), len(inner)][0]
            values, rest = self.facts.read(inner[:deeper])
            numbered = rf"(?:{re.escape(self.word)}(?: [0-9]+)?(?::|[ \t]*$)[ \t]*)?"
            m = re.match(rf"#+[ \t]*{numbered}(.*)$", lines[start], re.I)
            rows.append(values | {self.name: untitle(m[1] if m else "")})
            leftovers += rest + trimmed(inner[deeper:])
        return rows, leftovers + trimmed(beyond)
