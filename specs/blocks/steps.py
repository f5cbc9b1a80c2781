"""Steps: a numbered list; a step may hold a command, what to expect, and a branch."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.escapes import quote, unquote
from ..markdown.fences import fence, fences, unfence, without
from ..markdown.lists import item, items, unitem
from ..markdown.scan import mask_of, opaque, spans
from ..markdown.tidy import trimmed
from .facts import Fact, Facts
from .lens import Labels, Values
from .prose import Prose

PLAIN = (  # as people type them; a text that looks so is escaped at its colon
    re.compile(r"Expected(?: result)?(?P<k>\\*):(?= |$)"),
    re.compile(r"If .*?(?P<k>\\*): go to step [0-9]+\.?$"),
)
PARTS = Facts(
    (
        Fact("Expected", "expected", Prose(), always=False, aliases=("Expected result",)),
        Fact("If", "condition", Prose(), always=False),
        Fact("Go to step", "goto", Prose(), always=False),
    ),
    bullet=True,
)


LABELS = (*PARTS.labels, *PLAIN)


@dataclass(frozen=True)
class Steps:
    """`1. text`, a fenced command, `- **Expected**: …`, `- **If**: …`, `- **Go to step**: n`."""

    hugs = False

    def write(self, value: list[Values], labels: Labels = (), start: int = 1) -> list[str]:
        out: list[str] = []
        for number, step in enumerate(value, start):
            out += self._item(f"{number}. ", step, labels)
        return out

    def _item(self, marker: str, step: Values, labels: Labels) -> list[str]:
        text = quote(step["text"], LABELS + labels)
        below = PARTS.write(step)
        if step["command"] or step["language"] or fences(step["text"].split("\n")):
            below = fence(step["command"], step["language"]) + below
        lines = item(marker, text)
        return lines + [" " * len(marker) + line if line else "" for line in below]

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        found, leftovers = items(lines)
        steps = []
        for one in found:
            step, rest = self._step(one, labels)
            steps.append(step)
            leftovers += rest
        return steps, leftovers

    def _step(self, lines: list[str], labels: Labels) -> tuple[Values, list[str]]:
        lines = _bold(lines)
        found = spans(lines)
        head, pieces = PARTS.cut(lines, mask_of(lines, found))
        parts, rest = PARTS.take(pieces)
        command = language = ""
        if own := [span for span in found if span.plain and span.stop <= len(head)]:
            command, language = unfence(head, own[-1])
            head = without(head, own[-1])
        text = unquote(unitem(trimmed(head)), LABELS + labels)
        return {"text": text, "command": command, "language": language} | parts, rest


def _bold(lines: list[str]) -> list[str]:
    """Parts that somebody typed without a bullet and stars, with them."""
    if not any(line[:2] in ("Ex", "If") for line in lines[1:]):
        return lines
    hidden, out = opaque(lines), lines[:1]
    for at, line in enumerate(lines[1:], 1):
        expected, branch = (None, None) if hidden[at] else (p.match(line) for p in PLAIN)
        if expected and not expected["k"]:
            out.append("- **Expected**:" + line[expected.end() :])
        elif branch and not branch["k"]:
            condition, _, step = line[3:].rpartition(": go to step ")
            out += [f"- **If**: {condition}", f"- **Go to step**: {step.rstrip('.')}"]
        else:
            out.append(line)
    return out
