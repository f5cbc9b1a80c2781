"""Steps: a numbered list; a step may hold a command, what to expect, and a branch."""

from __future__ import annotations

from dataclasses import dataclass

from ..markdown.escapes import quote, unquote
from ..markdown.fences import fence, fences, unfence, without
from ..markdown.lists import item, items, unitem
from ..markdown.tidy import trimmed
from .facts import Fact, Facts
from .lens import Labels, Values
from .prose import Prose

PARTS = Facts(
    (
        Fact("Expected", "expected", Prose(), always=False, aliases=("Expected result",)),
        Fact("If", "condition", Prose(), always=False),
        Fact("Go to step", "goto", Prose(), always=False),
    ),
    bullet=True,
)


@dataclass(frozen=True)
class Steps:
    """`1. text`, a fenced command, `- **Expected**: …`, `- **If**: …`, `- **Go to step**: n`."""

    hugs = False

    def write(self, value: list[Values], labels: Labels = (), start: int = 1) -> list[str]:
        out: list[str] = []
        for number, step in enumerate(value, start):
            out += self._item(f"{number}. ", step)
        return out

    def _item(self, marker: str, step: Values) -> list[str]:
        text = quote(step["text"], PARTS.labels)
        below = PARTS.write(step)
        if step["command"] or step["language"] or fences(step["text"].split("\n")):
            below = fence(step["command"], step["language"]) + below
        lines = item(marker, text)
        return lines + [" " * len(marker) + line if line else "" for line in below]

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        found, leftovers = items(lines)
        steps = []
        for one in found:
            step, rest = self._step(one)
            steps.append(step)
            leftovers += rest
        return steps, leftovers

    def _step(self, lines: list[str]) -> tuple[Values, list[str]]:
        head, pieces = PARTS.cut(lines)
        parts, rest = PARTS.take(pieces)
        command = language = ""
        if found := fences(head):
            command, language = unfence(head, found[-1])
            head = without(head, found[-1])
        text = unquote(unitem(trimmed(head)), PARTS.labels)
        return {"text": text, "command": command, "language": language} | parts, rest
