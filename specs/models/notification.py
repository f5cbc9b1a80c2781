"""Notifications: what a person hears of what others did, in one sentence with a link."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, Q, QuerySet
from django.utils import timezone

from specs.models.dispatch import Dispatch
from specs.models.kinds import Kind as Kind
from specs.models.kinds import Way as Way
from specs.models.kinds import way_for
from specs.models.person import User
from specs.models.review import Decision, Review, ReviewState
from specs.models.team import WRITING_ROLES, Membership

if TYPE_CHECKING:
    from specs.models.spec import Spec

LONGEST = 500


class Notification(models.Model):
    """One thing told to one person; read or not."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    spec = models.ForeignKey("specs.Spec", models.PROTECT, null=True, blank=True, related_name="+")
    sentence = models.CharField(max_length=LONGEST)
    path = models.CharField(max_length=400)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    waits_for_digest = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["person", "-id"], name="notification_by_person"),
            models.Index(
                fields=["at"], condition=Q(waits_for_digest=True), name="notification_for_digest"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(path__startswith="/"), name="notification_stays_in_the_portal"
            )
        ]

    def __str__(self) -> str:
        return self.sentence


@transaction.atomic
def notify(
    kind: Kind, spec: Spec | None, to: Iterable[User], sentence: str, path: str,
    by: User | None = None,
) -> None:  # fmt: skip
    """Tell people, once for each thing that happened, in the transaction in which it did.

    Never the person who did it, and nobody who may not read the draft of the specification.
    """
    words = " ".join(sentence.split())[:LONGEST]
    people = _hearing(spec, to, by)
    rows = [
        Notification(
            person=person, kind=kind, spec=spec, sentence=words, path=path, by=by,
            waits_for_digest=way_for(person, kind) == Way.DIGEST,
        )
        for person in people
    ]  # fmt: skip
    Notification.objects.bulk_create(rows, batch_size=200)
    User.objects.filter(pk__in=[person.pk for person in people]).update(unread=F("unread") + 1)
    Dispatch.mail([row for row in rows if way_for(row.person, kind) == Way.NOW])
    Dispatch.call(kind, spec, words, path, by)


def team_of(spec: Spec) -> QuerySet[User]:
    """Who writes the specification's next words: authors and admins of its team."""
    writers = Membership.objects.filter(team=spec.team_id, role__in=WRITING_ROLES)
    return User.objects.filter(pk__in=writers.values("user"))


def readers_of(spec: Spec) -> QuerySet[User]:
    """Everyone who may read the draft, by their sign-in names."""
    readers = User.objects.filter(_reads_the_draft(spec), is_active=True)
    return readers.order_by("username")


def may_hear(person: User, spec: Spec) -> bool:
    """Whether this person still may read the draft: somebody may have left the team since."""
    return readers_of(spec).filter(pk=person.pk).exists()


def _hearing(spec: Spec | None, to: Iterable[User], by: User | None) -> list[User]:
    """Those of `to` who may hear it; locked in order, as their unread number grows."""
    asked: Any = to.order_by().values("pk") if isinstance(to, QuerySet) else [u.pk for u in to]
    people = User.objects.filter(pk__in=asked, is_active=True)
    if by is not None:
        people = people.exclude(pk=by.pk)
    if spec is not None:
        people = people.filter(_reads_the_draft(spec))
    return list(people.order_by("pk").select_for_update(no_key=True))


def _reads_the_draft(spec: Spec) -> Q:
    """What `access.may_read_draft` says of one person, said of many in one query."""
    team = Membership.objects.filter(team=spec.team_id).values("user")
    rounds = Review.objects.filter(spec=spec.pk)
    given = Review.reviewers.through.objects.filter(review__spec=spec.pk).values("user")
    decided = Decision.objects.filter(review__spec=spec.pk).values("reviewer")
    reviews = Q(Exists(rounds.filter(state=ReviewState.OPEN))) | Q(pk__in=given) | Q(pk__in=decided)
    return Q(is_admin=True) | Q(pk__in=team) | (Q(is_reviewer=True) & reviews)
