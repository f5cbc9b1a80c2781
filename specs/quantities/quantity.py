"""Kubernetes quantities, exactly as the cluster reads and prints them.

Source: apimachinery/pkg/api/resource/quantity.go @ 357557a. `1.5` prints as `1500m`, `1.5Gi` as
`1536Mi`; a value finer than nano is rounded away from zero; `1E` is exa and `1E3` a thousand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering
from typing import Self

from .exact import NotUnderstood, exact, plain, refuse_residue

NANO = 10**9
BINARY = {"Ki": 1, "Mi": 2, "Gi": 3, "Ti": 4, "Pi": 5, "Ei": 6}  # powers of 1024
DECIMAL = {"n": -3, "u": -2, "m": -1, "": 0, "k": 1, "M": 2, "G": 3, "T": 4, "P": 5, "E": 6}
QUANTITY = re.compile(
    r"([+-]?)([0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})([KMGTPE]i|[numkMGTPE]?|[eE][+-]?[0-9]{1,2})"
)
NEARLY = re.compile(r"([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*([A-Za-z%]*)")
CPUS = {"cpu", "cpus", "core", "cores", "vcpu", "vcpus"}
TOO_LARGE = "Kubernetes silently cuts a binary size at 2^63-1, just below 8Ei."


@total_ordering
@dataclass(frozen=True)
class Quantity:
    """`250m`, `512Mi`: a whole number of billionths, and the family of suffixes it prints with."""

    nano: int
    suffix: str = field(
        default="", compare=False
    )  # as written: SCL-02 asks whether memory has an m

    @classmethod
    def parse(cls, text: str) -> Self:
        """The cluster's own grammar and nothing else: what it refuses at night is refused here."""
        written = text.strip()
        refuse_residue(written, "512Mi")
        if not (found := QUANTITY.fullmatch(written)):
            raise _explained(text, written)
        size = Fraction(found[2].rstrip(".")) * _factor(found[3]) * NANO
        nano = -(-size.numerator // size.denominator)
        if found[3] in BINARY and nano > (2**63 - 1) * NANO:
            raise NotUnderstood(text, TOO_LARGE, "7Ei")
        return cls(-nano if found[1] == "-" else nano, found[3])

    @property
    def value(self) -> Decimal:
        """The number itself: bytes, or processors."""
        sign, whole = "-" * (self.nano < 0), abs(self.nano)
        return Decimal(plain(Decimal(f"{sign}{whole // NANO}.{whole % NANO:09d}")))

    def __lt__(self, other: Quantity) -> bool:
        return self.nano < other.nano

    def __str__(self) -> str:
        """Canonical: nothing lost, no fraction, the largest suffix of its family."""
        whole = abs(self.nano) // NANO
        if self.suffix in BINARY and whole >= 1024 and self.nano % NANO == 0:
            return _shrunk(
                self.nano // NANO, 1024, 0, {power: name for name, power in BINARY.items()}
            )
        names = {} if self.suffix[:1] in ("e", "E") and len(self.suffix) > 1 else DECIMAL
        return _shrunk(self.nano, 1000, -3, {power: name for name, power in names.items()})

    def in_words(self) -> str:
        """The canonical form and the plain number, so that 512m of memory shows what it is."""
        whole = plain(self.value)
        return whole if str(self) == whole else f"{self} = {Decimal(whole):,f}"


def _factor(suffix: str) -> Fraction:
    if suffix in BINARY:
        return Fraction(1024) ** BINARY[suffix]
    if suffix in DECIMAL:
        return Fraction(1000) ** DECIMAL[suffix]
    return Fraction(10) ** int(suffix[1:])


def _shrunk(number: int, base: int, power: int, names: dict[int, str]) -> str:
    """Take out the base as often as it divides; without a name for the power, write an exponent."""
    if not number:
        return "0"
    while number % base == 0:
        number, power = number // base, power + 1
    if base == 1024:
        return f"{number}{names.get(power, '')}"
    if power in names:
        return f"{number}{names[power]}"
    return f"{number}e{power * 3}" if power else str(number)


def _explained(text: str, written: str) -> NotUnderstood:
    """Say which habit misled, and what the cluster would take."""
    found = NEARLY.fullmatch(written)
    if not found:
        return NotUnderstood(text, "This is a number with a Kubernetes suffix.", "512Mi", "250m")
    number, unit = plain(exact(found[1])), found[2]
    letter = unit[:1].upper()
    decimal = "k" if letter == "K" else letter
    if unit.lower() in CPUS or not unit:
        return NotUnderstood(text, "Processors are a plain number.", number, fix=number)
    if unit == "%":
        return NotUnderstood(text, "A share of a node is no quantity.", "512Mi", "250m")
    if unit in BINARY or unit in DECIMAL:
        tight = f"{number}{unit}"
        return NotUnderstood(text, "A quantity holds no blanks and no commas.", tight, fix=tight)
    if re.fullmatch(r"[KMGTPE]iB?", unit, re.IGNORECASE):
        meant = f"{number}{letter}i"
        return NotUnderstood(text, f"Kubernetes writes {letter}i, not {unit}.", meant, fix=meant)
    if re.fullmatch(r"[KMGTPE]B?|B", unit, re.IGNORECASE):
        examples = (f"{number}{letter}i", f"{number}{decimal}") if letter != "B" else (number,)
        return NotUnderstood(text, f"Kubernetes has no unit {unit}.", *examples, fix=examples[-1])
    return NotUnderstood(text, f"Kubernetes has no unit {unit}.", "512Mi", "250m")
