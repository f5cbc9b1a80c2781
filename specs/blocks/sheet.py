"""A section: not-applicable line, at most one part without a label, labelled parts, rows, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ..markdown.scan import covered, headings
from ..markdown.tidy import BLANKS, joined, trimmed
from .entries import Entries
from .excusable import Excusable, read_excuse, write_excuse
from .facts import NO_FACTS, Facts
from .lens import Labels, Lens, Values, picked, placed
from .notes import read_notes, write_notes

Part = tuple[str, Lens]  # a field and its shape; field "" spreads a dict over the section's fields


@dataclass(frozen=True)
class Sheet:
    """The layout of one section."""

    first: Part | None = None
    facts: Facts = NO_FACTS
    rows: Part | None = None  # what stands under headings of its own
    asides: tuple[str, ...] = ()  # sentences of the template that say nothing about a service

    @cached_property
    def _excuse(self) -> re.Pattern[str] | None:
        """The excuse of the rows, which stands above their first heading."""
        lens = self.rows[1] if self.rows else None
        return lens.alike if isinstance(lens, Excusable) else None

    @cached_property
    def _entries(self) -> Entries | None:
        lens = self.rows[1] if self.rows else None
        lens = lens.lens if isinstance(lens, Excusable) else lens
        return lens if isinstance(lens, Entries) else None

    @cached_property
    def _around(self) -> Labels:
        """What no value above the rows may imitate."""
        titles = self._entries.bold if self._entries else None
        return tuple(pattern for pattern in (self._excuse, titles) if pattern)

    def write(self, values: Values) -> list[str]:
        """The lines under the section's heading."""
        first, rows = self.first, self.rows
        labels = self.facts.labels + self._around
        return joined(
            write_excuse(values["excused"]),
            first[1].write(picked(first[0], values), labels) if first else [],
            self.facts.write(values, self._around),
            rows[1].write(picked(rows[0], values)) if rows else [],
            write_notes(values["notes"]),
        )

    def read(self, lines: list[str]) -> tuple[Values, list[str]]:
        """The section's values, and the lines that are none of them."""
        notes, lines = read_notes(lines)
        excused, lines = read_excuse(lines)
        lines = self._entries.raised(lines) if self._entries else lines
        alone = self.rows is not None and self.first is None and not self.facts.facts
        mask = [] if alone else covered(lines)
        cut = 0 if alone else self._cut(lines, mask)
        below = lines[cut:]
        head, pieces = self.facts.cut(lines[:cut], mask[:cut])
        if head and not self.first and (bold := self.facts.bolded(head)) != head:
            head, pieces = self.facts.cut(bold + lines[len(head) : cut])
        values, left = self.facts.take(pieces, self._around)
        left_first, left_rows = trimmed(head), trimmed(below)
        if self.first:
            field, lens = self.first
            value, left_first = lens.read(head, self.facts.labels + self._around)
            values |= placed(field, value)
        if self.rows:
            field, lens = self.rows
            value, left_rows = lens.read(below)
            values |= placed(field, value)
        leftovers = joined(left_first, left, left_rows)
        said = {_bare(aside) for aside in self.asides}
        leftovers = [line for line in leftovers if not line or _bare(line) not in said]
        return values | {"excused": excused, "notes": notes}, leftovers

    def _cut(self, lines: list[str], mask: list[bool]) -> int:
        """Where the rows begin: at the first heading, or at their excuse straight above it."""
        cut = next(iter(headings(lines, mask=mask)), len(lines))
        if self._excuse:
            last = max((at for at in range(cut) if lines[at].strip(BLANKS)), default=-1)
            m = self._excuse.match(lines[last]) if last >= 0 and not mask[last] else None
            return last if m and not m["k"] else cut
        return cut


def _bare(line: str) -> str:
    """A line without marker, stars, colon and case."""
    return re.sub(r"^(?:[-*+]|[0-9]{1,9}[.)]) +", "", line).strip(" \t*:").casefold()
