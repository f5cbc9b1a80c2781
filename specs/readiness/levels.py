"""How much a service promises, as a level: A, B or C by its availability target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..documents import Document, Values
from ..quantities import Target
from .look import Look, parsed
from .policy import DEFAULT, Policy

NOT_READY, READY = "", "ready"
WORDS = {
    NOT_READY: "Not ready", READY: "Ready",
    **{one: f"Ready, level {one}" for one in ("A", "B", "C")},
}  # fmt: skip


def is_availability(row: Values) -> bool:
    """Whether an objective is about availability."""
    return bool(row["kind"] == "Availability" or "availab" in row["name"].lower())


def promised(document: Document) -> str:
    """The strictest availability that is promised, as written; empty without one."""
    rows = filter(is_availability, Look(document, date.min).rows("slos"))
    known = [(share, row["target"]) for row in rows if (share := share_of(row["target"]))]
    return str(max(known, key=lambda one: one[0])[1])[:40] if known else ""


def share_of(text: str) -> Decimal | None:
    """The share that an availability target promises; None for anything else."""
    target = parsed(Target.parse, text)
    floor = target and target.dimension == "percent" and target.is_floor
    return target.value if target and floor else None


def level(promise: str, blockers: int, policy: Policy = DEFAULT) -> str:
    """Not ready while a blocker is open; then the level of the promise, as far as there is one.

    A is above its threshold, B and C begin at theirs (mercari's production readiness checklist).
    """
    if blockers:
        return NOT_READY
    share, (most, much, some) = share_of(promise), policy.thresholds
    if share is None or share < some:
        return READY
    return "A" if share > most else "B" if share >= much else "C"
