"""A limit that nobody watches: ALR-08."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from .look import Look, place
from .rule import Rule


class Watched(Rule):
    """A metric has an alert condition, but no alert is about it."""

    id, severity, about = "ALR-08", "advice", "metrics"
    title = "Every alert condition has its alert"
    reason = "A limit in a table wakes nobody."
    source = "Seed 002: Metrics and Alerts"

    def findings(self, look: Look) -> Iterator[Finding]:
        alerts = look.rows("alerts")
        told = [look.target(row["metric"], "metric") for row in alerts]
        keys = {row["key"] for row in told if row}
        texts = " ".join(f"{row['name']} {row['condition']}".lower() for row in alerts)
        for row in look.rows("metrics") if alerts else ():
            named = row["name"] and row["name"].lower() in texts
            if row["condition"] and row["key"] not in keys and not named:
                yield self.says(
                    f"{row['name']} has a limit nobody watches",
                    "Add an alert for it, or take the condition away.",
                    place("metric", row["key"], "condition"),
                    row["condition"],
                )
