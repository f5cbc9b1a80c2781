"""What lists and the pages around a specification show; read through the door in `access`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from specs import access
from specs.documents import Document
from specs.models import Event, Review, Spec, Status, User

FEW = 5
SORTS = {
    "name": ("name", "pk"),
    "-name": ("-name", "-pk"),
    "edited": ("-updated_at", "-pk"),
    "status": ("status", "name", "pk"),
    "tier": ("tier", "name", "pk"),
    "team": ("team__name", "name", "pk"),
}
SENT_BACK = "Changes requested"
BY_WORD: dict[str, str] = {str(one.label): one.value for one in Status}
STATUSES = [*BY_WORD, SENT_BACK]
MOVE_PAGES = {
    "submit": "submit/",
    "withdraw": "withdrawal/",
    "revise": "versions/new/",
    "implement": "implementation/",
}


@dataclass(frozen=True)
class Wanted:
    """What a person asks the list for."""

    user: User
    q: str = ""
    team: str = ""
    status: str = ""
    tier: str = ""
    mine: bool = False
    due: str = ""
    sort: str = "name"

    @classmethod
    def of(cls, get: Mapping[str, str], user: User) -> Wanted:
        words = {name: get.get(name, "").strip() for name in ("q", "team", "status", "tier", "due")}
        sort = get.get("sort", "")
        return cls(
            user, mine=bool(get.get("mine")), sort=sort if sort in SORTS else "name", **words
        )

    def filtered(self, specs: QuerySet[Spec]) -> QuerySet[Spec]:
        """The specifications that match, in the order asked for."""
        if self.q:
            specs = specs.filter(
                Q(name__icontains=self.q) | Q(guid=self.q.lower()) | Q(team__name__icontains=self.q)
            )
        if self.team:
            specs = specs.filter(team__slug=self.team)
        if self.status == SENT_BACK:
            specs = specs.filter(status=Status.DRAFT, changes_requested=True)
        elif self.status in BY_WORD:
            specs = specs.filter(status=BY_WORD[self.status])
        if self.tier:
            specs = specs.filter(tier=self.tier)
        if self.mine:
            specs = specs.filter(team__in=self.user.roles)
        if self.due == "review":
            specs = specs.filter(review_overdue=True)
        elif self.due == "past":
            specs = specs.filter(past_review_by=True)
        return specs.order_by(*SORTS[self.sort])

    def query(self) -> str:
        """The same question as a query string, without the page."""
        said = {
            name: getattr(self, name)
            for name in ("q", "team", "status", "tier", "due")
            if getattr(self, name)
        }
        said |= {"mine": "1"} if self.mine else {}
        said |= {"sort": self.sort} if self.sort != "name" else {}
        return urlencode(said)

    @property
    def filters(self) -> bool:
        return bool(self.query())


def work_of(user: User) -> dict[str, Any]:
    """Home: what to go on with, what waits for this person, and what is coming up."""
    mine = access.specs_visible(user).filter(team__in=user.roles)
    drafts = mine.filter(status=Status.DRAFT).order_by("-changes_requested", "-updated_at")
    waiting = access.reviews_waiting(user)
    due = access.specs_visible(user).filter(Q(review_overdue=True) | Q(past_review_by=True))
    return {
        "drafts": drafts[:FEW],
        "drafts_total": drafts.count(),
        "reviews": waiting[:FEW],
        "reviews_total": waiting.count(),
        "due": due.order_by("review_by")[:FEW],
        "due_total": due.count(),
        "any": mine.exists(),
    }


def moves_of(spec: Spec, user: User) -> list[dict[str, Any]]:
    """The buttons of a specification: the moves this person may make, from the table of moves."""
    pages = [
        (move, MOVE_PAGES[move.name]) for move in spec.moves_for(user) if move.name in MOVE_PAGES
    ]
    buttons = [
        {
            "name": move.name,
            "label": move.label,
            "url": f"/specs/{spec.guid}/{page}",
            "primary": not at,
        }
        for at, (move, page) in enumerate(pages)
    ]
    review = spec.open_review
    if review is not None and user.is_reviewer:
        url = f"/specs/{spec.guid}/reviews/{review.number}/"
        buttons.insert(0, {"name": "review", "label": "Review", "url": url, "primary": True})
        buttons[1:] = [button | {"primary": False} for button in buttons[1:]]
    return buttons


def around(spec: Spec) -> dict[str, Any]:
    """People, dates and the last things that happened."""
    events = Event.objects.filter(spec=spec).select_related("actor").order_by("-pk")
    last = (
        Review.objects.filter(spec=spec).select_related("submitted_by").order_by("-number").first()
    )
    return {"events": events[:FEW], "review": last}


def copied(user: User, source: Spec) -> Document:
    """What a copy starts with: the draft for those who may read it, else the approved version."""
    if access.may_read_draft(user, source) or source.approved is None:
        return source.document()
    document: Document = source.approved.document
    return document
