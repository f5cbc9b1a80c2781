"""A migration does not block the way back: DEP-05."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from .look import Look
from .rule import Rule


class Reversible(Rule):
    """The old version cannot run on the new schema, and nobody says how to get back."""

    id, severity, about = "DEP-05", "warning", "rollout"
    title = "Migrations leave the way back open"
    reason = "A rollback that meets a new schema ends in the second outage of the night."
    source = "Seed 000: Database migrations row; seed 002: Database Migrations"

    def findings(self, look: Look) -> Iterator[Finding]:
        run, old = look.text("rollout", "migrations"), look.text("rollout", "compatible")
        plan = look.text("database_migrations", "rollback")
        if run in ("before deploy", "after deploy") and old == "No" and not plan:
            yield self.says(
                "Migration can block rollback",
                "Make it backward compatible, or say how the schema goes back.",
                "rollout.-.compatible",
                run,
                old,
            )
