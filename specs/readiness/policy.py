"""What an organisation makes of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ..documents import Finding

SEVERITIES = ("blocker", "warning", "advice")


@dataclass(frozen=True)
class Policy:
    """Other severities than the rules' own, rules that are off, and how long a waiver may last."""

    severities: Mapping[str, str] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    longest_waiver: int = 180  # days
    version: int = 0  # of the organisation's decision; 0 while it has made none
    levels: tuple[str, ...] = ("99.9", "99", "95")  # percent: A is above, B and C begin there

    @property
    def thresholds(self) -> tuple[Decimal, ...]:
        """The same as shares."""
        return tuple(Decimal(one).scaleb(-2) for one in self.levels)

    def weighed(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """The findings as they weigh here; those of rules that are off are left out."""
        for one in found:
            severity = self.severities.get(one.rule, one.severity)
            if one.rule not in self.off:
                yield one if severity == one.severity else replace(one, severity=severity)


DEFAULT = Policy()
