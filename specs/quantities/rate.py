"""How many come in a second, however people count them: `40`, `1,000 per day`, `60 rpm`."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

from .exact import NotUnderstood
from .number import Number

EACH = re.compile(r"(?:\bper +|/ *)([a-z]+)", re.IGNORECASE)
VAGUE = re.compile(r"minute|hour|day|week", re.IGNORECASE)  # "over a day" may mean either
LONG = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
NAMED = re.compile(r"(?:s|sec|second|m|min|minute|h|hr|hour|d|day|w|week)s?", re.IGNORECASE)


def per_second(text: str) -> Decimal | None:
    """None for nothing, for what is no rate, and for what is counted over anything else."""
    try:
        number = Number.parse(text)
    except NotUnderstood:
        return None
    each = EACH.search(number.rest)
    unit = each[1] if each else "m" if number.rest.lower().startswith("rpm") else "s"
    if number.value <= 0 or not NAMED.fullmatch(unit) or (not each and VAGUE.search(number.rest)):
        return None
    with localcontext(prec=40):
        return number.value / LONG[unit[0].lower()]
