"""Nobody promises more than what they stand on: SLO-05."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from ..documents import Finding
from ..quantities import Percent, Target
from ..quantities.exact import plain
from .look import Look, parsed, place
from .rule import Rule


class Ceiling(Rule):
    """The availability promised is above the product of what hard dependencies promise."""

    id, severity, about = "SLO-05", "warning", "slos"
    title = "Hard dependencies allow the availability promised"
    reason = "When one of them stops, this stops: their failures are this service's failures."
    source = "ACM: The Calculus of Service Availability"

    def findings(self, look: Look) -> Iterator[Finding]:
        hard = [row for row in look.rows("upstream") if row["kind"] == "Hard"]
        known = [(row, parsed(Percent.parse, row["promised"])) for row in hard]
        ceiling, texts = Decimal(1), []
        for row, share in known:
            if share:
                ceiling *= share.ratio
                texts.append(f"{row['name']} {row['promised']}")
        for row in look.rows("slos") if texts else ():
            if row["kind"] != "Availability" and "availab" not in row["name"].lower():
                continue
            target = parsed(Target.parse, row["target"])
            if target and target.dimension == "percent" and target.value > ceiling:
                shown = plain((ceiling * 100).quantize(Decimal("0.01"), ROUND_DOWN))
                yield self.says(
                    f"Your dependencies cap you at {shown} %",
                    f"{row['name']} promises {row['target']}, on {', '.join(texts)}.",
                    place("slo", row["key"], "target"),
                    row["target"],
                    *texts,
                )
