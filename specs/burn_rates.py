"""Multi-window multi-burn-rate alerting: the arithmetic, in exact decimals.

Google SRE Workbook, chapter 5, "Alerting on SLOs", tables 5-6 and 5-8; the 7-day preset and the third
row are Sloth's (`internal/alert/windows/`, `examples/windows/7d.yaml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

HOUR, DAY = 3600, 86_400
WINDOWS = (
    (HOUR, 300, "page"),
    (6 * HOUR, 1800, "page"),
    (DAY, 7200, "ticket"),
    (3 * DAY, 21_600, "ticket"),
)
GOOGLE = ("0.02", "0.05", "0.10", "0.10")
PRESETS = {7: ("0.08", "0.125", "0.20", "0.42"), 28: GOOGLE, 30: GOOGLE, 90: GOOGLE}
"""Days of the compliance period -> the share of the budget that each pair of windows spends."""


@dataclass(frozen=True)
class Pair:
    """Two windows, in seconds, that must both burn faster than `factor` times what the objective allows."""

    long: int
    short: int
    kind: str  # page or ticket
    budget: Decimal  # the share of the whole budget that is spent when it fires
    factor: Decimal

    def threshold(self, objective: Decimal) -> Decimal:
        """The share of errors above which it fires: factor x (1 - objective)."""
        with localcontext(prec=40):
            return _short(self.factor * (1 - objective))

    def never_fires(self, objective: Decimal) -> bool:
        """Whether even a total outage stays below the threshold."""
        return self.threshold(objective) >= 1

    def time_to_fire(self, objective: Decimal, errors: Decimal) -> Decimal | None:
        """Seconds from the first error, at a constant share of errors after none; None: never.

        The long window fills last: long x factor x (1 - objective) / errors.
        """
        threshold = self.threshold(objective)
        if errors <= threshold:
            return None
        with localcontext(prec=40):
            return Decimal(self.long) * threshold / errors

    def one_failure_fires(self, objective: Decimal, requests_per_second: Decimal) -> bool:
        """Whether a single failed request is more than the long window allows."""
        return requests_per_second * self.long * self.threshold(objective) < 1


def pairs(days: int) -> tuple[Pair, ...]:
    """The four pairs for a compliance period of so many days; KeyError without a preset."""
    found = []
    for (long, short, kind), share in zip(WINDOWS, PRESETS[days], strict=True):
        with localcontext(prec=40):
            factor = _short(Decimal(share) * days * DAY / long)
        found.append(Pair(long, short, kind, Decimal(share), factor))
    return tuple(found)


def budget_seconds(objective: Decimal, days: int) -> Decimal:
    """How long a total outage may last in the period."""
    return (1 - objective) * days * DAY


def _short(number: Decimal) -> Decimal:
    """At most 15 digits behind the point: 28/30 has no end, and diffs stay small."""
    return number.quantize(Decimal("1e-15")).normalize()


def window_name(seconds: int) -> str:
    """As Prometheus writes it: 5m, 1h, 3d."""
    for size, name in ((DAY, "d"), (HOUR, "h"), (60, "m")):
        if seconds % size == 0:
            return f"{seconds // size}{name}"
    return f"{seconds}s"
