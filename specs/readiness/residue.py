"""Words of the template that nobody replaced: GEN-01."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..documents import Finding
from ..fields import Cell, Code, Language, Typed
from .everything import written
from .look import Look
from .rule import Rule

BRACKETS = re.compile(r"\[([^\[\]\n]{1,80})\](?![(\[])")
BLANKS = frozenset("XYZN")
PROMPTS = frozenset(
    {
        *("time", "time/data loss", "data loss", "guid", "12-hex-guid", "yyyy-mm-dd", "condition"),
        *("feature-name", "feature name", "failure type", "scenario", "scenario name", "problem"),
        *("alert name", "team/person", "procedure", "metric/log/dashboard", "level", "description"),
        *("how to confirm", "step with exact commands", "what to do to prevent recurrence"),
        *("what is affected and how severely", "how to recognize this is happening"),
        *("critical | high | medium | low", "draft | review | approved | implemented"),
        *("strategy: multi-az, failover", "strategy: wal, replication", "business metric 1"),
        "specify your deployment topology",
    }
)
SPOKEN = re.compile(r"\[(?:specify|describe|insert|enter|your|list|explain)\b[^\]]*\](?!\()", re.I)
LATER = re.compile(r"\b(?:TBD|FIXME|TODO(?=:))\b|\b(?-i:TODO)\b(?! (?:list|item|app)s?\b)", re.I)
LATER_ALONE = re.compile(r"\W*(?:to ?do|to be (?:defined|determined|decided|done))\W*", re.I)
ALONE = re.compile(r"(?:step [0-9]+|param[0-9]|value[0-9]|\.\.\.|xxx)\.?", re.I)


class Residue(Rule):
    """A placeholder is still there where its answer belongs."""

    id, severity = "GEN-01", "blocker"
    title = "Placeholder left"
    reason = "A blank that looks filled in is worse than an empty one: nobody goes looking for it."
    source = "Seed 002: [Failure Type]; seed 000: > [X]ms"

    def findings(self, look: Look) -> Iterator[Finding]:
        for address, cell, text, named in written(look):
            if _suspect(text) and (left := residue(cell, text)):
                yield self.says(*sentences(cell, left, named), address, left)


def sentences(cell: Cell, left: str, named: str = "") -> tuple[str, str]:
    """What to say of a placeholder, and what to do about it."""
    where = cell.label + (f" ({named})" if named else "")
    if left == "[X]" and cell.example:
        return f"Placeholder left in {where}: {left}", f"Replace [X], for example {cell.example}."
    return f"Placeholder left in {where}: {left}", "Replace it with what is true for this service."


def residue(cell: Cell, text: str) -> str:
    """The placeholder that is left in a text; empty when there is none."""
    return "" if isinstance(cell, Language) else _left(text, isinstance(cell, Code), _typed(cell))


@lru_cache(maxsize=20_000)
def _suspect(text: str) -> bool:
    """Whether any field would find something in a text: most have nothing of the kind."""
    return "[" in text or bool(_left(text, False, False))


def _typed(cell: Cell) -> bool:
    return isinstance(cell, Typed)


@lru_cache(maxsize=20_000)
def _left(text: str, code: bool, typed: bool) -> str:
    if "[" in text:
        for found in BRACKETS.finditer(text):
            inner = found[1].strip()
            if inner in BLANKS or (not code and inner.lower() in PROMPTS):
                return found[0]
            if typed and inner and not inner[0].isdigit():
                return found[0]
        if not code and (spoken := SPOKEN.search(text)):
            return spoken[0]
    if not code and (later := LATER.search(text) or LATER_ALONE.fullmatch(text)):
        return later[0]
    return text if len(text) < 12 and ALONE.fullmatch(text.strip()) else ""
