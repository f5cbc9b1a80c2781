"""Full scale-out fits into the database: SCL-06."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding, Values
from ..quantities import Integer
from .look import Look, parsed
from .rule import Rule


class Connections(Rule):
    """All replicas together open more connections than the database takes."""

    id, severity, about = "SCL-06", "warning", "capacity"
    title = "Full scale-out fits into the database"
    reason = "The autoscaler that answers a rush takes the database down with it."
    source = "Production readiness: resource notes; seed 000: DB pool"

    def findings(self, look: Look) -> Iterator[Finding]:
        written = look.text("capacity", "connections")
        limit = parsed(Integer.parse, written)
        total, parts = 0, []
        for row in look.rows("resource_limits"):
            component = look.target(row["service"], "component")
            each = parsed(Integer.parse, row["connections"])
            most = _most(look, component) if component else None
            if each and most:
                total += each.value * most
                parts.append(f"{most} x {each}")
        if limit and total > limit.value:
            yield self.says(
                "Full scale-out exhausts the database",
                f"{' + '.join(parts)} = {total} connections, the limit is {limit}. "
                "Lower the maximum, or raise the limit.",
                "capacity.-.connections",
                written,
                str(total),
            )


def _most(look: Look, drawn: Values) -> int | None:
    """How many replicas of a component there may be; those of the drawing, where nothing scales it."""
    for row in look.rows("scaling_strategy"):
        component = look.target(row["component"], "component")
        most = parsed(Integer.parse, row["maximum"])
        if component and component["key"] == drawn["key"] and most:
            return most.value
    fixed = parsed(Integer.parse, drawn["replicas"])
    return fixed.value if fixed else None
