"""Listed: a few small rows on one line, `10%; 50% after 15 min; 100% after 15 min`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.escapes import shield, unshield
from ..markdown.tidy import BLANKS, trimmed
from .lens import Labels, Lens, Values

DANGER = ";(?= |$)"
CUT = re.compile(rf"(\\*){DANGER}")


@dataclass(frozen=True)
class Listed:
    """Rows one after the other, each written by a lens that needs one line."""

    row: Lens
    also: str = ""  # a pattern that people put between rows as well; it is read, never written
    hugs = True

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        if not value:
            return []
        texts = [shield((self.row.write(row) or [""])[0], DANGER) for row in value]
        ends = not texts[-1] or (len(texts) == 1 and self._parts(texts[0]) != texts)
        return ["; ".join(texts) + (";" if ends else "")]

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        first, leftovers = (lines[0] if lines else ""), trimmed(lines[1:])
        texts: list[str] = []
        start = 0
        for m in CUT.finditer(first):
            if len(m[1]) % 2 == 0:
                texts.append(first[start : m.end(1)])
                start = m.end()
        if not texts and first.strip(BLANKS):
            texts = self._parts(first)
        elif first[start:].strip(BLANKS):
            texts.append(first[start:])
        rows = []
        for text in texts:
            text = unshield(text.strip(BLANKS), DANGER)
            row, rest = self.row.read([text] if text else [])
            rows.append(row)
            leftovers += rest
        return rows, leftovers

    def _parts(self, line: str) -> list[str]:
        """As people type: `10%, 50% after 15 min`."""
        return re.split(f", |{self.also}" if self.also else ", ", line)
