"""What cannot wait, over all services a person may see; the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format

from specs.coming import coming
from specs.models import User
from specs.portfolio import Service, services_of

YEAR = timedelta(days=365)


class Entry(NamedTuple):
    """One line: how bad, which shape, where it leads, and why it is here."""

    rank: int
    kind: str
    href: str
    title: str
    detail: str
    when: str = ""


def attention(user: User) -> list[Entry]:
    """Exports that failed, reviews that hang, and what ends or is due."""
    found = [entry for one in services_of(user) for entry in _of(one)]
    for one in coming(user):
        rank, title = (4 if one.kind == "waiver" else 3), f"{one.spec.name}: {one.sentence}"
        when = date_format(one.on, "j M Y")
        detail = (
            "Fix it before, or ask for it again."
            if one.kind == "waiver"
            else "Look at it, and approve it again."
        )
        found.append(Entry(rank, one.kind, one.href, title, detail, when))
    return sorted(found, key=lambda entry: entry.rank)


def _of(one: Service) -> Iterator[Entry]:
    """What its stored numbers say of one service."""
    here = f"/specs/{one.guid}/"
    if one.failing:
        detail = "The newest version did not reach a repository."
        yield Entry(0, "block", f"{here}exports/", f"{one.name}: export failed", detail, one.team)
    if one.blockers and one.waiting_since:
        words = f"{one.blockers} blocker{'' if one.blockers == 1 else 's'}"
        detail = "It cannot be approved until each is fixed or waived."
        title = f"{one.name}: waits for review with {words}"
        yield Entry(1, "block", f"{here}checks/", title, detail, one.team)
    if one.review_overdue:
        detail = "Somebody has to decide, or say when."
        yield Entry(2, "clock", here, f"{one.name}: review is overdue", detail, one.team)
    if one.approved_at and timezone.now() - one.approved_at > YEAR and not one.past_review_by:
        detail = "Old approvals need a fresh look."
        yield Entry(
            5, "clock", here, f"{one.name}: approval is older than a year", detail, one.team
        )
