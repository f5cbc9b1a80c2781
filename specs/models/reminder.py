"""Reminders: which reviews wait too long, which approvals are out of date, and who hears it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from specs.models import telling
from specs.models.event import Event, Verb
from specs.models.review import Review
from specs.models.spec import Spec


def mark_reviews(now: datetime | None = None) -> None:
    """Bring the flags on the lists up to date, then tell people, once per state."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    late = Review.overdue(now).values("spec")
    Spec.objects.filter(pk__in=late, review_overdue=False).update(review_overdue=True)
    Spec.objects.filter(review_overdue=True).exclude(pk__in=late).update(review_overdue=False)
    past = Spec.past_due(today).values("pk")
    Spec.objects.filter(pk__in=past, past_review_by=False).update(past_review_by=True)
    Spec.objects.filter(past_review_by=True).exclude(pk__in=past).update(past_review_by=False)
    for review in Review.overdue(now).filter(reminded_at=None).select_related("spec__team"):
        _remind_reviewers(review, now)
    unsaid = Q(reminded_for=None) | ~Q(reminded_for=F("review_by"))
    for spec in Spec.past_due(today).filter(unsaid).select_related("team"):
        _remind_team(spec)


@transaction.atomic
def _remind_reviewers(review: Review, now: datetime) -> None:
    """Said once: the row is taken and people are told in one transaction."""
    spec, waited = review.spec, (now - review.submitted_at).days
    if Review.objects.filter(pk=review.pk, reminded_at=None).update(reminded_at=now):
        Event.record(spec, None, Verb.OVERDUE, data={"review": review.number, "days": waited})
        telling.review_late(spec, review, waited)


@transaction.atomic
def _remind_team(spec: Spec) -> None:
    """Said once for each date."""
    due = spec.review_by
    unsaid = Spec.objects.filter(Q(reminded_for=None) | ~Q(reminded_for=due), pk=spec.pk)
    if unsaid.update(reminded_for=due):
        Event.record(spec, None, Verb.PAST_REVIEW, data={"review_by": str(due)})
        telling.review_due(spec)
