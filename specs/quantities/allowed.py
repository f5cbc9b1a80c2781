"""What a parameter may be: a range, a bound, a list or a pattern; other words allow everything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .setting import ORDERED, truth

RANGE = re.compile(r"(?:from\s+)?(\S+?)(?:\s+to\s+|\s*(?:\.\.|\u2013|-)\s*)(\S+)", re.IGNORECASE)
BETWEEN = re.compile(r"between\s+(\S+)\s+and\s+(\S+)", re.IGNORECASE)
BOUND = re.compile(
    r"(?:(?P<least>>=|≥|at least|min(?:imum)?:?)|(?P<over>>|more than|above)|"
    r"(?P<most><=|≤|at most|up to|max(?:imum)?:?)|(?P<under><|less than|below))\s*(?P<value>.+)",
    re.IGNORECASE,
)
PATTERN = re.compile(r"/(.+)/", re.DOTALL)
SAFE_PATTERN = re.compile(r"[^()|]{1,100}")
OPEN_ENDED = re.compile(r"[*+]|\{[0-9]*,\}")
LONGEST = 200  # characters of a value that a pattern is tried on
LISTED = ("string", "enum", "bool", "int", "float")


@dataclass(frozen=True)
class Allowed:
    """The allowed values of a parameter of one type, as far as they are understood."""

    kind: str
    pattern: str = ""
    low: Any = None
    high: Any = None
    open_low: bool = False  # the bound itself is outside
    open_high: bool = False
    words: tuple[str, ...] = ()

    def accepts(self, value: str) -> bool:
        """Whether a value of the type is one of them."""
        if self.pattern:
            return _matches(self.pattern, value)
        if self.words:
            return self._same(value) in [self._same(word) for word in self.words]
        here = ORDERED[self.kind](value) if self.bounded else None
        return here is None or (self._above(here) and self._below(here))

    @property
    def bounded(self) -> bool:
        return self.low is not None or self.high is not None

    def spelled(self, value: str) -> str:
        """The word of the list that is this one in other capitals; empty without one."""
        near = (word for word in self.words if word.lower() == value.lower())
        return next(near, "") if self.kind in ("enum", "string") else ""

    def _same(self, text: str) -> Any:
        """What two texts have in common that mean one value."""
        if self.kind == "bool":
            return truth(text)
        return ORDERED[self.kind](text) if self.kind in ORDERED else text

    def _above(self, here: Any) -> bool:
        if self.low is None:
            return True
        return bool(self.low < here if self.open_low else self.low <= here)

    def _below(self, here: Any) -> bool:
        if self.high is None:
            return True
        return bool(here < self.high if self.open_high else here <= self.high)


@lru_cache(maxsize=5_000)
def allowed(kind: str, text: str) -> Allowed:
    """What a text allows."""
    text = text.strip("` ")
    if pattern := PATTERN.fullmatch(text):
        return Allowed(kind, pattern=pattern[1])
    if kind in ORDERED and (found := _range(kind, text) or _bound(kind, text)):
        return found
    return Allowed(kind, words=_words(kind, text)) if kind in LISTED else Allowed(kind)


def _range(kind: str, text: str) -> Allowed | None:
    """`1-100`, `from 1s to 10s`, `between 1 and 100`."""
    found = RANGE.fullmatch(text) or BETWEEN.fullmatch(text)
    low, high = (ORDERED[kind](found[at]) for at in (1, 2)) if found else (None, None)
    return Allowed(kind, low=low, high=high) if low is not None and high is not None else None


def _bound(kind: str, text: str) -> Allowed | None:
    """`>= 1`, `more than 0`, `max 100`."""
    found = BOUND.fullmatch(text)
    value = ORDERED[kind](found["value"]) if found else None
    if found is None or value is None:
        return None
    if found["least"] or found["over"]:
        return Allowed(kind, low=value, open_low=bool(found["over"]))
    return Allowed(kind, high=value, open_high=bool(found["under"]))


def _words(kind: str, text: str) -> tuple[str, ...]:
    """`debug, info, warn` or `a | b`; a sentence is no list, and neither is one word."""
    parts = [part.strip(" `'\"") for part in re.split(r"[,|]|\bor\b", text)]
    words = tuple(part for part in parts if part)
    listed = len(words) > 1 and not any(re.search(r"\s", word) for word in words)
    if not listed or (kind in ORDERED and any(ORDERED[kind](word) is None for word in words)):
        return ()
    return () if kind == "bool" and any(truth(word) is None for word in words) else words


def _matches(pattern: str, value: str) -> bool:
    """Only patterns that cannot run for long are tried."""
    simple = SAFE_PATTERN.fullmatch(pattern) and len(OPEN_ENDED.findall(pattern)) <= 2
    if not simple or len(value) > LONGEST:
        return True
    try:
        return bool(re.fullmatch(pattern, value))
    except re.error:
        return True
