"""What is stored can be brought back: BCK-01, BCK-02, BCK-03."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from ..documents import Finding, Fix, Values
from ..quantities import Date, Duration
from .look import Look, parsed, place
from .rule import Rule

STORES = ("data store", "cache", "object store")
CONTINUOUS = re.compile(
    r"continuous|\bwal\b|stream|replicat|point.in.time|\bpitr\b|binlog|mirror|journal|append-only",
    re.IGNORECASE,
)
NONE = re.compile(rf"\b(?:no|not|without|never)\s+(?:{CONTINUOUS.pattern})\w*", re.I)
CARRIED = re.compile(  # a snapshot that is replicated is no newer there
    r"(?:dump|snapshot|backup|export|cop(?:y|ie))s?\W+(?:(?:is|are|and|then|which)\W+)*"
    r"(?:replicat|mirror|stream)\w*",
    re.I,
)


class BackedUp(Rule):
    """A store of the architecture has no backup."""

    id, severity, about = "BCK-01", "blocker", "backup_strategy"
    title = "Every store has a backup"
    reason = "What is in no backup plan is in no backup."
    source = "Seed 000: Backup Specification"

    def findings(self, look: Look) -> Iterator[Finding]:
        if not look.applies("backup_strategy"):
            return
        kept = {row["key"] for row in _stores_of(look) if row}
        for store in look.rows("architecture"):
            if store["kind"] in STORES and store["name"] and store["key"] not in kept:
                text = "Add how it is kept, or a row that says why it needs no backup."
                yield self.says(
                    f"{store['name']} has no backup",
                    text,
                    "backup_strategy",
                    store["name"],
                    fix=(Fix("Add a backup", creates="backup", cells=(("store", store["name"]),)),),
                )


class OftenEnough(Rule):
    """Less is lost by promise than between two backups."""

    id, severity, about = "BCK-02", "blocker", "backup_strategy"
    title = "Backup frequency can meet the RPO"
    reason = "The promise about lost data is kept by the backup, or by nothing."
    source = "Seed 000: RPO against Redis, every 6 hours"

    def findings(self, look: Look) -> Iterator[Finding]:
        written = look.text("disaster_recovery", "rpo")
        rpo = parsed(Duration.parse, written)
        for row in look.rows("backup_strategy") if rpo else ():
            store = look.target(row["store"], "component")
            every = parsed(Duration.parse, row["frequency"])
            if store is None or store["kind"] not in STORES or every is None or rpo is None:
                continue
            if rpo < every and not continuous(f"{row['frequency']}; {row['method']}"):
                yield self.says(
                    f"RPO {written} but backups {often(row['frequency'])}",
                    f"Up to that much of {store['name']} would be lost. Change the RPO or the frequency.",
                    place("backup", row["key"], "frequency"),
                    written,
                    row["frequency"],
                    row["method"],
                )


class Proven(Rule):
    """A restore was not tried as often as the plan says."""

    id, severity, about = "BCK-03", "warning", "backup_strategy"
    title = "Restores are tried as often as the plan says"
    reason = "A backup that was never restored is a hope."
    source = "Seed 000: Tested column"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("backup_strategy"):
            often = parsed(Duration.parse, row["tested"])
            last = parsed(Date.parse, row["last_tested"])
            name = look.called(row["store"], "component") or "A backup"
            at = place("backup", row["key"], "last_tested")
            if often and not row["last_tested"]:
                text = "Test it once and enter the date."
                yield self.says(
                    f"The {name} backup has never been restored", text, at, row["tested"]
                )
            elif last and look.today < last.value:
                text = "Enter the day of the last restore that was tried."
                yield self.says(
                    f"Restore of {name} is dated {last}, ahead of today", text, at, str(last)
                )
            elif often and last and (due := after(last.value, often)) and due < look.today:
                yield self.says(
                    f"Restore of {name} not proven since {last}",
                    f"It is to be tried {row['tested'].lower()}; that was due on {due}.",
                    at,
                    row["tested"],
                    row["last_tested"],
                )


def after(day: date, wait: Duration) -> date | None:
    """The day a wait later; None where it never comes."""
    if wait.permanent:
        return None
    months = day.year * 12 + day.month - 1 + wait.months
    year, month = divmod(months, 12)
    if year > 9000 or wait.nanoseconds > 10**20:
        return None
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(seconds=wait.nanoseconds // 10**9)


def continuous(text: str) -> bool:
    """Whether changes are kept as they happen, and not only when a backup is made."""
    return bool(CONTINUOUS.search(CARRIED.sub("", NONE.sub("", text))))


def often(text: str) -> str:
    """A frequency as it stands in a sentence: `daily`, `every 6 hours`."""
    return f"every {text}" if text[0].isdigit() else text[0].lower() + text[1:]


def _stores_of(look: Look) -> list[Values | None]:
    return [look.target(row["store"], "component") for row in look.rows("backup_strategy")]
