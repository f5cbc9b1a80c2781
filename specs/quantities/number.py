"""Plain values: a whole number, a number, a day."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from .exact import DIGITS, NUMBER, NotUnderstood, exact, plain, refuse_residue

WHOLE = re.compile(rf"([+-]?{DIGITS})(?:\.0+)?")
ANY = re.compile(rf"([+-]?{NUMBER})(?:\s+(\S.*))?", re.DOTALL)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, order=True)
class Integer:
    """A whole number: replicas, a port, a status code."""

    value: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """`3`, `1,000`, `-1`."""
        written = text.strip()
        refuse_residue(written, "3")
        if not (found := WHOLE.fullmatch(written)):
            raise NotUnderstood(text, "This is a whole number, in digits alone.", "3")
        return cls(int(exact(found[1])))

    def __str__(self) -> str:
        return str(self.value)

    def in_words(self) -> str:
        """Grouped, as people read it."""
        return f"{self.value:,}"


@dataclass(frozen=True, order=True)
class Number:
    """A number and what it counts: `40`, `2,500 requests per second`."""

    value: Decimal
    rest: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Digits first; what follows a blank is kept as the unit."""
        written = text.strip()
        refuse_residue(written, "40")
        found = ANY.fullmatch(written)
        if not found or (found[2] or "x")[0].isdigit():
            raise NotUnderstood(text, "This starts with one number.", "40")
        return cls(exact(found[1]), found[2] or "")

    def __str__(self) -> str:
        return f"{plain(self.value)} {self.rest}".rstrip()

    def in_words(self) -> str:
        """Grouped, as people read it."""
        return f"{Decimal(plain(self.value)):,} {self.rest}".rstrip()


@dataclass(frozen=True, order=True)
class Date:
    """A day, as ISO 8601 writes it."""

    value: datetime.date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Only year-month-day: 03/04/2026 means two different days."""
        written = text.strip()
        refuse_residue(written, "2026-11-21")
        if not DAY.fullmatch(written):
            raise NotUnderstood(text, "A day is written year-month-day.", "2026-11-21")
        try:
            return cls(datetime.date.fromisoformat(written))
        except ValueError:
            raise NotUnderstood(text, "The calendar has no such day.", "2026-11-21") from None

    def __str__(self) -> str:
        return self.value.isoformat()

    def in_words(self) -> str:
        """`21 November 2026`."""
        return f"{self.value.day} {self.value:%B %Y}"
