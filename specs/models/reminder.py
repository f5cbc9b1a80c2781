"""Reminders: which reviews wait too long, which approvals are out of date, and who hears it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.core.mail import send_mail
from django.db.models import F, Q
from django.utils import timezone

from specs.models.event import Event, Verb
from specs.models.person import User
from specs.models.review import Review
from specs.models.spec import Spec
from specs.models.team import WRITING_ROLES

log = logging.getLogger(__name__)


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


def _remind_reviewers(review: Review, now: datetime) -> None:
    """The assigned reviewers hear it; where nobody was assigned, every reviewer."""
    spec = review.spec
    people = review.reviewers.filter(is_active=True)
    if not people.exists():
        people = User.objects.filter(is_reviewer=True, is_active=True)
    waited = (now - review.submitted_at).days
    subject = f"Review overdue: {spec}"
    body = f"{spec} of {spec.team} has waited {waited} days for a review.\n\n"
    if not _sent(subject, f"{body}{spec.url}reviews/{review.number}/\n", people):
        return
    if Review.objects.filter(pk=review.pk, reminded_at=None).update(reminded_at=now):
        Event.record(spec, None, Verb.OVERDUE, data={"review": review.number, "days": waited})


def _remind_team(spec: Spec) -> None:
    """Whoever can start the next version hears it."""
    writers = spec.team.memberships.filter(role__in=WRITING_ROLES).values("user")
    people = User.objects.filter(pk__in=writers, is_active=True)
    due = spec.review_by
    subject = f"Time to look again: {spec}"
    body = f"{spec} was to be reviewed again by {due}. Start a new version to do so."
    if not _sent(subject, f"{body}\n\n{spec.url}\n", people):
        return
    if Spec.objects.filter(pk=spec.pk).exclude(reminded_for=due).update(reminded_for=due):
        Event.record(spec, None, Verb.PAST_REVIEW, data={"review_by": str(due)})


def _sent(subject: str, body: str, people: Iterable[User]) -> bool:
    """A mail that cannot go out now goes out at the next turn; the flags stand all the same."""
    addresses = [person.email for person in people if person.email]
    try:
        if addresses:
            send_mail(" ".join(subject.split()), body, None, addresses)
    except OSError:
        log.exception("The reminder could not be sent: %s", subject)
        return False
    return True
