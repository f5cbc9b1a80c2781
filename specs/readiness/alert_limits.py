"""Alerts against promises and against the autoscaler: ALR-06, ALR-07."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..documents import Finding, Values
from ..quantities import Comparison, Target
from .look import Look, parsed, place
from .objectives import burning
from .rule import Rule

WORDS = {
    "latency": r"latency|response time|p9[059]",
    "errors": r"error|5xx|availab|fail",
    "cpu": r"\bcpu\b",
    "memory": r"memory",
}
KEPT = re.compile(r"\b(?:faster than|quicker than|within)\b", re.IGNORECASE)


class AfterTheFact(Rule):
    """An alert fires only after the promise on the same metric is broken."""

    id, severity, about = "ALR-06", "warning", "alerts"
    title = "Alerts fire before the objective is lost"
    reason = "Between the promise and the alert lies a breach that nobody is told of."
    source = "Seed 002: p99 < 100ms promised, alert at > 500ms"

    def findings(self, look: Look) -> Iterator[Finding]:
        watched = {row["key"] for row, _ in burning(look)}  # an alert above those is so by design
        for slo in look.rows("slos"):
            promises = _promises(slo)
            for alert in look.rows("alerts") if slo["key"] not in watched else ():
                limit = parsed(Comparison.parse, alert["condition"])
                if limit is None or not same(look, slo, alert):
                    continue
                for text, promised in promises:
                    if not _looser(promised, as_share(limit, promised)):
                        continue
                    yield self.says(
                        f"SLO breach between {text} and {alert['condition']} never alerts",
                        f"“{slo['name']}” promises more than {alert['name']} watches. "
                        "Alert at the promise, or use burn-rate alerting.",
                        place("alert", alert["key"], "condition"),
                        slo["target"],
                        alert["condition"],
                    )


class NormalScaling(Rule):
    """An alert fires where the autoscaler only begins."""

    id, severity, about = "ALR-07", "warning", "alerts"
    title = "Alerts leave room for scaling"
    reason = "An alert at the scaling trigger pages for what the autoscaler is there for."
    source = "Seed 000: autoscale at 70%, alert at 80%"

    def findings(self, look: Look) -> Iterator[Finding]:
        for rule in look.rows("scaling_strategy"):
            trigger = parsed(Comparison.parse, rule["trigger"])
            if trigger is None or "auto" not in rule["type"].lower():
                continue
            for alert in look.rows("alerts"):
                limit = parsed(Comparison.parse, alert["condition"])
                if limit is None or not (trigger.is_ceiling and limit.is_ceiling):
                    continue
                at, limit = as_share(trigger, limit), as_share(limit, trigger)
                near = limit.dimension == at.dimension and limit.value <= at.value
                if near and same(look, rule, alert):
                    yield self.says(
                        f"{alert['name']} pages for normal scaling",
                        f"It fires at {alert['condition']}, scaling starts at {rule['trigger']}. "
                        "Alert above the trigger.",
                        place("alert", alert["key"], "condition"),
                        alert["condition"],
                        rule["trigger"],
                    )


def same(look: Look, one: Values, other: Values) -> bool:
    """Whether two rows are about the same metric: by reference, else by what they are called."""
    named = [look.target(row["metric"], "metric") for row in (one, other)]
    if named[0] and named[1]:
        return bool(named[0]["key"] == named[1]["key"])
    texts = [_about(row, metric) for row, metric in zip((one, other), named, strict=True)]
    return any(
        all(re.search(pattern, text, re.IGNORECASE) for text in texts) for pattern in WORDS.values()
    )


def as_share(limit: Comparison, other: Comparison) -> Comparison:
    """A bare number below one is a share where the other side is one: > 0.01 is > 1%."""
    bare = not limit.dimension and not limit.qualifier and 0 < limit.value < 1
    share = bare and other.dimension == "percent"
    return replace(limit, dimension="percent") if share else limit


def _about(row: Values, metric: Values | None) -> str:
    """What it is called, by the metric where one is named."""
    name = metric["name"] if metric else row.get("name", "")
    return " ".join((name, row.get("condition", ""), row.get("trigger", "")))


def _promises(slo: Values) -> list[tuple[str, Comparison]]:
    """The target; and the limit in it, or in the name, where a share of what keeps it is promised."""
    target = parsed(Target.parse, slo["target"])
    texts = {slo["target"]: target, slo["name"]: _kept(slo["name"])}
    found = [(text, promised) for text, promised in texts.items() if promised]
    within = _kept(target.qualifier) if target else None
    return [*found, (slo["target"], within)] if within else found


def _kept(text: str) -> Comparison | None:
    """The limit in words: `faster than 750 ms`, `of requests under 500 ms`."""
    return parsed(Comparison.parse, KEPT.sub("<", text))


def _looser(promised: Comparison, limit: Comparison) -> bool:
    """Whether the alert is silent while the promise is broken already."""
    if promised.dimension != limit.dimension:
        return False
    if promised.operator.startswith("<"):
        return limit.is_ceiling and limit.value > promised.value
    if not limit.is_ceiling:
        return limit.value < promised.value
    if promised.dimension != "percent":
        return False
    return limit.value > Decimal(1) - promised.value
