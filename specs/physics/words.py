"""Lengths and shares as people say them; the exact value stays beside them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from ..quantities.exact import plain

MINUTE, HOUR, DAY = 60, 3600, 86_400


@dataclass(frozen=True)
class Span:
    """A length of time: exact for machines, two units for people."""

    seconds: Decimal

    @property
    def iso(self) -> str:
        """As a `datetime` attribute takes it, to the millisecond."""
        return f"PT{plain(self.seconds.quantize(Decimal('0.001'), ROUND_HALF_UP))}S"

    def __str__(self) -> str:
        if (whole := _to(1, self.seconds)) < MINUTE:
            short = self.seconds.quantize(Decimal("0.1"), ROUND_HALF_UP)
            return f"{plain(short)} s" if short else "under 0.1 s"
        if whole < HOUR:
            return _two(whole, (MINUTE, "min"), (1, "s"))
        if (whole := _to(MINUTE, self.seconds)) < DAY:
            return _two(whole, (HOUR, "h"), (MINUTE, "min"))
        return _two(_to(HOUR, self.seconds), (DAY, "d"), (HOUR, "h"))


def percent(share: Decimal) -> str:
    """`1.44 %`, exact up to four digits behind the point."""
    return f"{plain((share * 100).quantize(Decimal('0.0001'), ROUND_HALF_UP))} %"


def count(number: Decimal) -> str:
    """Whole things, grouped; below one as it is."""
    if number and number < 1:
        return plain(number.quantize(Decimal("0.01"), ROUND_HALF_UP)) if number > 1 / 200 else "0"
    return f"{int(number.to_integral_value(ROUND_DOWN)):,}"


def _to(size: int, seconds: Decimal) -> int:
    return int((seconds / size).to_integral_value(ROUND_HALF_UP)) * size


def _two(whole: int, *units: tuple[int, str]) -> str:
    parts = []
    for size, name in units:
        number, whole = divmod(whole, size)
        parts += [f"{number} {name}"] if number else []
    return " ".join(parts)
