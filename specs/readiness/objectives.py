"""Objectives that can be kept and watched: SLO-01 to SLO-04, SLO-06."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from ..artefacts.base import Source
from ..artefacts.objectives import Budget, Objective, objectives
from ..burn_rates import pairs, window_name
from ..documents import Finding, Values
from ..quantities import Duration, Number, Target
from ..quantities.exact import plain
from ..quantities.rate import per_second
from .levels import is_availability
from .look import Look, parsed, place
from .rule import Rule

FAILURES = ("Availability", "Error rate")  # two ways to say the same of one metric
PERCENTILE = re.compile(r"p[0-9.]+")
LIMIT = re.compile(r"(?:than|within|under|below|<) *([0-9.]+ *[a-z]*)")
WEEK = Duration.of(7 * 24 * 3600)


def budget(target: Target | None) -> Decimal | None:
    """The share that may fail; None for what is no share."""
    if target is None or target.dimension != "percent":
        return None
    return target.value if target.operator.startswith("<") else Decimal(1) - target.value


def known(look: Look) -> list[Objective]:
    """The objectives as the compiler reads them."""
    if "objectives" not in look.memo:
        look.memo["objectives"] = objectives(Source(look.document))[0]
    found: list[Objective] = look.memo["objectives"]
    return found


def burning(look: Look) -> Iterator[tuple[Values, Budget]]:
    """The rows that burn-rate alerts are compiled for, now or once their queries are there."""
    for one in known(look):
        if one.budget:
            yield one.row, one.budget
        elif one.row["alerting"] == "burn rate" and one.days and one.ratio is not None:
            yield one.row, Budget(one.ratio, one.days)


class HasBudget(Rule):
    """Nothing may fail, so nothing may change."""

    id, severity, about = "SLO-01", "blocker", "slos"
    title = "Objectives leave an error budget"
    reason = "100% leaves no budget: every deploy breaks the promise."
    source = "OpenSLO: target in [0, 1)"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("slos"):
            left = budget(parsed(Target.parse, row["target"]))
            if (left is not None and left <= 0) or _all(row):
                yield self.says(
                    f"{row['name']}: 100 % leaves no error budget",
                    "Promise what users notice, for example 99.9%.",
                    place("slo", row["key"], "target"),
                    row["target"],
                )


def _all(row: Values) -> bool:
    """Whether everything is promised without a sign: 100, or 1.0."""
    bare = parsed(Number.parse, row["target"]) if is_availability(row) else None
    return bool(bare and not bare.rest and bare.value in (1, 100))


class LongEnough(Rule):
    """Burn-rate alerts need a compliance window of days."""

    id, severity, about = "SLO-02", "warning", "slos"
    title = "Windows are long enough for burn-rate alerts"
    reason = "A budget of minutes is spent before any burn rate can be measured."
    source = "Seed 002: 5 minutes; Sloth presets"

    def findings(self, look: Look) -> Iterator[Finding]:
        for one in known(look):
            row, window = one.row, one.window
            if row["alerting"] != "burn rate" or one.days:
                continue
            title = f"{row['window'] or row['period']} is no period for burn-rate alerts"
            if window is not None and not window.months and window < WEEK:
                title = f"Window {row['window']} is too short for burn-rate alerts"
            yield self.says(
                title,
                "Choose a compliance period of 7, 28, 30 or 90 days, or threshold alerting.",
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
        for row, promised in burning(look):
            for pair in pairs(promised.days):
                if pair.never_fires(promised.ratio):
                    name = window_name(pair.long)
                    yield self.says(
                        f"The {name} alert can never fire at {row['target']}",
                        f"It waits for {plain(pair.threshold(promised.ratio) * 100)} % errors. "
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
        rate = per_second(written)
        for row, promised in burning(look) if rate else ():
            for pair in pairs(promised.days):
                if rate and pair.one_failure_fires(promised.ratio, rate):
                    each = "" if re.search("[a-z]", written) else " requests per second"
                    yield self.says(
                        f"One failed request pages at {written}{each}",
                        f"In {window_name(pair.long)} fewer requests come than {row['name']} can "
                        "measure. Choose a longer window, threshold alerting, or synthetic traffic.",
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
            same = _slis(look, one, other) & _slis(look, other, one)
            if same and first and second and first[0] == second[0] and first != second:
                yield self.says(
                    f"{one['name']} and {other['name']} promise different things",
                    f"{one['target']} and {other['target']} over the same window. Keep one of them.",
                    place("slo", other["key"], "target"),
                    one["target"],
                    other["target"],
                )


def _slis(look: Look, row: Values, other: Values) -> set[tuple[str, ...]]:
    """What is measured over which window, by its queries; by its metric, unless both have queries."""
    window = parsed(Duration.parse, row["window"])
    length = str(window) if window else row["window"]
    if _measured(row) and _measured(other):
        return {(row["good_query"], row["total_query"], length)}
    metric = look.target(row["metric"], "metric")
    kind = FAILURES if row["kind"] in FAILURES else (row["kind"],)
    words = f"{row['name']} {row['target']}".lower()
    share = (*PERCENTILE.findall(words), *LIMIT.findall(row["name"].lower()))
    return {(*kind, str(metric["name"]), length, *share)} if metric and row["kind"] else set()


def _measured(row: Values) -> bool:
    return bool(row["good_query"] and row["total_query"])


def _promise(row: Values) -> tuple[str, Decimal] | None:
    """What is promised, so that 99.9% of good and less than 0.1% of bad ones are the same."""
    target = parsed(Target.parse, row["target"])
    left = budget(target)
    if left is not None:
        return "percent", left
    return (f"{target.dimension} {target.operator[:1]}", target.value) if target else None
