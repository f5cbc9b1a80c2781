"""Who may approve a version that promises less than readers were promised before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specs.models.person import User
from specs.models.standing import is_operations
from specs.models.workflow import Refused

if TYPE_CHECKING:
    from specs.models.review import Review

NAMED = 5


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
