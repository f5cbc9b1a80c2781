"""What takes longer than promised: DR-01, RUN-03."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from ..quantities import Duration
from .look import Look, parsed, place
from .rule import Rule


class InTime(Rule):
    """A recovery takes longer than the recovery time objective."""

    id, severity, about = "DR-01", "blocker", "disaster_recovery"
    title = "Every recovery fits into the RTO"
    reason = "A plan that takes longer than the promise breaks it every time."
    source = "Seed 000: Recovery Procedures"

    def findings(self, look: Look) -> Iterator[Finding]:
        written = look.text("disaster_recovery", "rto")
        rto = parsed(Duration.parse, written)
        places = (
            ("recovery_procedures", "recovery_procedure"),
            ("disaster_recovery", "disaster_scenario"),
        )
        for section, slug in places if rto else ():
            for row in look.rows(section):
                takes = parsed(Duration.parse, row["expected_time"])
                if takes and rto and rto < takes:
                    yield self.says(
                        f"{row['name'] or 'A scenario'} takes {row['expected_time']}, RTO is {written}",
                        "Change the RTO or shorten the recovery.",
                        place(slug, row["key"], "expected_time"),
                        row["expected_time"],
                        written,
                    )


class CallsInTime(Rule):
    """A runbook calls for help when the time for recovery is over already."""

    id, severity, about = "RUN-03", "warning", "runbooks"
    title = "Runbooks escalate before the RTO is gone"
    reason = "Help that is called after the promise is broken cannot keep it."
    source = "Seed 000: unresolved after [X] minutes"

    def findings(self, look: Look) -> Iterator[Finding]:
        written = look.text("disaster_recovery", "rto")
        rto = parsed(Duration.parse, written)
        for row in look.rows("runbooks") if rto else ():
            waits = parsed(Duration.parse, row["escalate_after"])
            if waits and rto and rto <= waits:
                yield self.says(
                    f"{row['name'] or 'A runbook'} escalates after {row['escalate_after']}",
                    f"The RTO is {written}. Escalate before it is gone.",
                    place("runbook", row["key"], "escalate_after"),
                    row["escalate_after"],
                    written,
                )
