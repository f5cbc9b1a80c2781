"""Cron schedules: five fields, or a nickname, and the longest wait between two runs.

Source: crontab(5) of cronie and Debian. If both days are restricted, either may match.
"""

from __future__ import annotations

import datetime
import re
from itertools import pairwise

from .exact import NotUnderstood

NICKNAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
NUMBERS = r"[0-9*/,?-]+"
NAMES = rf"(?:[0-9*/,?-]|(?:{'|'.join(MONTHS + WEEKDAYS)})(?![a-z]))+"
SCHEDULE = re.compile(
    rf"@[a-z]+|{NUMBERS}(?:[ \t]+{NUMBERS}){{2}}(?:[ \t]+{NAMES}){{2}}(?!\S)", re.IGNORECASE
)
PIECE = re.compile(r"(?:([0-9a-z]+)(?:-([0-9a-z]+))?|[*?])(?:/([0-9]{1,2}))?")
FIRST_DAY, DAYS = datetime.date(2000, 1, 1), 10227  # 28 years: every date on every weekday
EXAMPLE = "0 3 * * *"


def longest_gap(schedule: str) -> int:
    """Seconds between two runs at worst; raises NotUnderstood for what is no schedule."""
    fields = NICKNAMES.get(schedule.lower(), schedule).split()
    if len(fields) != 5:
        raise NotUnderstood(schedule, "A schedule has five fields.", EXAMPLE)
    minutes, hours = _members(fields[0], 0, 59), _members(fields[1], 0, 23)
    times = sorted(hour * 60 + minute for hour in hours for minute in minutes)
    days = _matching_days(fields[2], fields[3], fields[4])
    if not days:
        raise NotUnderstood(schedule, "This schedule names a day that never comes.", EXAMPLE)
    within = max((after - before for before, after in pairwise(times)), default=0)
    again = [
        after - before for before, after in zip(days, [*days[1:], days[0] + DAYS], strict=True)
    ]
    return 60 * max(within, max(again) * 1440 - times[-1] + times[0])


def _matching_days(of_month: str, months: str, of_week: str) -> list[int]:
    dates, on_months = _members(of_month, 1, 31), _members(months, 1, 12, MONTHS)
    weekdays = {day % 7 for day in _members(of_week, 0, 7, WEEKDAYS)}
    either = of_month[0] not in "*?" and of_week[0] not in "*?"
    found = []
    for number in range(DAYS):
        day = FIRST_DAY + datetime.timedelta(number)
        on_date, on_weekday = day.day in dates, day.isoweekday() % 7 in weekdays
        if day.month in on_months and (
            (on_date or on_weekday) if either else (on_date and on_weekday)
        ):
            found.append(number)
    return found


def _members(field: str, low: int, high: int, names: list[str] | None = None) -> set[int]:
    members: set[int] = set()
    for piece in field.lower().split(","):
        if not (found := PIECE.fullmatch(piece)):
            raise NotUnderstood(field, f"{field} is no field of a schedule.", EXAMPLE)
        first = low if found[1] is None else _number(found[1], low, names)
        open_end = found[1] is None or (found[3] and not found[2])
        last = high if open_end else _number(found[2], low, names) if found[2] else first
        step = int(found[3] or 1)
        if not low <= first <= last <= high or not step:
            raise NotUnderstood(field, f"{piece} is outside {low}-{high}.", EXAMPLE)
        members.update(range(first, last + 1, step))
    return members


def _number(text: str, low: int, names: list[str] | None) -> int:
    if names and text in names:
        return names.index(text) + low
    return int(text) if text.isdigit() else -1
