"""Compared: a subject and what is too far for it, `Error rate > 0.5% for 2 min`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.escapes import inline, shield, uninline, unshield
from ..markdown.tidy import BLANKS, trimmed
from .lens import Labels, Values

OPERATOR = re.compile("[<>=≤≥]")
DANGER = r" (?=[<>=≤≥])|:(?=\\*(?: |$))"  # the first may put a backslash behind the second
CUT = re.compile(rf"(\\*)(?:{DANGER})")


@dataclass(frozen=True)
class Compared:
    """Two texts on one line; the second starts with an operator, or stands behind a colon."""

    subject: str
    condition: str
    hugs = True

    def write(self, value: Values, labels: Labels = ()) -> list[str]:
        subject, condition = inline(value[self.subject]), inline(value[self.condition])
        line = shield(" " + subject, DANGER).removeprefix(" ") if subject else ""
        if condition:
            line += (" " if OPERATOR.match(condition) else ": ") + condition
        return [line.strip(" ")] if line else []

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[Values, list[str]]:
        line = " " + (lines[0] if lines else "")
        cuts = (m for m in CUT.finditer(line) if len(m[1]) % 2 == 0)
        m = next(cuts, None)
        subject, condition = (line[: m.end(1)], line[m.end() :]) if m else (line, "")
        subject = uninline(unshield(subject, DANGER).strip(BLANKS))
        value = {self.subject: subject, self.condition: uninline(condition.strip(BLANKS))}
        return value, trimmed(lines[1:])
