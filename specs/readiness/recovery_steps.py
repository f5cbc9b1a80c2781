"""A recovery says what to do: DR-03."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from .look import Look, place
from .rule import Rule

SCENARIOS = (
    ("recovery_procedures", "recovery_procedure"),
    ("disaster_recovery", "disaster_scenario"),
)


class Steps(Rule):
    """A scenario has a name and a time, but no steps."""

    id, severity, about = "DR-03", "warning", "recovery_procedures"
    title = "Every recovery has steps"
    reason = "A scenario without steps is a promise that somebody will think of something."
    source = "Seed 002: 1. Detection ... 3. Validation"

    def findings(self, look: Look) -> Iterator[Finding]:
        for section, slug in SCENARIOS:
            for row in look.rows(section):
                if row["name"] and not row["steps"]:
                    yield self.says(
                        f"{row['name']}: no steps",
                        "Add what to do, one action a step.",
                        place(slug, row["key"], "name"),
                        row["name"],
                    )
