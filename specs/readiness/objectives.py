"""Objectives that can be kept and watched: SLO-01 to SLO-04, SLO-06."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from ..documents import Finding, Values
from ..quantities import Duration, Number, Target
from .look import Look, parsed, place
from .rule import Rule

HOUR = 3600
LONG = (("1h", HOUR), ("6h", 6 * HOUR), ("1d", 24 * HOUR), ("3d", 72 * HOUR))
FACTORS = {
    "7 d": ("13.44", "3.5", "1.4", "0.98"),
    "28 d": ("13.44", "5.6", "2.8", "0.9333"),
    "30 d": ("14.4", "6", "3", "1"),
    "90 d": ("43.2", "18", "9", "3"),
}
FAILURES = ("Availability", "Error rate")  # two ways to say the same of one metric
PERCENTILE = re.compile(r"p[0-9.]+")
WEEK = Duration.of(7 * 24 * HOUR)


def budget(target: Target | None) -> Decimal | None:
    """The share that may fail; None for what is no share."""
    if target is None or target.dimension != "percent":
        return None
    return target.value if target.operator.startswith("<") else Decimal(1) - target.value


def burns(row: Values) -> bool:
    """Whether burn-rate alerts are compiled for it."""
    return bool(row["alerting"] == "burn rate")


def too_short(row: Values) -> bool:
    """Whether there is no period that a budget could be counted over."""
    window = parsed(Duration.parse, row["window"])
    short = window is not None and not window.months and window < WEEK
    return short and row["period"] in ("", "none")


def pairs(row: Values) -> list[tuple[str, int, Decimal]]:
    """The windows that are compiled: name, seconds, and how many times too fast."""
    factors = FACTORS.get(row["period"], FACTORS["30 d"])
    return [(name, long, Decimal(one)) for (name, long), one in zip(LONG, factors, strict=True)]


class HasBudget(Rule):
    """Nothing may fail, so nothing may change."""

    id, severity, about = "SLO-01", "blocker", "slos"
    title = "Objectives leave an error budget"
    reason = "100% leaves no budget: every deploy breaks the promise."
    source = "OpenSLO: target in [0, 1)"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("slos"):
            left = budget(parsed(Target.parse, row["target"]))
            if left is not None and left <= 0:
                yield self.says(
                    f"{row['name']}: 100 % leaves no error budget",
                    "Promise what users notice, for example 99.9%.",
                    place("slo", row["key"], "target"),
                    row["target"],
                )


class LongEnough(Rule):
    """Burn-rate alerts need a compliance window of days."""

    id, severity, about = "SLO-02", "warning", "slos"
    title = "Windows are long enough for burn-rate alerts"
    reason = "A budget of minutes is spent before any burn rate can be measured."
    source = "Seed 002: 5 minutes; Sloth presets"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("slos"):
            if burns(row) and too_short(row):
                yield self.says(
                    f"Window {row['window']} is too short for burn-rate alerts",
                    "Choose a compliance period of 7 days or more, or threshold alerting.",
                    place("slo", row["key"], "window"),
                    row["window"],
                    row["period"],
                )


class CanFire(Rule):
    """A burn-rate alert would need more errors than there are requests."""

    id, severity, about = "SLO-03", "blocker", "slos"
    title = "Burn-rate alerts can fire"
    reason = "An alert that needs more than 100% errors is silent in a total outage."
    source = "SRE workbook; kcp-glbc #287"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("slos"):
            left = budget(parsed(Target.parse, row["target"]))
            for name, _, factor in pairs(row) if burns(row) and left else ():
                if left and factor * left >= 1:
                    yield self.says(
                        f"The {name} alert can never fire at {row['target']}",
                        f"It waits for {(factor * left * 100).normalize():f} % errors. "
                        "Raise the target or use threshold alerting.",
                        place("slo", row["key"], "target"),
                        row["target"],
                        name,
                    )


class EnoughTraffic(Rule):
    """So few requests come that one failure pages somebody."""

    id, severity, about = "SLO-04", "warning", "slos"
    title = "One failed request pages nobody"
    reason = "With little traffic a single failure burns the budget of an hour."
    source = "pyrra #1925; seed 002: Capacity Planning"

    def findings(self, look: Look) -> Iterator[Finding]:
        written = look.text("capacity", "rps")
        rate = parsed(Number.parse, written)
        for row in look.rows("slos") if rate and rate.value > 0 else ():
            left = budget(parsed(Target.parse, row["target"]))
            if not (burns(row) and left and rate):
                continue
            for name, seconds, factor in pairs(row):
                if rate.value * seconds * factor * left < 1:
                    yield self.says(
                        f"One failed request pages at {written} requests per second",
                        f"In {name} fewer requests come than {row['name']} can measure. "
                        "Choose a longer window, threshold alerting, or synthetic traffic.",
                        place("slo", row["key"], "alerting"),
                        row["target"],
                        written,
                    )
                    break


class Agree(Rule):
    """The same thing is promised twice, differently."""

    id, severity, about = "SLO-06", "warning", "slos"
    title = "Nothing is promised twice"
    reason = "Of two promises about the same thing, the reader believes the better one."
    source = "Seed 002: 99.9% and < 0.1%"

    def findings(self, look: Look) -> Iterator[Finding]:
        for one, other in combinations(look.rows("slos"), 2):
            first, second = (_promise(row) for row in (one, other))
            same = _sli(look, one) and _sli(look, one) == _sli(look, other)
            if same and first and second and first[0] == second[0] and first != second:
                yield self.says(
                    f"{one['name']} and {other['name']} promise different things",
                    f"{one['target']} and {other['target']} over the same window. Keep one of them.",
                    place("slo", other["key"], "target"),
                    one["target"],
                    other["target"],
                )


def _sli(look: Look, row: Values) -> tuple[str, ...]:
    """What is measured over which window; nothing where that is not said."""
    queries = row["good_query"], row["total_query"]
    metric = look.target(row["metric"], "metric")
    window = parsed(Duration.parse, row["window"])
    length = str(window) if window else row["window"]
    if all(queries):
        return (*queries, length)
    kind = FAILURES if row["kind"] in FAILURES else (row["kind"],)
    share = PERCENTILE.findall(f"{row['name']} {row['target']}".lower())
    return (*kind, str(metric["name"]), length, *share) if metric and row["kind"] else ()


def _promise(row: Values) -> tuple[str, Decimal] | None:
    """What is promised, so that 99.9% of good and less than 0.1% of bad ones are the same."""
    target = parsed(Target.parse, row["target"])
    left = budget(target)
    if left is not None:
        return "percent", left
    return (f"{target.dimension} {target.operator[:1]}", target.value) if target else None
