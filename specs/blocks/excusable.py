"""Excusable: a part of a section that may be not applicable, for a reason given."""

from __future__ import annotations

import re
from dataclasses import dataclass

from specs.blocks.lens import Labels, Lens, Values
from specs.markdown.escapes import inline, less, more, shield, uninline, unshield
from specs.markdown.tidy import joined, trimmed

EXCUSE = re.compile(r"\*Not applicable: (.*)\*$")
LIKE_AN_EXCUSE = re.compile(r"(?P<k>\\*)\*Not applicable: .*\*$")


def write_excuse(reason: str) -> list[str]:
    """Why this does not apply."""
    return [f"*Not applicable: {shield(inline(reason), '[*]')}*"] if reason else []


def read_excuse(lines: list[str]) -> tuple[str, list[str]]:
    """Take the not-applicable line off the top."""
    lines = trimmed(lines)
    if lines and (m := EXCUSE.match(lines[0])):
        return uninline(unshield(m[1].strip(" \t"), "[*]")), trimmed(lines[1:])
    return "", lines


@dataclass(frozen=True)
class Excusable:
    """A value with an excuse: `{"excused": reason, "value": …}`."""

    lens: Lens
    hugs = False

    def write(self, value: Values, labels: Labels = ()) -> list[str]:
        lines = self.lens.write(value["value"], labels)
        first = [more(LIKE_AN_EXCUSE, line) for line in lines[:1]]
        return joined(write_excuse(value["excused"]), first + lines[1:])

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[Values, list[str]]:
        excused, lines = read_excuse(lines)
        first = [less(LIKE_AN_EXCUSE, line) for line in lines[:1]]
        value, leftovers = self.lens.read(first + lines[1:], labels)
        return {"excused": excused, "value": value}, leftovers
