"""The grammars of time: each reads the start of a text and says what it took and what is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from . import cron
from .exact import NUMBER, NotUnderstood, exact
from .timing import CADENCES, CONTINUOUS, COUNTS, PERMANENT, SECOND, Unit, unit

EXAMPLE = "5 min"


class Span(NamedTuple):
    """A stretch of time as some grammar read it."""

    nanoseconds: int = 0
    months: int = 0
    unit: str = ""  # the calendar unit it was written in
    recurring: bool = False
    permanent: bool = False
    schedule: str = ""


Found = tuple[Span, str]  # the span, and the text after it


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, longest first, never a part of a longer word."""
    listed = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word) + (r"(?![\w-])" if word[-1].isalpha() else "") for word in listed
    )


FLAGS = re.IGNORECASE | re.ASCII
COUNT = any_of(COUNTS)
WORD = re.compile(any_of((*CADENCES, *PERMANENT, *CONTINUOUS)), FLAGS)
ZERO = re.compile(r"(?:0(?![0-9.,:/])|zero(?![\w-]))\s*([a-z]*)", FLAGS)
EVERY = re.compile(r"(?:every|each)\s+(other\s+|second\s+(?=[a-z]))?", FLAGS)
TIMES = re.compile(
    rf"(once|twice|(?:[0-9]{{1,4}}|{COUNT})\s+times)\s+(?:(?:an?|per|each|every)\s+)?", FLAGS
)
PART = re.compile(rf"({NUMBER}\s*-?|(?:{COUNT})\s+)([a-zµμ]+\.?)(?![a-z_'])", re.IGNORECASE)
JOIN = re.compile(r"\s*(?:[,&]|and\s)?\s*", FLAGS)
NAMED = re.compile(r"([a-z]+)(?![\w-])", FLAGS)
ISO = re.compile(
    r"P(?=[0-9T])(?:([0-9]{1,6})Y)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)S)?)?"
)
ISO_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")


def read(text: str) -> Found | None:
    """The first grammar that knows the text."""
    grammars: tuple[Callable[[str], Found | None], ...] = (
        _cron,
        _zero,
        _word,
        _times,
        _every,
        _iso,
        _parts,
    )
    return next((found for grammar in grammars if (found := grammar(text))), None)


def _cron(text: str) -> Found | None:
    if not (found := cron.SCHEDULE.match(text)):
        return None
    seconds = cron.longest_gap(found[0])
    return Span(seconds * SECOND, recurring=True, schedule=" ".join(found[0].split())), text[
        found.end() :
    ]


def _zero(text: str) -> Found | None:
    """Zero needs no unit; what follows is a qualifier (`0 data loss`)."""
    if not (found := ZERO.match(text)) or unit(found[1]):
        return None
    return Span(), text[4 if text[:1] in "zZ" else 1 :]


def _word(text: str) -> Found | None:
    if not (found := WORD.match(text)):
        return None
    word, rest = found[0].lower(), text[found.end() :]
    if word in PERMANENT:
        return Span(permanent=True), rest
    if word in CONTINUOUS:
        return Span(recurring=True), rest
    return _cadence(word), rest


def _cadence(word: str) -> Span:
    found = _parts(CADENCES[word])
    assert found, word  # noqa: S101 - a row of our own table
    return found[0]._replace(recurring=True)


def _times(text: str) -> Found | None:
    """`once a month`, `twice daily`, `3 times per day`."""
    if not (found := TIMES.match(text)) or not (named := NAMED.match(text, found.end())):
        return None
    word = named[1].lower()
    period = (
        _cadence(word) if word in CADENCES else _span(1, known) if (known := unit(word)) else None
    )
    if period is None:
        return None
    count = found[1].lower().split()[0]
    times = COUNTS.get(count) or int(count)
    if not times or period.months % times:
        raise NotUnderstood(text, "That divides no month evenly.", "every 15 days")
    nanoseconds = -(-period.nanoseconds // times)
    span = Span(nanoseconds, period.months // times, period.unit, recurring=True)
    return span, text[named.end() :]


def _every(text: str) -> Found | None:
    if not (found := EVERY.match(text)):
        return None
    after = text[found.end() :]
    read = _parts(after) or _one(after)
    if not read:
        return None
    span, rest = read
    twice = 2 if found[1] else 1
    return span._replace(
        nanoseconds=span.nanoseconds * twice, months=span.months * twice, recurring=True
    ), rest


def _one(text: str) -> Found | None:
    """A unit alone: `every day`."""
    if not (named := NAMED.match(text)) or not (known := unit(named[1])):
        return None
    return _span(1, known), text[named.end() :]


def _iso(text: str) -> Found | None:
    """ISO 8601-1, 5.5.2: `P1DT2H`; a year and a month are of the calendar there too."""
    if not (found := ISO.match(text)):
        return None
    named = zip(ISO_UNITS, found.groups(), strict=True)
    spans = [_span(exact(count), known) for name, count in named if count and (known := unit(name))]
    return _sum(spans), text[found.end() :]


def _parts(text: str) -> Found | None:
    """`1 h 30 min`, `1h30m`, `2 days and 4 hours`: as people, Prometheus, Go and OpenSLO write."""
    spans: list[Span] = []
    end = 0
    while found := PART.match(text, JOIN.match(text, end).end() if spans else end):  # type: ignore[union-attr]
        if not (known := unit(found[2])):
            break
        spans.append(_span(_count(found[1]), known))
        end = found.end()
    if not spans:
        return None
    return _sum(spans), text[end:]


def _count(written: str) -> Fraction:
    word = written.strip().lower()
    return Fraction(COUNTS[word] if word in COUNTS else exact(word.rstrip("- ")))


def _span(count: int | Decimal | Fraction, unit: Unit) -> Span:
    number = Fraction(count)
    nanoseconds, months = number * unit.nanoseconds, number * unit.months
    if nanoseconds.denominator != 1:
        raise NotUnderstood(str(number), "Nothing is timed finer than a nanosecond.", EXAMPLE)
    if months.denominator != 1:
        raise NotUnderstood(str(number), "Months have no fixed length to divide.", "45 days")
    return Span(int(nanoseconds), int(months), unit.name if unit.months else "")


def _sum(spans: list[Span]) -> Span:
    units = {span.unit for span in spans if span.unit}
    return Span(
        sum(span.nanoseconds for span in spans),
        sum(span.months for span in spans),
        units.pop() if len(units) == 1 else "month" if units else "",
    )
