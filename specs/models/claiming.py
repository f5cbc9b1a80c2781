"""Who is at it: a reviewer takes a round on, so that two do not read the same thing unawares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from specs.models.event import Event, Verb
from specs.models.review import Review, ReviewState

if TYPE_CHECKING:
    from specs.models.person import User


@transaction.atomic
def claim(review: Review, by: User) -> bool:
    """Take an open round on; whoever had it may go on reviewing all the same."""
    open_ones = Review.objects.filter(pk=review.pk, state=ReviewState.OPEN)
    taken = open_ones.exclude(claimed_by=by).update(claimed_by=by, claimed_at=timezone.now())
    if taken:
        Event.record(review.spec, by, Verb.CLAIMED, data={"review": review.number})
    return bool(taken)


@transaction.atomic
def release(review: Review, by: User) -> bool:
    """Give a round back."""
    own = Review.objects.filter(pk=review.pk, claimed_by=by)
    given = own.update(claimed_by=None, claimed_at=None)
    if given:
        Event.record(review.spec, by, Verb.RELEASED, data={"review": review.number})
    return bool(given)
