"""What is drawn is declared, and what stops the service is drawn: DPN-02."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding, Fix
from .look import Look, place
from .rule import Rule


class Declared(Rule):
    """An external system is drawn but no dependency, or a hard dependency is not drawn."""

    id, severity, about = "DPN-02", "warning", "upstream"
    title = "External systems are declared as dependencies"
    reason = (
        "What is drawn and not declared has no answer to the question what happens if it fails."
    )
    source = "Seed 000: External"

    def findings(self, look: Look) -> Iterator[Finding]:
        needed, drawn = look.rows("upstream"), look.rows("architecture")
        declared = {row["name"].lower() for row in (*needed, *look.rows("downstream"))}
        for row in drawn:
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
        names = [row["name"].lower() for row in drawn if row["name"]]
        if not any(row["kind"] == "external" for row in drawn):
            return  # a drawing that stops at the service's own parts
        for row in needed:
            name = row["name"].lower()
            meant = any(one in name or name in one for one in names)
            if name and row["kind"] == "Hard" and not meant:
                yield self.says(
                    f"{row['name']} is declared but not drawn",
                    "Draw it as an external component, so that the picture shows what this stands on.",
                    place("upstream_service", row["key"], "name"),
                    row["name"],
                )
