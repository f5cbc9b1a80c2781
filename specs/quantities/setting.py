"""What a service is set with: values by the type of their parameter."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from .duration import Duration
from .exact import NotUnderstood
from .number import Number
from .quantity import Quantity
from .url import Url

TRUE, FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
INT = re.compile(r"[+-]?[0-9][0-9_,]*")
SIZE = re.compile(r"([0-9.]+)\s*([kKMGT])i?B?")


@lru_cache(maxsize=5_000)
def is_a(kind: str, value: str) -> bool:
    """Whether a text is a value of a parameter's type."""
    if kind == "int":
        return bool(INT.fullmatch(value))
    if kind == "bool":
        return value.lower() in (*TRUE, *FALSE)
    if kind == "json":
        try:
            json.loads(value)
        except (ValueError, RecursionError):
            return False
        return True
    if kind == "url":
        return _read(Url.parse, value) is not None or "://" in value
    return kind not in ORDERED or ORDERED[kind](value) is not None


def size(text: str) -> Any:
    """A size as people write it: 512MB is 512M, by value."""
    if quantity := _read(Quantity.parse, text):
        return quantity
    found = SIZE.fullmatch(text)
    if found is None:
        return None
    return _read(Quantity.parse, f"{found[1]}{'k' if found[2] in 'kK' else found[2]}")


def number(text: str) -> Decimal | None:
    """A number without a unit."""
    found = _read(Number.parse, text.replace("_", ""))
    return found.value if found and not found.rest else None


def truth(text: str) -> bool | None:
    """What a switch is set to."""
    word = text.lower()
    return True if word in TRUE else False if word in FALSE else None


def _read(parse: Callable[[str], Any], text: str) -> Any:
    try:
        return parse(text)
    except NotUnderstood:
        return None


ORDERED: dict[str, Callable[[str], Any]] = {
    "int": number, "float": number, "size": size, "duration": lambda text: _read(Duration.parse, text),
}  # fmt: skip
"""Types whose values can be compared with a bound."""
