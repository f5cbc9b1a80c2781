"""A backup lives apart from what it is of, and long enough to be needed: BCK-04."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from ..quantities import Duration
from .look import Look, parsed, place
from .rule import Rule

SAME = re.compile(
    r"\bsame\s+(?:host|server|node|machine|volume|disk|cluster|account|bucket|zone|rack)|"
    r"\blocal(?:\s+(?:disk|volume|storage))?\b|\bon the (?:host|server|node)\b|"
    r"\blocalhost\b|^/(?:var|tmp|home|opt|backups?)\b",
    re.IGNORECASE,
)
NO_OTHER = re.compile(r"\bno\s+(?:other|second|separate|off-?site)\b", re.IGNORECASE)
ELSEWHERE = re.compile(r"separate|another|other|second|off-?site|different|not ", re.IGNORECASE)


class Apart(Rule):
    """The backup is kept where the data is, or gone before the next restore is tried."""

    id, severity, about = "BCK-04", "warning", "backup_strategy"
    title = "Backups live apart from the data"
    reason = "What takes the data takes the backup beside it."
    source = "Seed 002: backup location; base template: off-site"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("backup_strategy"):
            text, named = row["location"], look.called(row["store"], "component") or "A backup"
            if SAME.search(text) and not ELSEWHERE.search(NO_OTHER.sub("", text)):
                yield self.says(
                    f"Backup of {named} shares the fate of the data",
                    "Keep it in another account, zone or region.",
                    place("backup", row["key"], "location"),
                    text,
                )
            kept, tried = (parsed(Duration.parse, row[name]) for name in ("retention", "tested"))
            if kept and tried and kept < tried:
                yield self.says(
                    f"{named} is kept for less time than passes between two restores",
                    f"They are kept {row['retention']}, a restore is tried {row['tested'].lower()}: "
                    "damage found then can be undone no more.",
                    place("backup", row["key"], "retention"),
                    row["retention"],
                    row["tested"],
                    severity="advice",
                )
