"""Production is described: ENV-01."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding, Values
from .look import Look, place
from .rule import Rule


class Production(Rule):
    """There is no production environment, or its address is missing."""

    id, severity, about = "ENV-01", "blocker", "environments"
    title = "Production is described"
    reason = "The one environment that customers use has to be found without asking."
    source = "Seed 000: Environment Matrix"

    def findings(self, look: Look) -> Iterator[Finding]:
        rows = look.rows("environments")
        live = [row for row in rows if is_production(row)]
        if rows and not live:
            text = "Add it, with its purpose, data, access and URL."
            names = [row["name"] for row in rows]
            yield self.says("Production environment is not described", text, "environments", *names)
        for row in live:
            if row["purpose"] and not row["url"]:
                title = f"{row['name']} has no URL"
                text = "Say where customers reach it, or that nothing is reachable from outside."
                yield self.says(title, text, place("environment", row["key"], "url"), row["name"])


def is_production(row: Values) -> bool:
    """By its kind, or by its name where the kind is not said."""
    kind, name = row["kind"].lower(), row["name"].lower()
    return kind == "production" or (not kind and name.startswith(("prod", "live")))
