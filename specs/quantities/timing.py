"""The units of time and the words for how often, in every spelling the duration grammars know.

Sources: Prometheus `common/model/time.go` (ms s m h d w y, a year of 365 days), OpenSLO v1
duration-shorthand (m h d w M Q Y), Go `time.ParseDuration` (ns us ms s m h), and people.
"""

from __future__ import annotations

from typing import NamedTuple

SECOND = 10**9
MINUTE, HOUR, DAY, WEEK, YEAR = (SECOND * n for n in (60, 3600, 86400, 7 * 86400, 365 * 86400))


class Unit(NamedTuple):
    """A unit with a fixed length, or one of calendar months."""

    nanoseconds: int
    months: int
    name: str


_FIXED: dict[str, tuple[int, str]] = {
    "nanosecond": (1, "ns"),
    "microsecond": (1000, "us µs μs"),
    "millisecond": (10**6, "ms msec msecs"),
    "second": (SECOND, "s S sec secs"),
    "minute": (MINUTE, "m min mins"),
    "hour": (HOUR, "h H hr hrs"),
    "day": (DAY, "d D"),
    "week": (WEEK, "w W wk wks"),
}
_CALENDAR: dict[str, tuple[int, str]] = {
    "month": (1, "M mo mos"),
    "quarter": (3, "Q qtr"),
    "year": (12, "Y yr yrs"),
}
_UNITS = {"y": Unit(YEAR, 0, "day")}
for _name, (_size, _spellings) in _FIXED.items():
    for _spelling in (_name, f"{_name}s", *_spellings.split()):
        _UNITS[_spelling] = Unit(_size, 0, _name)
for _name, (_size, _spellings) in _CALENDAR.items():
    for _spelling in (_name, f"{_name}s", *_spellings.split()):
        _UNITS[_spelling] = Unit(0, _size, _name)

MONTHS_IN = {name: size for name, (size, _) in _CALENDAR.items()}
# Days at least and at most in the first n months of some year.
SHORTEST = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
LONGEST = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)

SHORT_NAMES = {spellings.split()[0]: name for name, (_, spellings) in _FIXED.items()}
SPOKEN_BOUNDS = {
    "<": "less than",
    "<=": "at most",
    ">": "more than",
    ">=": "at least",
    "~": "about",
}
CADENCES = {
    "hourly": "1 hour",
    "daily": "1 day",
    "nightly": "1 day",
    "weekly": "1 week",
    "fortnightly": "2 weeks",
    "monthly": "1 month",
    "quarterly": "1 quarter",
    "half-yearly": "6 months",
    "semi-annually": "6 months",
    "yearly": "1 year",
    "annually": "1 year",
}
PERMANENT = ("permanent", "permanently", "forever", "indefinitely", "unlimited")
CONTINUOUS = ("continuous", "continuously", "real-time", "real time", "realtime")
COUNTS = {"a": 1, "an": 1, "once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4} | {
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
BOUNDS = {
    "less than": "<",
    "under": "<",
    "below": "<",
    "at most": "<=",
    "no more than": "<=",
    "no later than": "<=",
    "up to": "<=",
    "within": "<=",
    "max": "<=",
    "more than": ">",
    "over": ">",
    "above": ">",
    "at least": ">=",
    "min": ">=",
    "about": "~",
    "around": "~",
    "approx": "~",
    "ca": "~",
    "≤": "<=",
    "≥": ">=",
    "≈": "~",
} | {sign: sign for sign in ("<=", ">=", "<", ">", "~")}


def unit(spelling: str) -> Unit | None:
    """One letter counts as written (m is a minute, M a month); longer words in any case."""
    spelling = spelling.rstrip(".")
    return _UNITS.get(spelling) or (_UNITS.get(spelling.lower()) if len(spelling) > 1 else None)
