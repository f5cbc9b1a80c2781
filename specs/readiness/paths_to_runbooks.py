"""Something leads to every runbook: RUN-04."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from .everything import written
from .look import Look, place
from .rule import Rule


class Reached(Rule):
    """No alert, no scenario and no step leads to a runbook."""

    id, severity, about = "RUN-04", "advice", "runbooks"
    title = "Something leads to every runbook"
    reason = "A runbook that nothing points at is found after the incident."
    source = "Derived"

    def findings(self, look: Look) -> Iterator[Finding]:
        rows = look.rows("runbooks")
        if not rows or not look.rows("alerts"):
            return
        chosen = {text for _, _, text, _ in written(look) if text[0] == "@"}
        left = [row for row in rows if row["name"] and f"@{row['key']}" not in chosen]
        named = _everything(look) if left else ""
        for row in left:
            if row["name"].lower() not in named:
                yield self.says(
                    f"Nothing leads to “{row['name']}”",
                    "Let an alert or a scenario point at it.",
                    place("runbook", row["key"], "name"),
                    row["name"],
                )


def _everything(look: Look) -> str:
    """All that is written, names aside, for what is meant in words."""
    texts = {text for address, _, text, _ in written(look) if not address.endswith(".name")}
    return "\x1f".join(texts).lower()
