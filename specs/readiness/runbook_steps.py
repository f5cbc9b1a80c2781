"""A runbook ends in knowing: RUN-01."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from .look import Look, place
from .rule import Rule


class Verified(Rule):
    """A runbook says what to do, but not how to see that it worked."""

    id, severity, about = "RUN-01", "blocker", "runbooks"
    title = "Runbooks say how to see that it worked"
    reason = "Without a check at the end, the incident is over when somebody hopes so."
    source = "Seed 000: Verify resolution"

    def findings(self, look: Look) -> Iterator[Finding]:
        for number, row in enumerate(look.rows("runbooks"), 1):
            if row["resolution"] and not any(step["text"] for step in row["verification"]):
                yield self.says(
                    f"{row['name'] or f'Runbook {number}'} has no verification",
                    "How do you know it worked? Add a step that shows it.",
                    place("runbook", row["key"], "name"),
                    row["key"],
                )
