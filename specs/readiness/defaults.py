"""Values that a parameter cannot have: CFG-02."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ..documents import Finding
from ..quantities import Duration, Number, Quantity, Url
from ..withholding import is_sensitive
from .look import Look, parsed, place
from .rule import Rule

NOTHING = ("", "-", "\u2013", "\u2014", "none")
BOOLS = ("true", "false", "yes", "no", "on", "off", "0", "1")
INT = re.compile(r"[+-]?[0-9][0-9_,]*")
RANGE = re.compile(r"(?:from\s+)?(\S+?)(?:\s+to\s+|\s*(?:\.\.|\u2013|-)\s*)(\S+)", re.IGNORECASE)
PATTERN = re.compile(r"/(.+)/")
SAFE_PATTERN = re.compile(r"[^()|]{1,100}")
OPEN_ENDED = re.compile(r"[*+]|\{[0-9]*,\}")
SIZE = re.compile(r"([0-9.]+)\s*([kKMGT])i?B?")
LONGEST = 200  # characters of a value that a pattern is tried on


class Valid(Rule):
    """A default or a production value is outside what its type or its allowed values say.

    The value stands in the sentence and not in the title, which a waiver keeps: it may yet turn out a secret.
    """

    id, severity, about = "CFG-02", "blocker", "parameters"
    title = "Defaults are values that are allowed"
    reason = "One of the two is wrong, and the next reader believes the other."
    source = "Seed 000: registry"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("parameters"):
            if is_sensitive(row["sensitive"]):
                continue
            for name, word in (("default", "Default"), ("production", "Production value")):
                value = row[name].strip("` ")
                if value.lower() in NOTHING:
                    continue
                at = place("parameter", row["key"], name)
                about = (value, row["type"], row["allowed"])
                if not is_a(row["type"], value):
                    title = f"{word} of {row['name']} is no {row['type']}"
                    text = f"It is {value}. Change the value or the type."
                    yield self.says(title, text, at, *about)
                elif not is_among(row["type"], value, row["allowed"]):
                    title = f"{word} of {row['name']} is outside {row['allowed']}"
                    text = f"It is {value}. Change the value or what is allowed."
                    yield self.says(title, text, at, *about)


@lru_cache(maxsize=5_000)
def is_a(kind: str, value: str) -> bool:
    """Whether a text is a value of a parameter's type."""
    if kind == "int":
        return bool(INT.fullmatch(value))
    if kind == "bool":
        return value.lower() in BOOLS
    if kind == "json":
        try:
            json.loads(value)
        except (ValueError, RecursionError):
            return False
        return True
    read = READ.get(kind)
    return read is None or read(value) is not None


@lru_cache(maxsize=5_000)
def is_among(kind: str, value: str, allowed: str) -> bool:
    """Whether a value is in a range, a list or a pattern; words in other forms allow everything."""
    allowed = allowed.strip("` ")
    if pattern := PATTERN.fullmatch(allowed):
        return _matches(pattern[1], value)
    if bounds := RANGE.fullmatch(allowed):
        read = READ.get(kind)
        low, high, here = (read(one) if read else None for one in (bounds[1], bounds[2], value))
        if low is not None and high is not None and here is not None:
            return bool(low <= here <= high)
    if kind in ("enum", "bool") or (kind == "int" and "," in allowed):
        words = [word.strip("` '\"") for word in re.split(r"[,|]", allowed) if word.strip()]
        listed = len(words) > 1 and all(len(word.split()) == 1 for word in words)
        return not listed or value.lower() in [word.lower() for word in words]
    return True


def _matches(pattern: str, value: str) -> bool:
    """Only patterns that cannot run for long are tried."""
    simple = SAFE_PATTERN.fullmatch(pattern) and len(OPEN_ENDED.findall(pattern)) <= 2
    if not simple or len(value) > LONGEST:
        return True
    try:
        return bool(re.fullmatch(pattern, value))
    except re.error:
        return True


def size(text: str) -> Any:
    """A size as people write it: 512MB is 512M, by value."""
    if quantity := parsed(Quantity.parse, text):
        return quantity
    found = SIZE.fullmatch(text)
    return (
        parsed(Quantity.parse, f"{found[1]}{'k' if found[2] in 'kK' else found[2]}")
        if found
        else None
    )


def _number(text: str) -> Decimal | None:
    number = parsed(Number.parse, text.replace("_", ""))
    return number.value if number and not number.rest else None


READ: dict[str, Callable[[str], Any]] = {
    "int": _number,
    "float": _number,
    "size": size,
    "duration": lambda text: parsed(Duration.parse, text),
    "url": lambda text: parsed(Url.parse, text) or (True if "://" in text else None),
}
