"""A section: not-applicable line, at most one part without a label, labelled parts, rows, notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from specs.blocks.excusable import read_excuse, write_excuse
from specs.blocks.facts import Facts
from specs.blocks.lens import Lens, Values
from specs.markdown.escapes import MARKER, NOTHING, less, more, quote, unquote
from specs.markdown.scan import END_NOTES, NOTES, headings, opaque
from specs.markdown.tidy import joined, trimmed


def write_notes(text: str) -> list[str]:
    """Notes between their markers, headings and all."""
    lines = quote(text, start=NOTHING)
    return [NOTES, *_masked(more, lines), END_NOTES] if text else []


def read_notes(lines: list[str]) -> tuple[str, list[str]]:
    """Take the notes out of a section."""
    shown = [at for at, hidden in enumerate(opaque(lines)) if not hidden and lines[at] == NOTES]
    if not shown:
        return "", lines
    start = shown[0]
    stop = lines.index(END_NOTES, start) if END_NOTES in lines[start:] else len(lines)
    inner = _masked(less, lines[start + 1:stop])
    return unquote(inner, start=NOTHING), lines[:start] + lines[stop + 1:]


def _masked(change: Callable[[re.Pattern[str], str], str], lines: list[str]) -> list[str]:
    """Change the marker lines that stand in a fence; outside one, quote has seen to them."""
    return [change(MARKER, line) if hidden else line for line, hidden in zip(lines, opaque(lines))]


@dataclass(frozen=True)
class Sheet:
    """The layout of one section."""

    first: tuple[str, Lens] | None = None
    facts: Facts = Facts(())
    rows: tuple[str, Lens] | None = None  # rows under headings of their own

    def write(self, values: Values) -> list[str]:
        first = self.first[1].write(values[self.first[0]], self.facts.labels) if self.first else []
        rows = self.rows[1].write(values[self.rows[0]]) if self.rows else []
        return joined(write_excuse(values["excused"]), first, self.facts.write(values), rows,
                      write_notes(values["notes"]))

    def read(self, lines: list[str]) -> tuple[Values, list[str]]:
        notes, lines = read_notes(lines)
        excused, lines = read_excuse(lines)
        starts = headings(lines)
        above, below = (lines[:starts[0]], lines[starts[0]:]) if starts else (lines, [])
        facts = self.facts
        head, _ = facts.cut(above)
        values, left = facts.read(above[len(head):])
        left_first, left_rows = trimmed(head), trimmed(below)
        if self.first:
            values[self.first[0]], left_first = self.first[1].read(head, facts.labels)
        if self.rows:
            values[self.rows[0]], left_rows = self.rows[1].read(below)
        return values | {"excused": excused, "notes": notes}, joined(left_first, left, left_rows)
