"""Parts: several short values on one line, `Stored: Vault; injected: env; rotated: 90 days`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from specs.blocks.lens import Labels, Values
from specs.markdown.escapes import inline, shield, uninline, unshield
from specs.markdown.tidy import trimmed


@dataclass(frozen=True)
class Parts:
    """Keyed values in one line; what stands before the first key goes to the first field."""

    keys: tuple[tuple[str, str], ...]  # ("stored:", "stored"), …; an empty first key: the value alone
    gap: str = "; "
    hugs = True

    def _danger(self) -> str:
        """The places where a value would seem to end."""
        keys = "|".join(re.escape(key) for key, _ in self.keys if key)
        return rf"{re.escape(self.gap.strip())}(?= (?:{keys})(?: |$))"

    def write(self, value: Values, labels: Labels = ()) -> list[str]:
        texts = []
        for at, (key, field) in enumerate(self.keys):
            if value[field] or at == 0 and not key:
                texts.append(f"{key} {shield(inline(value[field]), self._danger())}".strip(" "))
        line = self.gap.join(texts) if any(value[field] for _, field in self.keys) else ""
        return [line[:1].upper() + line[1:] if self.keys[0][0] and line else line] if line else []

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[Values, list[str]]:
        value = {field: "" for _, field in self.keys}
        first, leftovers = (lines[0] if lines else ""), trimmed(lines[1:])
        keyed = {key.casefold(): field for key, field in self.keys if key}
        at, field = 0, self.keys[0][1]
        if self.keys[0][0] and (m := re.match(rf"({'|'.join(map(re.escape, keyed))})(?: |$)", first, re.I | re.A)):
            at, field = m.end(), keyed[m[1].casefold()]
        for text, nxt in self._cut(first[at:]):
            got = uninline(unshield(text.strip(" \t"), self._danger()))
            leftovers = leftovers if not value[field] else [*leftovers, got]
            value[field] = value[field] or got
            field = keyed.get(nxt.casefold(), field)
        return value, leftovers

    def _cut(self, text: str) -> list[tuple[str, str]]:
        """Each value with the key that follows it."""
        keys = "|".join(re.escape(key) for key, _ in self.keys if key)
        out, start = [], 0
        for m in re.finditer(rf"(\\*){re.escape(self.gap.strip())} ({keys})(?= |$)", text, re.I | re.A):
            if len(m[1]) % 2 == 0:
                out.append((text[start:m.end(1)], m[2]))
                start = m.end()
        return [*out, (text[start:], "")]
