"""An alert waits neither too little nor too long: ALR-05."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from ..quantities import Comparison, Duration
from .look import Look, parsed, place
from .rule import Rule


class Patience(Rule):
    """An alert fires on a single blip, or only after the time for recovery is over."""

    id, severity, about = "ALR-05", "warning", "alerts"
    title = "Alerts wait for a reasonable time"
    reason = "What fires on every blip is switched off; what fires after the RTO comes too late."
    source = "pint rule/for; seed 000: for 5 min"

    def findings(self, look: Look) -> Iterator[Finding]:
        rto = parsed(Duration.parse, look.text("disaster_recovery", "rto"))
        for row in look.rows("alerts"):
            limit = parsed(Comparison.parse, row["condition"])
            if limit is None:
                continue
            at = place("alert", row["key"], "condition")
            waits = limit.duration
            if waits is None or waits == Duration():
                text = "Say for how long it must hold, for example for 5 min."
                yield self.says(f"{row['name']} fires on a blip", text, at, row["condition"])
            elif rto and rto < waits and limit.hold:
                text = f"The RTO is {look.text('disaster_recovery', 'rto')}. Wait less."
                yield self.says(
                    f"{row['name']} fires after the RTO is spent",
                    text,
                    at,
                    row["condition"],
                    str(rto),
                )
