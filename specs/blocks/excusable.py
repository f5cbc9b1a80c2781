"""Excusable: a part of a section that may be not applicable, for a reason given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ..markdown.escapes import inline, less, more, shield, uninline, unshield
from ..markdown.tidy import BLANKS, joined, trimmed
from .lens import Labels, Lens, Values


def write_excuse(reason: str, what: str = "") -> list[str]:
    """Why this does not apply."""
    return [f"*{_words(what)}: {shield(inline(reason), '[*]')}*"] if reason else []


def read_excuse(lines: list[str], what: str = "") -> tuple[str, list[str]]:
    """Take the not-applicable line off the top."""
    lines = trimmed(lines)
    if lines and (m := re.match(rf"\*{_words(what)}: (.*)\*$", lines[0])):
        return uninline(unshield(m[1].strip(BLANKS), "[*]")), trimmed(lines[1:])
    return "", lines


def _words(what: str) -> str:
    return f"{what} not applicable" if what else "Not applicable"


@dataclass(frozen=True)
class Excusable:
    """A value with an excuse: `{"excused": reason, "value": …}`.

    `what` tells its line from the section's own: needed where it stands without a label.
    """

    lens: Lens
    what: str = ""
    hugs = False

    @cached_property
    def alike(self) -> re.Pattern[str]:
        """A line that looks like the excuse."""
        return re.compile(rf"(?P<k>\\*)\*{re.escape(_words(self.what))}: .*\*$")

    def write(self, value: Values, labels: Labels = ()) -> list[str]:
        lines = self.lens.write(value["value"], labels)
        first = [more(self.alike, line) for line in lines[:1]]
        return joined(write_excuse(value["excused"], self.what), first + lines[1:])

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[Values, list[str]]:
        excused, lines = read_excuse(lines, self.what)
        first = [less(self.alike, line) for line in lines[:1]]
        value, leftovers = self.lens.read(first + lines[1:], labels)
        return {"excused": excused, "value": value}, leftovers
