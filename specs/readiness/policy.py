"""What an organisation makes of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ..documents import Finding

SEVERITIES = ("blocker", "warning", "advice")
MINOR = ("3", "4")  # tiers that an organisation may be easier on


@dataclass(frozen=True)
class Policy:
    """Other severities than the rules' own, also by tier; rules that are off; how long a waiver may last."""

    severities: Mapping[str, str] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    longest_waiver: int = 180  # days
    version: int = 0  # of the organisation's decision; 0 while it has made none
    levels: tuple[str, ...] = ("99.9", "99", "95")  # percent: A is above, B and C begin there

    minor: Mapping[str, str] = field(default_factory=dict)
    """Severities on tiers 3 and 4, where they are others there."""

    @property
    def thresholds(self) -> tuple[Decimal, ...]:
        """The same as shares."""
        return tuple(Decimal(one).scaleb(-2) for one in self.levels)

    def weighed(self, found: Iterable[Finding], tier: str) -> Iterator[Finding]:
        """The findings as they weigh here for a service of that tier; those of rules that are off are left out."""
        here = {**self.severities, **self.minor} if tier in MINOR else self.severities
        for one in found:
            severity = here.get(one.rule, one.severity)
            if one.rule not in self.off:
                yield one if severity == one.severity else replace(one, severity=severity)


DEFAULT = Policy()
