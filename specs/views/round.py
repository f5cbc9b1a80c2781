"""What the page of a round shows beside its changes: how far this reviewer is, and what to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from specs.models import Decision, Review, Revision, User
from specs.models.section_read import Progress, first_look, progress


class Base(NamedTuple):
    """One version to compare with, and what it is to this person."""

    number: int
    words: str
    also: str = ""  # what else it is, as a narrow select does not show it


def reading_of(review: Review, user: User) -> Progress | None:
    """How far a reviewer is in an open round; looking at the page is remembered."""
    if not (user.is_reviewer and review.is_open):
        return None
    found = progress([review], user)[review.pk]
    if not found.opened:
        first_look(review, user)
    return found


def bases_of(
    review: Review, user: User, earlier: Sequence[Revision], approved: Revision | None
) -> list[Base]:
    """Every earlier version, newest first; the three that people mean are said so."""
    decided = Decision.objects.filter(reviewer=user, review__spec=review.spec_id)
    mine = decided.exclude(review=review).order_by("-review__number").values("review__revision")
    last_of_mine = next((one["review__revision"] for one in mine[:1]), None) if earlier else None
    return [_base(one, _meanings(one, n, approved, last_of_mine)) for n, one in enumerate(earlier)]


def _base(one: Revision, meanings: list[str]) -> Base:
    return Base(one.number, ", ".join([one.version, *meanings]), " and ".join(meanings[1:]))


def _meanings(one: Revision, place: int, approved: Revision | None, mine: int | None) -> list[str]:
    found = ["last approval"] if approved and one.pk == approved.pk else []
    found += ["my last review"] if one.pk == mine else []
    found += ["previous submission"] if place == 0 and not one.is_published else []
    return found or [one.status.lower() if one.is_published else f"submission {one.number}"]
