"""The review queue as the page shows it: three lists, their order, and what stands in a row."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from specs import access
from specs.models import Review, User
from specs.models.history import Pair, sizes, with_base

SORTS = ("deploy", "age")


class Queue:
    """What one person finds in the queue."""

    def __init__(self, user: User, state: str, sort: str) -> None:
        self.user = user
        first = "mine" if user.is_reviewer else "waiting"
        self.state = state if state in ("waiting", "mine", "done") else first
        self.sort = sort if sort in SORTS else SORTS[0]

    @cached_property
    def reviews(self) -> QuerySet[Review]:
        """The chosen list, in the chosen order."""
        lists = {
            "waiting": access.reviews_waiting, "mine": access.reviews_for,
            "done": access.reviews_done,
        }  # fmt: skip
        found = with_base(lists[self.state](self.user).select_related("revision"))
        by_age = self.sort == "age" and self.state != "done"
        return found.order_by("submitted_at") if by_age else found

    def counts(self) -> dict[str, int]:
        """How many wait, in all and for this person."""
        return {
            "waiting": access.reviews_waiting(self.user).count(),
            "mine": access.reviews_for(self.user).count(),
        }

    def rows(self, reviews: list[Any]) -> list[dict[str, Any]]:
        """Each review with the size of its change; a first version has none."""
        pairs = {review.pk: _pair(review) for review in reviews if review.base_pk}
        found = sizes(pairs.values())
        return [
            {"review": review, "spec": review.spec, "size": found.get(pairs[review.pk])}
            if review.pk in pairs
            else {"review": review, "spec": review.spec, "size": None}
            for review in reviews
        ]


def _pair(review: Any) -> Pair:
    revision = review.revision
    return Pair(review.base_pk, revision.pk, review.base_digest, revision.content_digest)


def neighbours(user: User, review: Review) -> dict[str, Any]:
    """Where a review stands in the queue of this person, and which come before and after."""
    waiting = access.reviews_for(user) if user.is_reviewer else access.reviews_waiting(user)
    names = ("pk", "number", "spec__guid", "spec__name")
    queue = list(waiting.values(*names))
    at = next((n for n, one in enumerate(queue) if one["pk"] == review.pk), None)
    if at is None:
        return {
            "queue_place": 0,
            "queue_size": len(queue),
            "next_review": queue[0] if queue else None,
        }
    return {
        "queue_place": at + 1,
        "queue_size": len(queue),
        "previous_review": queue[at - 1] if at else None,
        "next_review": queue[at + 1] if at + 1 < len(queue) else None,
    }
