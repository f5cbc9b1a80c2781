"""Who may approve a version that promises less than readers were promised before, and whose yes holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from specs.changes import compare
from specs.models.person import User
from specs.models.standing import is_operations
from specs.models.workflow import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specs.models.review import Decision, Review

NAMED = 5


@dataclass(frozen=True)
class Operations:
    """How the yes of an operations reviewer stands that a looser promise needs."""

    count: int  # changes that loosen
    given: Decision | None = None  # the yes that counts, of this round or carried
    carried: bool = False
    stale: Decision | None = None  # the last one that counts no more
    since: tuple[str, ...] = ()  # and what loosened, or loosened otherwise, after it
    people: tuple[User, ...] = field(default=(), compare=False)  # who could say yes

    @property
    def is_open(self) -> bool:
        return self.given is None


def operations(review: Review, yes: Sequence[Decision]) -> Operations | None:
    """Whether what loosens is answered for, by one of these decisions; None: nothing loosens."""
    if not review.loosened:
        return None
    said = [one for one in yes if is_operations(one.reviewer)]
    if now := next((one for one in said if one.review_id == review.pk), None):
        return Operations(review.loosened, now)
    stale: Decision | None = None
    since: tuple[str, ...] = ()
    for one in reversed(said):
        otherwise = _loosened_since(review, one.review)
        if not otherwise:
            return Operations(review.loosened, one, carried=True)
        if stale is None:
            stale, since = one, otherwise
    people = tuple(operations_reviewers(review))
    return Operations(review.loosened, stale=stale, since=since, people=people)


def _loosened_since(review: Review, before: Review) -> tuple[str, ...]:
    """The sections that loosen and are not, word for word, what they were in an earlier round.

    Both rounds are counted against the same approved version: with an approval a new version begins.
    """
    base = review.revision.base
    changes = compare(base.document if base else None, review.revision.document)
    return tuple(
        change.section.called()
        for chapter in changes.chapters
        for change in chapter.sections
        if change.counts.loosened
        and before.digests.get(change.section.slug) != review.digests.get(change.section.slug)
    )


def require_operations(review: Review, by: User) -> None:
    """Stop an approval of loosened promises by somebody who does not answer for operations."""
    if not review.loosened or is_operations(by):
        return
    words = "1 change loosens" if review.loosened == 1 else f"{review.loosened} changes loosen"
    who = " or ".join(str(one) for one in operations_reviewers(review)[:NAMED])
    told = f"{words} what was promised. An operations reviewer must approve this"
    raise Refused(f"{told}: {who}." if who else f"{told}, and there is none. Ask an admin.")


def operations_reviewers(review: Review) -> list[User]:
    """Who may approve what loosens, without those who wrote it."""
    people = User.objects.filter(is_reviewer=True, is_active=True)
    wrote = {review.submitted_by_id, *review.revision.editors}
    return [one for one in people if is_operations(one) and one.pk not in wrote]
