"""A canary step is long enough to see a failure: DEP-07."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from ..quantities import Duration, Integer
from .look import Look, parsed, place
from .rule import Rule


class SeenInTime(Rule):
    """A step of the canary ends before a failed health check can be seen."""

    id, severity, about = "DEP-07", "warning", "rollout"
    title = "Canary steps outlast a failed health check"
    reason = "A step that ends before the check can fail tests nothing."
    source = "Derived from seed 000: Rollout"

    def findings(self, look: Look) -> Iterator[Finding]:
        every = parsed(Duration.parse, look.text("rollout", "interval"))
        times = parsed(Integer.parse, look.text("rollout", "failure_threshold"))
        if not every or not times or every.seconds is None:
            return
        needed = every.seconds * times.value
        for row in look.rows("rollout", "canary_step"):
            wait = parsed(Duration.parse, row["wait"])
            if wait and wait.seconds is not None and wait.seconds < needed:
                yield self.says(
                    "Canary step ends before a failed health check can be seen",
                    f"It waits {row['wait']}; {times} checks take {needed} s.",
                    place("canary_step", row["key"], "wait"),
                    row["wait"],
                    str(needed),
                )
