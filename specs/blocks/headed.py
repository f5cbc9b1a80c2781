"""Headed: parts of a section under headings that are always the same, `#### Logging Levels`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ..markdown.scan import headings
from ..markdown.tidy import joined, trimmed
from ..markdown.titles import untitle
from .lens import Labels, Lens, Values, picked, placed


@dataclass(frozen=True)
class Headed:
    """A title, a field and a lens per part, field "" spreading a dict; its value is flat."""

    parts: tuple[tuple[str, str, Lens], ...]
    level: int = 4
    hugs = False

    def write(self, values: Values, labels: Labels = ()) -> list[str]:
        out: list[str] = []
        for title, field, lens in self.parts:
            inner = lens.write(picked(field, values))
            out = joined(out, ["#" * self.level + " " + title], inner)
        return out

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[Values, list[str]]:
        known = {title.casefold(): at for at, (title, _, _) in enumerate(self.parts)}
        inner: list[list[str]] = [[] for _ in self.parts]
        starts = headings(lines)
        leftovers = trimmed(lines[: starts[0]] if starts else lines)
        for start, stop in pairwise([*starts, len(lines)]):
            at = known.get(untitle(lines[start].lstrip("#")).casefold())
            if at is None:
                leftovers += trimmed(lines[start:stop])
            else:
                inner[at] = joined(inner[at], lines[start + 1 : stop])
        values: Values = {}
        for (_, field, lens), found in zip(self.parts, inner, strict=True):
            value, rest = lens.read(found)
            values |= placed(field, value)
            leftovers += rest
        return values, leftovers
