"""What becomes of waivers by themselves: the date passes, the value changes, somebody is warned."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from specs.models.notification import Kind, notify, team_of
from specs.models.person import User
from specs.models.waiver import Ended, Waiver

if TYPE_CHECKING:
    from specs.models.spec import Spec

WARN_DAYS = 7


def mark_waivers(today: date | None = None) -> None:
    """Mark what ended, and say what is about to end. A waiver stops counting on its day without this."""
    today = today or timezone.localdate()
    living = Waiver.objects.filter(ended_at=None).select_related("spec__team", "by")
    for _, waivers in groupby(living.order_by("spec", "pk"), key=lambda one: one.spec_id):
        _mark(list(waivers), today)


def _mark(waivers: list[Waiver], today: date) -> None:
    spec = waivers[0].spec
    standing = {one.key for one in spec.findings()}
    if spec.approved is not None:
        standing |= {one.key for one in spec.findings(spec.approved.document)}
    for one in waivers:
        if one.expires_on < today:
            one.end(Ended.DATE)
        elif one.key not in standing:
            one.end(Ended.VALUE)
        elif one.warned_at is None and one.expires_on <= today + timedelta(days=WARN_DAYS):
            _warn(spec, one)


@transaction.atomic
def _warn(spec: Spec, one: Waiver) -> None:
    """The team and who granted it hear once that it ends."""
    if Waiver.objects.filter(pk=one.pk, warned_at=None).update(warned_at=timezone.now()):
        after = "is blocked" if one.severity == "blocker" else "is warned again"
        words = (
            f"The waiver “{one.title}” ends on {one.expires_on}. After that, {spec.name} {after}."
        )
        people = team_of(spec) | User.objects.filter(pk=one.by_id)
        notify(Kind.WAIVER_EXPIRING, spec, people, words, f"/specs/{spec.guid}/checks/")
