"""A backup lives apart from what it is of: BCK-04."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from .look import Look, place
from .rule import Rule

SAME = re.compile(
    r"\bsame\s+(?:host|server|node|machine|volume|disk|cluster|account|bucket|zone|rack)|"
    r"\blocal(?:\s+(?:disk|volume|storage))?\b|\bon the (?:host|server|node)\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"separate|another|other|second|off-?site|different|not ", re.IGNORECASE)


class Apart(Rule):
    """The backup is kept where the data is."""

    id, severity, about = "BCK-04", "warning", "backup_strategy"
    title = "Backups live apart from the data"
    reason = "What takes the data takes the backup beside it."
    source = "Seed 002: backup location; base template: off-site"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("backup_strategy"):
            text = row["location"]
            if SAME.search(text) and not ELSEWHERE.search(text):
                named = look.called(row["store"], "component") or "A backup"
                yield self.says(
                    f"Backup of {named} shares the fate of the data",
                    "Keep it in another account, zone or region.",
                    place("backup", row["key"], "location"),
                    text,
                )
