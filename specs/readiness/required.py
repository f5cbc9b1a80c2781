"""Required or defaulted, not both: CFG-03."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from .defaults import NOTHING
from .look import Look, place
from .rule import Rule


class OneOfTwo(Rule):
    """A parameter is required and has a default."""

    id, severity, about = "CFG-03", "warning", "parameters"
    title = "Required parameters have no default"
    reason = (
        "If it works without being set, it is not required; if it does not, the default is wrong."
    )
    source = "Seed 000: required rows have no default"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("parameters"):
            if row["required"] == "Yes" and row["default"].strip("` ").lower() not in NOTHING:
                yield self.says(
                    f"{row['name']} is required and defaulted: which?",
                    "Take the default out, or mark it not required.",
                    place("parameter", row["key"], "required"),
                    row["required"],
                    row["default"],
                )
