"""The top of the file: the feature's name and the bold lines under it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.tidy import joined, trimmed
from ..markdown.titles import title, untitle
from .facts import Facts
from .lens import Values

TITLE = "# Operations Specification:"


@dataclass(frozen=True)
class Header:
    """`# Operations Specification: name`, then facts with hard breaks."""

    facts: Facts

    def write(self, values: Values) -> list[str]:
        return joined([f"{TITLE} {title(values['name'])}".rstrip(" ")], self.facts.write(values))

    def read(self, lines: list[str]) -> tuple[Values, list[str]]:
        lines = trimmed(lines)
        m = (
            re.match(r"#[ \t]+(?:Operations Specification:?(?:[ \t]+|$))?(.*)$", lines[0], re.I)
            if lines
            else None
        )
        name = untitle(m[1]) if m else ""
        values, leftovers = self.facts.read(lines[1:] if m else lines)
        return values | {"name": name}, leftovers
