"""One variable of an environment, wherever it is set: a parameter, or the name of a secret."""

from __future__ import annotations

import re

from .reading import Cell, Reading, short_digest
from .secrets import REMOVED, looks_secret, named_secret

KINDS = (
    ("bool", re.compile(r"true|false|yes|no|on|off", re.IGNORECASE)),
    ("int", re.compile(r"[+-]?\d{1,18}")),
    ("float", re.compile(r"[+-]?\d{1,18}\.\d{1,18}")),
    ("url", re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)),
    ("duration", re.compile(r"\d{1,9}(?:ms|s|m|h|d|min)")),
    ("size", re.compile(r"\d{1,9}(?:[KMGT]i?B?|[kmg]b?)")),
    ("json", re.compile(r"[\[{].*[\]}]", re.DOTALL)),
)
LONGEST = 2_000


def propose(
    reading: Reading,
    name: str,
    value: str,
    line: int,
    *,
    description: str = "",
    stored: str = "",
    injected: str = "Environment variable",
) -> None:
    """Propose a parameter; a value that looks secret goes no further than this function."""
    if name in reading.variables:
        if reading.variables[name] != short_digest(value):
            reading.leave(
                line, f"`{name}` is set again, to another value. The first one was taken."
            )
        return
    reading.variables[name] = short_digest(value)
    if len(value) > LONGEST:
        reading.leave(
            line, f"The value of `{name}` is longer than {LONGEST:,} characters. It was left out."
        )
        value = ""
    secret = bool(stored) or looks_secret(name, value)
    if secret and value:
        reading.remove(line, name)
    marked = secret or named_secret(name)
    shown = "" if marked else value
    if marked:
        reading.add("secrets", "secret", Cell("name", "name", name, line),
                    Cell("from", "stored", stored, line, sure=False) if stored else None,
                    Cell("how", "injected", injected, line, sure=False) if stored else None)  # fmt: skip
    reading.add(
        "parameters", "parameter",
        Cell("name", "name", name, line),
        Cell("value", "default", shown, line),
        Cell("kind of value", "type", _type(shown), line, sure=False),
        Cell("comment", "description", description, line),
        Cell("looks secret", "sensitive", "Yes", line, False, REMOVED if value else "by its name")
        if marked else None,
    )  # fmt: skip


def _type(value: str) -> str:
    """The type that a value has by its look; an empty one has none."""
    found = (kind for kind, shape in KINDS if shape.fullmatch(value.strip()))
    return next(found, "string") if value.strip() else ""
