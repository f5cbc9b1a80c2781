"""Named: `- **NAME**: parts`, one row per bullet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.escapes import inline, shield, uninline, unquote, unshield
from ..markdown.lists import items, unitem
from .lens import Labels, Values
from .parts import Parts

NAMED = re.compile(r"\*\*((?:\\.|[^*\\])*)\*\*:?[ \t]*(.*)$")


@dataclass(frozen=True)
class Named:
    """`- **NAME**: parts`, one row per line."""

    name: str
    parts: Parts
    hugs = False

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        out = []
        for row in value:
            line = (self.parts.write(row) or [""])[0]
            out.append(f"- **{shield(inline(row[self.name]), '[*]')}**: {line}".rstrip(" "))
        return out

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        rows: list[Values] = []
        found, leftovers = items(lines)
        for one in found:
            m = NAMED.match(one[0]) if one else None
            if not m:
                text = unquote(unitem(one))
                value, rest = self.parts.read([""])
                rows.append(value | {self.name: text})
                continue
            rest_of = " ".join([m[2], *one[1:]]) if any(one[1:]) else m[2]
            value, rest = self.parts.read([rest_of])
            rows.append(value | {self.name: uninline(unshield(m[1], "[*]"))})
            leftovers += rest
        return rows, leftovers
