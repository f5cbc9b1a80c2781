"""Parts: several short values on one line, `Stored: Vault; injected: env; rotated: 90 days`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ..markdown.cells import ticked, unticked
from ..markdown.escapes import inline, less, more, shield, uninline, unshield
from ..markdown.tidy import BLANKS, trimmed
from .lens import Labels, Values


@dataclass(frozen=True)
class Parts:
    """Keyed values in one line; what stands before the first key goes to the first field."""

    keys: tuple[
        tuple[str, str], ...
    ]  # ("stored:", "stored"), …; an empty first key: no word at all
    gap: str = "; "
    code: tuple[str, ...] = ()  # the fields that are written in backticks
    hugs = True

    @cached_property
    def _any_key(self) -> str:
        keys = "|".join(re.escape(key) for key, _ in self.keys if key) or "(?!)"
        return rf"(?ai:{keys})(?=\\*(?: |$))"  # escaping may put backslashes behind a key

    @cached_property
    def _danger(self) -> str:
        """The places where a value would seem to end."""
        return rf"{re.escape(self.gap.strip())} (?={self._any_key})"

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        """A line that seems to start with a key."""
        return re.compile(rf"(?P<k>\\*)(?P<key>{self._any_key})")

    @cached_property
    def _cutter(self) -> re.Pattern[str]:
        return re.compile(rf"(\\*){re.escape(self.gap.strip())} ({self._any_key})")

    def write(self, value: Values, labels: Labels = ()) -> list[str]:
        texts = [self._part(key, field, value[field]) for key, field in self.keys if value[field]]
        if not texts:
            return []
        line = self.gap.join(texts)
        word, first = self.keys[0]
        return [line if value[first] and not word else line[0].upper() + line[1:]]

    def _part(self, key: str, field: str, text: str) -> str:
        """One value behind its key; a first value without a key must not start like one."""
        text = ticked(text) if field in self.code else inline(text)
        if key:
            return key + shield(" " + text, self._danger)
        return shield(more(self._opening, text), self._danger)

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[Values, list[str]]:
        value = {field: "" for _, field in self.keys}
        first, leftovers = (lines[0] if lines else ""), trimmed(lines[1:])
        keyed = {key.casefold(): field for key, field in self.keys if key}
        at, field = 0, self.keys[0][1]
        if (m := self._opening.match(first)) and not m["k"]:
            at, field = m.end(), keyed[m["key"].casefold()]
        bare = not at
        for text, following in self._cut(first[at:]):
            text = unshield(text, self._danger).strip(BLANKS)
            text, bare = (less(self._opening, text) if bare else text), False
            got = unticked(text) if field in self.code else uninline(text)
            leftovers = [*leftovers, got] if got and value[field] else leftovers
            value[field] = value[field] or got
            field = keyed.get(following.casefold(), field)
        return value, leftovers

    def _cut(self, text: str) -> list[tuple[str, str]]:
        """Each value with the key that follows it."""
        out, start = [], 0
        for m in self._cutter.finditer(text):
            if len(m[1]) % 2 == 0:
                out.append((text[start : m.end(1)], m[2]))
                start = m.end()
        return [*out, (text[start:], "")]
