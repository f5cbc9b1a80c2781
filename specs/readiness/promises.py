"""What is important promises something: SLO-07."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from .look import Look
from .rule import Rule


class Promised(Rule):
    """A service of tier 1 or 2 promises no availability."""

    id, severity, about = "SLO-07", "warning", "slos"
    title = "Tiers 1 and 2 promise an availability"
    reason = "Others build on it, and guess the number."
    source = "Production readiness: SLOs by level"

    def findings(self, look: Look) -> Iterator[Finding]:
        tier, rows = look.document["header"].get("tier", ""), look.rows("slos")
        said = any(
            row["kind"] == "Availability" or "availab" in row["name"].lower() for row in rows
        )
        if tier in ("1", "2") and not said and (rows or not look.applies("slos")):
            text = "Add an objective for its availability."
            yield self.says(f"Tier {tier} needs an availability SLO", text, "slos", tier)
