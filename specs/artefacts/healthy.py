"""The case that a healthy service leaves the alert on a broken promise silent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .base import Source
from .directions import more_is_better
from .objectives import Objective
from .prometheus_rules import groups_of
from .series import Selector, beside, counted, growing, shared, written

MINUTES, RATE = 120, 1000
Case = dict[str, Any]


def is_told(source: Source, one: Objective) -> bool:
    """Whether there is an alert on the promise that is no burn rate."""
    rules = (rule for group in groups_of(source).rules.values() for rule in group)
    broken = f"{one.alert}Broken"
    return any(rule.get("alert") == broken and rule["labels"]["slo"] == one.name for rule in rules)


def health(source: Source, one: Objective) -> Case:
    """Two hours without a bad event; ValueError when its queries are nothing to make series for."""
    where = f'alertname="{one.alert}Broken", slo="{one.name}"'
    silent = {
        "expr": f"count(ALERTS{{{where}}})", "eval_time": f"{MINUTES - 10}m", "exp_samples": [],
    }  # fmt: skip
    return {
        "name": f"{one.title}: a healthy service is silent", "interval": "1m",
        "input_series": _series(source, one), "promql_expr_test": [silent],
    }  # fmt: skip


def _series(source: Source, one: Objective) -> list[dict[str, str]]:
    """Good events come, bad ones stay at 0."""
    if one.ratio is not None and (queries := one.queries()):
        good, total = map(counted, queries)
        return _two(good, total, part_is_good=True)
    metric = source.row(one.row["metric"]) or {"query": ""}
    part, total = shared(metric["query"])
    return _two(part, total, part_is_good=bool(more_is_better(source, metric)))


def _two(part: Selector, total: Selector, *, part_is_good: bool) -> list[dict[str, str]]:
    """A counter that is a part of the total, and the rest of the total."""
    if part.name == total.name:
        labels, rest = part.sample() | total.sample(), beside(total, part)
    else:
        labels, rest = part.sample(), total.sample()
    apart = part.name == total.name
    steps = (RATE if part_is_good else 0, 0 if part_is_good and apart else RATE)
    names = (written(part.name, labels), written(total.name, rest))
    return [
        {"series": name, "values": growing([(MINUTES, Decimal(step))])}
        for name, step in zip(names, steps, strict=True)
    ]
