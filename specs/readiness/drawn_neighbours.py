"""What is drawn is declared: DPN-02."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding, Fix
from .look import Look, place
from .rule import Rule


class Declared(Rule):
    """An external system is drawn, but not among the dependencies."""

    id, severity, about = "DPN-02", "warning", "upstream"
    title = "External systems are declared as dependencies"
    reason = (
        "What is drawn and not declared has no answer to the question what happens if it fails."
    )
    source = "Seed 000: External"

    def findings(self, look: Look) -> Iterator[Finding]:
        if not look.rows("upstream"):
            return
        declared = {row["name"].lower() for row in look.rows("upstream")}
        declared |= {row["name"].lower() for row in look.rows("downstream")}
        for row in look.rows("architecture"):
            if row["kind"] == "external" and row["name"] and row["name"].lower() not in declared:
                yield self.says(
                    f"{row['name']} is drawn but not declared",
                    "Add it to the upstream dependencies, with what happens if it fails.",
                    place("component", row["key"], "name"),
                    row["name"],
                    fix=(
                        Fix(
                            "Add to dependencies",
                            creates="upstream_service",
                            cells=(("name", row["name"]),),
                        ),
                    ),
                )
