"""The daily mail: everything that could wait, in one letter for each person."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from specs.models.dispatch import Dispatch
from specs.models.kinds import Way, way_for
from specs.models.notification import Notification, may_hear
from specs.models.person import User

MOST = 100
"""How many notifications one mail lists; the others are in the portal."""


def send_digests(now: datetime | None = None) -> int:
    """Queue what waited until the last digest hour; a beat that was away catches up."""
    until = last_hour(now or timezone.now())
    waiting = Notification.objects.filter(waits_for_digest=True, at__lt=until)
    told = list(waiting.select_related("person", "spec").order_by("person_id", "pk"))
    return sum(_sent(who, list(rows)) for who, rows in groupby(told, key=lambda one: one.person))


def last_hour(now: datetime) -> datetime:
    """When the digest hour struck last, in the portal's time zone."""
    local = timezone.localtime(now)
    today = local.replace(hour=settings.DIGEST_HOUR % 24, minute=0, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)


@transaction.atomic
def _sent(person: User, told: list[Notification]) -> bool:
    """One person's mail; two beats at once make one mail, what was read meanwhile needs none."""
    mine = Notification.objects.filter(pk__in=[one.pk for one in told], waits_for_digest=True)
    if mine.update(waits_for_digest=False) != len(told):
        transaction.set_rollback(True)
        return False
    unread = [one for one in told if one.read_at is None and way_for(person, one.kind) != Way.OFF]
    closed = {one.spec for one in unread if one.spec and not may_hear(person, one.spec)}
    unread = [one for one in unread if one.spec not in closed]
    if unread:
        Dispatch.digest(person, unread[:MOST])
    return bool(unread)
