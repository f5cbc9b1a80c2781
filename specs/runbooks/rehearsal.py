"""When a runbook was last rehearsed, and when that is too long ago."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from specs.documents import Document, Finding
from specs.quantities import Date
from specs.quantities.exact import NotUnderstood
from specs.runbooks.told import rows

RULE = "RUN-05"
CADENCES = {"Daily": 1, "Weekly": 7, "Monthly": 31, "Quarterly": 92, "Yearly": 366}
ABOUT = re.compile(r"runbook", re.IGNORECASE)
DOES = re.compile(r"rehears|drill|practi[cs]e|game ?day", re.IGNORECASE)


def last_rehearsed(text: str, drill: date | None = None) -> date | None:
    """The later of the day that the document names and the last recorded drill."""
    try:
        written = Date.parse(text).value if text.strip() else None
    except NotUnderstood:
        written = None
    days = [day for day in (written, drill) if day is not None]
    return max(days) if days else None


def promised(document: Document, days: int) -> int:
    """How many days may lie between two rehearsals: what the routine maintenance says, else the setting."""
    tasks = document["sections"]["routine_maintenance"]["maintenance_task"]
    said = [
        CADENCES[task["cadence"]]
        for task in tasks
        if task["cadence"] in CADENCES and ABOUT.search(task["task"]) and DOES.search(task["task"])
    ]
    return min(said, default=days)


def overdue(
    document: Document, drills: Mapping[str, date], today: date, days: int
) -> tuple[Finding, ...]:
    """A warning for each runbook whose last rehearsal is too long ago; nothing when `days` is 0.

    Shapes: `drills` holds the day of the last recorded drill by the runbook's key. A runbook that
    was never rehearsed is one too.
    """
    allowed = promised(document, days)
    if not allowed:
        return ()
    found = []
    for row in rows(document):
        day = last_rehearsed(row["last_rehearsed"], drills.get(row["key"]))
        if day is None or today - day > timedelta(days=allowed):
            name = " ".join(row["name"].split()) or "A runbook"
            found.append(_finding(row["key"], name, day, allowed))
    return tuple(found)


def _finding(key: str, name: str, day: date | None, allowed: int) -> Finding:
    what = f"was last rehearsed on {day.isoformat()}" if day else "was never rehearsed"
    sentence = f"{name} {what}. Rehearse it every {allowed} days and record it on its page."
    return Finding(
        RULE,
        "warning",
        "Rehearsal is overdue",
        sentence,
        "runbooks",
        f"runbook.{key}.last_rehearsed",
    )
