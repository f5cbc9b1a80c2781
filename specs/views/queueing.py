"""The review queue as the page shows it: four lists, their order, and what stands in a row."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import NullIf
from django.http import HttpRequest
from django.utils import timezone

from specs import access
from specs.models import Review, User
from specs.models.history import Pair, sizes, with_base
from specs.models.section_read import progress
from specs.views.doors import PersonRequest

SORTS = {"deploy": "Planned deploy", "age": "Waiting longest", "risk": "Risk"}
RISK = (
    F("tier_known").asc(nulls_last=True), "-spec__blockers", "-loosened", "submitted_at", "pk",
)  # fmt: skip
STATES = ("mine", "waiting", "asked", "done")
SHOWN = "queue"  # where the session keeps it


class Queue:
    """What one person finds in the queue."""

    def __init__(self, user: User, state: str, sort: str) -> None:
        self.user = user
        first = "mine" if user.is_reviewer else "waiting"
        self.state = state if state in STATES else first
        if self.state == "mine" and not user.is_reviewer:
            self.state = "asked"
        self.sort = sort if sort in SORTS else next(iter(SORTS))

    @property
    def waits(self) -> bool:
        """Whether the list is one of rounds that wait."""
        return self.state in ("mine", "waiting")

    @cached_property
    def reviews(self) -> QuerySet[Review]:
        """The chosen list, in the chosen order, with what a row shows."""
        people = ("revision", "claimed_by", "decided_by")
        return with_base(self.ordered.select_related(*people))

    @property
    def ordered(self) -> QuerySet[Review]:
        """The chosen list, in the chosen order."""
        lists = {
            "waiting": access.reviews_waiting, "mine": access.reviews_for,
            "asked": access.reviews_asked, "done": access.reviews_done,
        }  # fmt: skip
        found = lists[self.state](self.user)
        if not self.waits or self.sort == "deploy":
            return found
        found = found.annotate(tier_known=NullIf("spec__tier", Value("")))
        return found.order_by(*(RISK if self.sort == "risk" else ("submitted_at", "pk")))

    def next_deploy(self) -> date | None:
        """The first day on which something that waits goes out."""
        planned = access.reviews_waiting(self.user).filter(deploy_on__gte=timezone.localdate())
        return planned.values_list("deploy_on", flat=True).first()

    def counts(self) -> dict[str, int]:
        """How many wait, in all and for this person."""
        return {
            "waiting": access.reviews_waiting(self.user).count(),
            "mine": access.reviews_for(self.user).count() if self.user.is_reviewer else 0,
        }

    def rows(self, reviews: list[Any]) -> list[dict[str, Any]]:
        """Each review with the size of its change and how far this person is; a first version has no size."""
        pairs = {review.pk: _pair(review) for review in reviews if review.base_pk}
        found = sizes(pairs.values())
        read = progress(reviews, self.user) if self.user.is_reviewer and self.waits else {}
        return [
            {
                "review": review,
                "spec": review.spec,
                "size": found.get(pairs[review.pk]) if review.pk in pairs else None,
                "mine": read.get(review.pk),
                "other": review.claimed_by if review.claimed_by_id != self.user.pk else None,
            }
            for review in reviews
        ]


def _pair(review: Any) -> Pair:
    revision = review.revision
    return Pair(review.base_pk, revision.pk, review.base_digest, revision.content_digest)


def remember(request: HttpRequest, queue: Queue) -> None:
    """Keep the list that was looked at last: its order is that of next and previous."""
    chosen = [queue.state, queue.sort]
    if queue.waits and request.session.get(SHOWN) != chosen:
        request.session[SHOWN] = chosen


def neighbours(request: PersonRequest, review: Review) -> dict[str, Any]:
    """Where a review stands in the queue as this person saw it last, and which come before and after."""
    queue = Queue(request.user, *request.session.get(SHOWN, ("", "")))
    if not queue.waits:
        queue.state = "waiting"
    names = ("pk", "number", "spec__guid", "spec__name")
    found = list(queue.ordered.values(*names))
    at = next((n for n, one in enumerate(found) if one["pk"] == review.pk), None)
    if at is None:
        first = found[0] if found else None
        return {"queue_place": 0, "queue_size": len(found), "next_review": first}
    return {
        "queue_place": at + 1,
        "queue_size": len(found),
        "previous_review": found[at - 1] if at else None,
        "next_review": found[at + 1] if at + 1 < len(found) else None,
    }
