"""References: a link to the heading of a row, or to the section whose table holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.escapes import inline, less, more, shield, uninline, unshield
from ..markdown.tidy import trimmed
from ..markdown.titles import slug
from .lens import Labels
from .table import Column

LINK = re.compile(r"\[((?:\\.|[^][\\])*)\]\(#([^ ()]*)(?: \"[^\"]*?([0-9]+)\")?\)$")
PLAIN = re.compile(r"(?P<k>\\*)\[.*\]\(#.*\)$", re.DOTALL)


@dataclass(frozen=True)
class Link:
    """A row of `names` by its number, or any text; `section` where rows have no heading."""

    word: str  # "Runbook"
    names: tuple[str, ...]
    section: str = ""
    hugs = True

    def write(self, value: int | str, labels: Labels = ()) -> list[str]:
        if isinstance(value, str):
            return [inline(more(PLAIN, value))] if value else []
        name = self.names[value - 1]
        alone = bool(name) and self.names.count(name) == 1
        tip = "" if alone or not self.section else f' "{self.word} {value}"'
        text = shield(inline(name), "[][]") or f"{self.word} {value}"
        return [f"[{text}](#{slug(self.section) if self.section else self._anchor(value)}{tip})"]

    def _anchor(self, number: int) -> str:
        name = self.names[number - 1]
        return slug(f"{self.word} {number}" + (f": {inline(name)}" if name else ""))

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[int | str, list[str]]:
        text = lines[0] if lines else ""
        found = self._row(m) if (m := LINK.match(text)) else None
        return (less(PLAIN, uninline(text)) if found is None else found), trimmed(lines[1:])

    def _row(self, m: re.Match[str]) -> int | None:
        """The row meant: its own anchor, its tip, the only row of that name, its number."""
        numbers = range(1, len(self.names) + 1)
        name = uninline(unshield(m[1], "[][]"))
        if not self.section and (exact := [n for n in numbers if self._anchor(n) == m[2]]):
            return exact[0]
        if self.section and m[3] and int(m[3]) in numbers:
            return int(m[3])
        if len(same := [n for n in numbers if self.names[n - 1] == name]) == 1:
            return same[0]
        number = re.match(slug(self.word) + r"-([0-9]{1,6})(?:-|$)", m[2])
        return int(number[1]) if number and not self.section and int(number[1]) in numbers else None


@dataclass(frozen=True)
class Raw:
    """A reference that is Markdown already: who writes or reads whole documents resolves it."""

    hugs = True

    def write(self, value: str, labels: Labels = ()) -> list[str]:
        return [value] if value else []

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[str, list[str]]:
        lines = trimmed(lines)
        return (lines[0] if lines else ""), trimmed(lines[1:])


@dataclass(frozen=True)
class RefColumn(Column):
    """A column of references that are already Markdown."""

    def cell(self, text: str) -> str:
        return text

    def uncell(self, text: str) -> str:
        return text
