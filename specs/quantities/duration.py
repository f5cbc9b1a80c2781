"""Lengths of time, and how often: what people write, cron, Prometheus, Go, OpenSLO and ISO 8601.

A day is 24 hours. A month, a quarter and a year have no fixed length, so they are kept as months of
the calendar and never turned into seconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from . import spans
from .exact import NUMBER, NotUnderstood, plain, refuse_residue, understood
from .spans import EXAMPLE, FLAGS, any_of
from .timing import (
    BOUNDS,
    DAY,
    HOUR,
    LONGEST,
    MINUTE,
    MONTHS_IN,
    SECOND,
    SHORT_NAMES,
    SHORTEST,
    SPOKEN_BOUNDS,
)

BOUND = re.compile(rf"({any_of(BOUNDS)})\.?\s*(?=\S)", FLAGS)
RUN_ON = re.compile(r"\s*[0-9](?![0-9]?:[0-9]{2})|\s*(?:and\s+(?:a\s+)?half|½)", FLAGS)
REST = re.compile(r"\s+\S|[+,;:(/\-\u2013\u2014]")
LONGEST_IN_PROMETHEUS = 2**63 - 1  # nanoseconds: a Go time.Duration, 292 years


@dataclass(frozen=True)
class Duration:
    """A stretch of time, or the wait between two of something that recurs.

    Equal when equally long. A month is neither shorter nor longer than 30 days: `<` and `<=` say
    yes only where it is so in every year.
    """

    nanoseconds: int = 0
    months: int = 0
    permanent: bool = False
    unit: str = field(default="", compare=False)  # month, quarter or year, as written
    bound: str = field(default="", compare=False)  # <, <=, >, >= or ~
    recurring: bool = field(default=False, compare=False)
    schedule: str = field(default="", compare=False)  # cron
    rest: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """`5 min`, `< 2 hours`, `Every 6 hours`, `Daily + WAL streaming`, `0 3 * * *`, `P1D`."""
        return understood(cls, text, EXAMPLE)

    @classmethod
    def read(cls, text: str) -> Self:
        """A bound, a length, and the words after it."""
        written = text.strip()
        refuse_residue(written, EXAMPLE)
        bound = BOUND.match(written)
        body = written[bound.end() :] if bound else written
        found = spans.read(body)
        if not found:
            raise _explained(text, body)
        span, rest = found
        if RUN_ON.match(rest):
            raise NotUnderstood(text, "Each number needs a unit of time.", EXAMPLE)
        if rest.strip() and not REST.match(rest):
            raise _explained(text, body)
        return cls(
            nanoseconds=span.nanoseconds,
            months=span.months,
            permanent=span.permanent,
            unit=span.unit,
            bound=BOUNDS[bound[1].lower()] if bound else "",
            recurring=span.recurring,
            schedule=span.schedule,
            rest=rest.strip(),
        )

    @classmethod
    def of(cls, seconds: int) -> Self:
        """A plain number of seconds."""
        return cls(seconds * SECOND)

    @property
    def seconds(self) -> Decimal | None:
        """The exact length; None where it has none (months, permanent)."""
        if self.months or self.permanent:
            return None
        whole, part = divmod(self.nanoseconds, SECOND)
        return Decimal(plain(Decimal(f"{whole}.{part:09d}")))

    @property
    def continuous(self) -> bool:
        """Whether it never stops: there is no wait between two runs."""
        return self.recurring and self == Duration()

    def __lt__(self, other: Duration) -> bool:
        if self._same_kind(other):
            return (self.nanoseconds, self.months) < (other.nanoseconds, other.months)
        return other.permanent or (not self.permanent and self._longest() < other._shortest())

    def __le__(self, other: Duration) -> bool:
        if self == other or self < other:
            return True
        return not self.permanent and self._longest() <= other._shortest()

    def in_prometheus(self) -> str | None:
        """`1d12h`, whole milliseconds, falling units (common/model/time.go); or None."""
        whole, finer = divmod(self.nanoseconds, 10**6)
        if self.months or self.permanent or finer or self.nanoseconds > LONGEST_IN_PROMETHEUS:
            return None
        return "".join(f"{count}{name}" for count, name in _split(whole * 10**6)) or "0s"

    def in_openslo(self) -> str | None:
        """`30d`, `1Q`: one positive number of one unit, m being minutes and M months; or None."""
        if self.permanent or bool(self.months) == bool(self.nanoseconds):
            return None
        if self.months:
            count, name = self._in_unit()
            return f"{count}{name[0].upper()}"
        for size, name in ((DAY, "d"), (HOUR, "h"), (MINUTE, "m")):
            if self.nanoseconds % size == 0:
                return f"{self.nanoseconds // size}{name}"
        return None

    def __str__(self) -> str:
        length = self.schedule or self._length(spoken=False)
        if self.recurring and not self.schedule and not self.continuous:
            length = f"every {length}"
        return _tidy(f"{self.bound} {length} {self.rest}")

    def in_words(self) -> str:
        """`15 minutes`, `every 6 hours`, `less than 2 hours`: what a field echoes."""
        length = self._length(spoken=True)
        if self.recurring and not self.continuous:
            one = re.fullmatch(r"1 ([a-z]+)", length)
            length = f"every {one[1] if one else length}"
        return _tidy(f"{SPOKEN_BOUNDS.get(self.bound, '')} {length} {self.rest}")

    def _length(self, *, spoken: bool) -> str:
        if self.permanent or self.continuous:
            return "permanent" if self.permanent else "continuous"
        parts = []
        if self.months:
            count, name = self._in_unit()
            parts.append(_counted(count, name))
        for number, short in _split(self.nanoseconds):
            parts.append(
                _counted(number, SHORT_NAMES[short]) if spoken else f"{number} {LETTERS[short]}"
            )
        return " ".join(parts) or ("0 seconds" if spoken else "0")

    def _in_unit(self) -> tuple[int, str]:
        size = MONTHS_IN.get(self.unit, 1)
        return (
            (self.months, "month")
            if self.months % size
            else (self.months // size, self.unit or "month")
        )

    def _same_kind(self, other: Duration) -> bool:
        if self.permanent or other.permanent:
            return self.permanent and other.permanent
        return not (self.months or other.months) or not (self.nanoseconds or other.nanoseconds)

    def _shortest(self) -> int:
        years, months = divmod(self.months, 12)
        return self.nanoseconds + (years * 365 + SHORTEST[months]) * DAY

    def _longest(self) -> int:
        years, months = divmod(self.months, 12)
        return self.nanoseconds + (years * 366 + LONGEST[months]) * DAY


LETTERS = {short: "min" if short == "m" else short for short in SHORT_NAMES}
SIZES = (
    (DAY, "d"),
    (HOUR, "h"),
    (MINUTE, "m"),
    (SECOND, "s"),
    (10**6, "ms"),
    (1000, "us"),
    (1, "ns"),
)


def _split(nanoseconds: int) -> list[tuple[int, str]]:
    parts = []
    for size, name in SIZES:
        count, nanoseconds = divmod(nanoseconds, size)
        if count:
            parts.append((count, name))
    return parts


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" + ("s" if count != 1 else "")


def _tidy(text: str) -> str:
    return re.sub(r" (?=[,;:/])", "", text.strip())


def _explained(text: str, body: str) -> NotUnderstood:
    """Say what is missing: a unit, a known unit, or a length at all."""
    if re.fullmatch(NUMBER, body):
        return NotUnderstood(text, "Say which unit of time.", f"{body} s", f"{body} min")
    if body.startswith("-"):
        return NotUnderstood(text, "Time does not run backwards.", EXAMPLE)
    if found := re.match(r"[0-9][0-9.,]*\s*([A-Za-z]+)", body):
        return NotUnderstood(text, f"{found[1]} is no unit of time.", EXAMPLE, "30 days")
    return NotUnderstood(text, "This is a length of time, or how often.", EXAMPLE, "every 6 hours")
