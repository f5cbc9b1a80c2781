"""Exact numbers as people write them, and what to say when a text is none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Protocol, Self, TypeVar

# Fifteen and nine digits: whatever a unit multiplies them with stays exact.
DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})"
NUMBER = rf"(?:{DIGITS}(?:\.[0-9]{{1,9}})?|\.[0-9]{{1,9}})"
PLACEHOLDER = re.compile(r"\[[^\d\]][^\]]*\]")  # [X], [time]; not the [5m] of a query
LONGEST = 300


class NotUnderstood(ValueError):
    """A text that is no value of its kind: what was expected, and examples that would do.

    `fix` means the same and is understood, where there is such a text: a click may apply it.
    """

    def __init__(self, text: str, expected: str, *examples: str, fix: str = "") -> None:
        self.text, self.expected, self.examples, self.fix = text, expected, examples, fix
        super().__init__(f"{expected} Write {' or '.join(examples)}.")

    @property
    def example(self) -> str:
        """The first text that would have been understood."""
        return self.examples[0]


class Readable(Protocol):
    """A kind of value: reads a text once, without asking whether it could mean something else."""

    @classmethod
    def read(cls, text: str) -> Self: ...


Kind = TypeVar("Kind", bound=Readable)


def understood(kind: type[Kind], text: str, example: str) -> Kind:
    """Read a text, and read what it prints as: if the two differ, it could mean two things."""
    value = kind.read(text)
    try:
        again = kind.read(str(value))
    except NotUnderstood:
        again = None
    if again != value or str(again) != str(value):
        raise NotUnderstood(text, "This could mean two things.", example)
    return value


def exact(digits: str) -> Decimal:
    """A matched number, with its thousands separators taken out."""
    return Decimal(digits.replace(",", ""))


def plain(number: Decimal) -> str:
    """A number in plain digits: no exponent, no idle zeros."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def refuse_residue(text: str, example: str) -> None:
    """Refuse an empty text, a whole page, and one that still holds the template's [X]."""
    if not text:
        raise NotUnderstood(text, "Nothing is written here.", example)
    if len(text) > LONGEST:
        raise NotUnderstood(text, "This is too long for one value.", example)
    if residue := PLACEHOLDER.search(text):
        raise NotUnderstood(text, f"{residue[0]} is still to be filled in.", example)
