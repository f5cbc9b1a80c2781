"""What expires is somebody's task: MNT-01."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from .look import Look, place
from .rule import Rule

EXPIRES = re.compile(
    r"certificate|\btls\b|\bssl\b|credential|\brotat|\bkeys?\b|database|\bvacuum|\breindex",
    re.IGNORECASE,
)


class Owned(Rule):
    """A task about certificates, credentials or databases has no owner."""

    id, severity, about = "MNT-01", "advice", "routine_maintenance"
    title = "What expires is somebody's task"
    reason = "A certificate that everybody watches is renewed by nobody."
    source = "Seed 002: Routine Maintenance; base template: Certificate Expiring"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("routine_maintenance"):
            if EXPIRES.search(row["task"]) and not row["owner"]:
                yield self.says(
                    f"Nobody owns: {row['task'][:80]}",
                    "Say who does it.",
                    place("maintenance_task", row["key"], "owner"),
                    row["task"],
                )
