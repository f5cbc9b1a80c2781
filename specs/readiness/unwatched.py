"""A limit that nobody watches, and an alert about nothing that is measured: ALR-08."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from .look import Look, place
from .rule import Rule

NONE = re.compile(r"(?:none|-|n/?a)?\s*", re.IGNORECASE)


class Watched(Rule):
    """A metric has a limit but no alert, or an alert is about a metric that is not listed."""

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
            limits = [name for name in ("condition", "threshold") if not NONE.fullmatch(row[name])]
            if limits and row["key"] not in keys and not named:
                yield self.says(
                    f"{row['name']} has a limit nobody watches",
                    f"Add an alert for it, or take the {limits[0]} away.",
                    place("metric", row["key"], limits[0]),
                    row[limits[0]],
                )
        for row, metric in zip(alerts, told, strict=True):
            if row["metric"] and metric is None and look.rows("metrics"):
                yield self.says(
                    f"{row['name'] or 'An alert'} is about a metric that is not listed",
                    "Choose one of this specification, or add it to the metrics.",
                    place("alert", row["key"], "metric"),
                    row["metric"],
                )
