"""A share of a hundred."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from .exact import NUMBER, NotUnderstood, exact, plain, refuse_residue

SHARE = re.compile(
    rf"({NUMBER})\s*(?:%|(?:percent|per cent|pct)(?![a-z]))(?:\s*(\D.*))?",
    re.DOTALL | re.IGNORECASE,
)


COMMA = re.compile(r"([0-9]+),([0-9]{1,2})\s*%")


@dataclass(frozen=True, order=True)
class Percent:
    """`99.9%`; it may pass 100 (a processor can run at 150% of its request)."""

    value: Decimal
    rest: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """A number and its sign; a bare number could as well be a ratio, so it is asked back."""
        written = text.strip()
        refuse_residue(written, "99.9%")
        if found := SHARE.fullmatch(written):
            return cls(exact(found[1]), (found[2] or "").strip())
        if re.fullmatch(NUMBER, written):
            number = exact(written)
            meant = (plain(number.scaleb(2)), plain(number)) if 0 < number < 1 else (plain(number),)
            raise NotUnderstood(text, "A share needs its sign.", *(f"{one}%" for one in meant))
        if comma := COMMA.fullmatch(written):
            raise NotUnderstood(text, "A decimal has a point.", f"{comma[1]}.{comma[2]}%")
        raise NotUnderstood(text, "This is a number with a percent sign.", "99.9%")

    @property
    def ratio(self) -> Decimal:
        """The same share of one, exactly: 99.9% is 0.999."""
        return self.value.scaleb(-2)

    def __str__(self) -> str:
        return f"{plain(self.value)}% {self.rest}".rstrip()

    def in_words(self) -> str:
        """As it stands: a percentage is already words."""
        return str(self)

    def in_openslo(self) -> str | None:
        """The digits of `targetPercent`, which lies in [0, 100) (OpenSLO v1, objectives)."""
        return plain(self.value) if self.value < 100 else None
