"""The hierarchy: one arrow line in a fence, the lowest priority first, as the guide draws it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.escapes import inline, shield, uninline, unshield
from ..markdown.fences import fence, fences, unfence, without
from ..markdown.tidy import BLANKS, trimmed
from .lens import Labels, Values

ARROW = " → "
DANGER = "→(?= |$)"
CUT = re.compile(rf"(\\*){DANGER}")
LOW, HIGH = "(lowest priority)", "(highest priority)"


@dataclass(frozen=True)
class Hierarchy:
    """Names on one line with arrows between them, and which end wins below."""

    name: str = "name"
    hugs = False

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        if not value:
            return []
        line = ARROW.join(shield(inline(row[self.name]), DANGER) for row in value)
        return fence(f"{line}\n{LOW}{HIGH.rjust(len(line) - len(LOW)) if line else ' ' + HIGH}")

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        found = fences(lines)
        if not found:
            return [], trimmed(lines)
        first, *rest = unfence(lines, found[0])[0].split("\n")
        if rest and rest[-1].startswith(LOW) and rest[-1].endswith(HIGH):
            rest = rest[:-1]
        first = " ".join([first, *(line.strip(BLANKS) for line in rest)]) if rest else first
        names, start = [], 0
        for m in CUT.finditer(first):
            if len(m[1]) % 2 == 0:
                names.append(first[start : m.end(1)])
                start = m.end()
        names.append(first[start:])
        rows: list[Values] = [
            {self.name: uninline(unshield(name.strip(BLANKS), DANGER))} for name in names
        ]
        return rows, without(lines, found[0])
