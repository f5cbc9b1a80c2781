"""Who hears what: the sentences of the portal's own news, the same on the page, by mail and in the chat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from specs.models.inbox import mark_done
from specs.models.notification import Kind, notify, team_of
from specs.models.person import User
from specs.models.team import WRITING_ROLES, Membership

if TYPE_CHECKING:
    from specs.models.break_glass import BreakGlass
    from specs.models.outbox import Outcome
    from specs.models.repository import Repository
    from specs.models.review import Review
    from specs.models.spec import Spec

FEW = 3
"""More failures of a team at once are one piece of news: the repository is the matter."""


def review_asked(spec: Spec, review: Review, by: User, reviewers: Sequence[User]) -> None:
    """The assigned reviewers hear it; where nobody was assigned, every reviewer."""
    everyone = User.objects.filter(is_reviewer=True)
    left = review.revision.blockers
    blockers = f" {_count(left, 'blocker')} open." if left else ""
    words = f"{by} asks for a review of {spec}.{blockers}"
    notify(Kind.REVIEW_ASKED, spec, reviewers or everyone, words, _review(spec, review), by)


def review_late(spec: Spec, review: Review, days: int) -> None:
    """The same people hear that it waits."""
    assigned = review.reviewers.all()
    to = assigned if assigned.exists() else User.objects.filter(is_reviewer=True)
    words = f"{spec} of {spec.team} has waited {days} days for a review."
    notify(Kind.REVIEW_ASKED, spec, to, words, _review(spec, review))


def decided(spec: Spec, review: Review, by: User, what: str) -> None:
    """Whoever submitted the version or wrote in it hears what a reviewer said."""
    had_part = [review.submitted_by_id, *review.revision.editors]
    people = User.objects.filter(pk__in=had_part)
    kind = Kind.COMMENTED if what == "commented on" else Kind.DECIDED
    notify(kind, spec, people, f"{by} {what} {spec}.", _review(spec, review), by)
    if kind == Kind.DECIDED:
        mark_done(by, Kind.REVIEW_ASKED, _review(spec, review))


def review_due(spec: Spec) -> None:
    """Whoever can start the next version hears it."""
    words = f"{spec} was due for review by {spec.review_by}. Start a new version for the review."
    notify(Kind.REVIEW_DUE, spec, team_of(spec), words, f"/specs/{spec.guid}/")


def gate_opened(glass: BreakGlass) -> None:
    """The team, the admins and the reviewers who decided on the service hear that rules do not hold it."""
    spec, until = glass.spec, timezone.localtime(glass.until)
    what = " ".join(filter(None, (spec.approved_name or spec.name or "Untitled", glass.version)))
    where = f" in {glass.environment}" if glass.environment else ""
    words = f"{glass.by} opened the gate of {what}{where} until {until:%-d %b, %H:%M %Z}: {glass.reason}"
    people = User.objects.filter(Q(is_admin=True) | Q(is_reviewer=True) | Q(pk__in=team_of(spec)))
    notify(Kind.GATE_OPENED, spec, people, words, f"/specs/{spec.guid}/gate/", glass.by)


def exports_failed(repository: Repository, ended: Iterable[Outcome]) -> None:
    """The teams and the admins hear which exports ended badly; a whole batch is one sentence."""
    failed = list(ended)
    if not failed:
        return
    specs = type(failed[0].export.spec).objects.in_bulk({end.export.spec_id for end in failed})
    failed.sort(key=lambda end: specs[end.export.spec_id].team_id)
    for team, group in groupby(failed, key=lambda end: specs[end.export.spec_id].team_id):
        ends = list(group)
        writers = Membership.objects.filter(team=team, role__in=WRITING_ROLES).values("user")
        people = User.objects.filter(Q(is_admin=True) | Q(pk__in=writers))
        if len(ends) > FEW:
            words = f"{len(ends)} exports to {repository} failed: {ends[0].reason}"
            notify(Kind.EXPORT_FAILED, None, people, words, f"/repositories/{repository.slug}/")
            continue
        for end in ends:
            spec, version = specs[end.export.spec_id], end.export.revision.version
            what = f"{spec.name or 'Untitled'} {version} to {repository}"
            words = f"The export of {what} failed: {end.reason}"
            path = f"/specs/{spec.guid}/exports/{end.export.pk}/"
            notify(Kind.EXPORT_FAILED, spec, people, words, path)


def _review(spec: Spec, review: Review) -> str:
    return f"/specs/{spec.guid}/reviews/{review.number}/"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
