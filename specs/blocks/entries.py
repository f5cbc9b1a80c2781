"""Entries: a heading per row, `#### Alert 1: High error rate`, and what belongs to it below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..markdown.scan import covered, depth, headings, opaque
from ..markdown.tidy import BLANKS, dedent, joined, trimmed
from ..markdown.titles import title, untitle
from .facts import Facts, Piece
from .lens import Labels, Values


@dataclass(frozen=True)
class Entries:
    """One heading per row, numbered, then the row's facts."""

    word: str  # "Alert"
    name: str  # the field in the heading
    facts: Facts
    level: int = 4
    default: str = ""  # the label of the fact that text without a label goes to, when read
    hugs = False

    @cached_property
    def bold(self) -> re.Pattern[str]:
        """A title as the template has some, `**Scenario 1**: x`; values must not imitate it."""
        marker = r"(?P<marker>(?:[0-9]{1,9}[.)] +)?)"
        word = rf"\*\*{re.escape(self.word)} [0-9]+\*\*(?P<k>\\*):"
        return re.compile(marker + word, re.IGNORECASE | re.ASCII)

    @cached_property
    def _titled(self) -> re.Pattern[str]:
        numbered = rf"(?:{re.escape(self.word)}(?: [0-9]+)?(?::|[ \t]*$)[ \t]*)?"
        return re.compile(rf"#+[ \t]*{numbered}(.*)$", re.IGNORECASE)

    def heading(self, number: int, name: str) -> str:
        """The words of a row's heading; references are made from them."""
        return f"{self.word} {number}" + (f": {title(name)}" if name else "")

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        hashes = "#" * self.level + " "
        out: list[str] = []
        for number, row in enumerate(value, 1):
            head = hashes + self.heading(number, row[self.name])
            out = joined(out, [head], self.facts.write(row))
        return out

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        mask = covered(lines)
        found = {at: depth(lines[at]) for at in headings(lines, mask=mask)}
        end = next((at for at, deep in found.items() if deep < self.level), len(lines))
        starts = [at for at, deep in found.items() if deep == self.level and at < end]
        leftovers = trimmed(lines[: starts[0]] if starts else lines[:end])
        rows = []
        for start, stop in pairwise([*starts, end]):
            deeper = next((at for at in found if start < at < stop), stop)
            values, rest = self._row(lines[start + 1 : deeper], mask[start + 1 : deeper])
            m = self._titled.match(lines[start])
            rows.append(values | {self.name: untitle(m[1] if m else "")})
            leftovers += rest + trimmed(lines[deeper:stop])
        return rows, leftovers + trimmed(lines[end:])

    def _row(self, lines: list[str], hidden: list[bool]) -> tuple[Values, list[str]]:
        head, pieces = self.facts.cut(lines, hidden)
        head = trimmed(head)
        fact = self.facts.find(self.default)
        if head and fact and all(piece.fact is not fact for piece in pieces):
            pieces, head = [Piece(fact, "", "", head, []), *pieces], []
        values, rest = self.facts.take(pieces)
        return values, head + rest

    def raised(self, lines: list[str]) -> list[str]:
        """Lines whose rows have bold titles and no headings, with headings."""
        found = {at: self.bold.match(line) for at, line in enumerate(lines) if "**" in line}
        titles = {at: m for at, m in found.items() if m and not m["k"]}
        hidden = opaque(lines) if titles else []
        titles = {at: m for at, m in titles.items() if not hidden[at]}
        if not titles or headings(lines):
            return lines
        out, width = [], 0
        for at, line in enumerate(lines):
            if m := titles.get(at):
                width = len(m["marker"])
                out.append(f"{'#' * self.level} {self.word}: {line[m.end() :].strip(BLANKS)}")
            else:
                out.append(dedent(line, width))
        return out
