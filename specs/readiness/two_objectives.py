"""The small way back is not slower than the big one: DR-02."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from ..quantities import Duration
from .look import Look, parsed
from .rule import Rule


class Ordered(Rule):
    """A rollback may take longer than the recovery from a disaster."""

    id, severity, about = "DR-02", "warning", "disaster_recovery"
    title = "A rollback is faster than disaster recovery"
    reason = "If it is not, the disaster plan is the better rollback."
    source = "Seed 002: RTO in both places"

    def findings(self, look: Look) -> Iterator[Finding]:
        small, big = look.text("rollback", "rto"), look.text("disaster_recovery", "rto")
        back, recovery = parsed(Duration.parse, small), parsed(Duration.parse, big)
        if back and recovery and recovery < back:
            yield self.says(
                "Rollback slower than disaster recovery",
                f"A rollback may take {small}, a disaster {big}. Change one of the two.",
                "rollback.-.rto",
                small,
                big,
            )
