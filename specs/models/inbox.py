"""A person's notifications as they go through them: read, unread again, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from specs.models.kinds import Kind
from specs.models.notification import Notification
from specs.models.person import User

if TYPE_CHECKING:
    from specs.models.spec import Spec

PAGE = 50


class Group(NamedTuple):
    """What one specification has to say, newest first; no specification: the portal itself."""

    spec: Spec | None
    lines: list[Notification]


class Page(NamedTuple):
    """A page: what is unread stands before what was read, and where the next page starts."""

    unread: list[Group]
    read: list[Group]
    more: str


def page_of(told: QuerySet[Notification], after: str = "") -> Page:
    """The page behind `after`, which is a row's state and key: `u120` or `r88`."""
    state, pk = after[:1], int(after[1:]) if after[1:].isdecimal() and len(after) < 20 else 0
    unread: list[Notification] = []
    if state != "r":
        waiting = told.filter(read_at=None).order_by("-pk")
        unread = list((waiting.filter(pk__lt=pk) if state == "u" and pk else waiting)[: PAGE + 1])
    if len(unread) > PAGE:
        return Page(grouped(unread[:PAGE]), [], f"u{unread[PAGE - 1].pk}")
    past = told.filter(read_at__isnull=False).order_by("-pk")
    room = PAGE - len(unread)
    read = list((past.filter(pk__lt=pk) if state == "r" and pk else past)[: room + 1])
    if len(read) <= room:
        return Page(grouped(unread), grouped(read), "")
    more = f"r{read[room - 1].pk}" if room else f"u{unread[-1].pk}"
    return Page(grouped(unread), grouped(read[:room]), more)


def grouped(lines: Iterable[Notification]) -> list[Group]:
    """By specification, in the order of the newest line of each."""
    found: dict[int | None, Group] = {}
    for line in lines:
        found.setdefault(line.spec_id, Group(line.spec, [])).lines.append(line)
    return list(found.values())


@transaction.atomic
def mark_read(person: User, pk: int | None = None) -> tuple[datetime, int]:
    """One or all; the moment by which they can be found again, and how many they were."""
    now = timezone.now()
    one = Q(pk=pk) if pk is not None else Q()
    changed = Notification.objects.filter(one, person=person, read_at=None).update(read_at=now)
    _count(person, -changed)
    return now, changed


@transaction.atomic
def mark_done(person: User, kind: Kind, path: str) -> None:
    """What was asked there has been answered, whether or not it was read before."""
    asked = Notification.objects.filter(person=person, kind=kind, path=path, read_at=None)
    _count(person, -asked.update(read_at=timezone.now(), waits_for_digest=False))


@transaction.atomic
def mark_unread(person: User, at: datetime) -> None:
    """Take back what was marked at this moment."""
    changed = Notification.objects.filter(person=person, read_at=at).update(read_at=None)
    _count(person, changed)


def _count(person: User, by: int) -> None:
    """The number in the top bar; it moves with the rows, so that no page has to count them."""
    if by:
        number = Greatest(F("unread") + by, 0)
        User.objects.filter(pk=person.pk).update(unread=number)
        person.refresh_from_db(fields=["unread"])
