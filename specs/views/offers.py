"""The moves that a page of a specification offers, as links to the forms that make them."""

from __future__ import annotations

from specs.models import Spec, User

PAGES = {
    "submit": "submit/",
    "withdraw": "withdrawal/",
    "implement": "implementation/",
    "revise": "versions/new/",
}


def offered(user: User, spec: Spec) -> list[dict[str, str | bool]]:
    """Label and address of every move this person may make now; the decision is one link."""
    found: list[dict[str, str | bool]] = []
    for move in spec.moves_for(user):
        page = PAGES.get(move.name)
        if page:
            found.append(_offer(spec, move.name, move.label, page))
    review = spec.open_review
    if review is not None and user.is_reviewer:
        found.append(_offer(spec, "review", "Review", f"reviews/{review.number}/"))
    elif review is not None:
        found.append(_offer(spec, "review", "See the review", f"reviews/{review.number}/"))
    return found


def _offer(spec: Spec, name: str, label: str, page: str) -> dict[str, str | bool]:
    primary = name in ("submit", "review", "revise")
    return {"name": name, "label": label, "url": f"/specs/{spec.guid}/{page}", "primary": primary}
