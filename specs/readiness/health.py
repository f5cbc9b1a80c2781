"""Something outside can tell whether it is healthy: DEP-06."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from .look import Look, place
from .rule import Rule

PARTS = ("endpoint", "frequency", "status", "response_time")


class Health(Rule):
    """No health check says where, how often, which answer and within which time."""

    id, severity, about = "DEP-06", "blocker", "health_checks"
    title = "A load balancer can tell whether it is healthy"
    reason = "Traffic goes to whatever looks alive."
    source = "Seed 002: Health Checks"

    def findings(self, look: Look) -> Iterator[Finding]:
        rows = look.rows("health_checks")
        if not rows or any(all(row[part] for part in PARTS) for row in rows):
            return
        row = rows[0]
        first = next(part for part in PARTS if not row[part])
        yield self.says(
            "Load balancer cannot tell if this is healthy",
            "Say the endpoint, how often it is asked, and which answer in which time is good.",
            place("health_check", row["key"], first),
            *(row[part] for part in PARTS),
        )
