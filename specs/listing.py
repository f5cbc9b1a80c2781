"""What lists and the pages around a specification show; read through the door in `access`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from specs import access
from specs.documents import Document
from specs.models import Decision, Event, Export, Spec, Status, User, Verdict

FEW = 5
SORTS = {
    "name": ("shown_name", "pk"),
    "-name": ("-shown_name", "-pk"),
    "edited": ("-shown_at", "-pk"),
    "status": ("shown_status", "shown_name", "pk"),
    "tier": ("shown_tier", "shown_name", "pk"),
    "team": ("team__name", "shown_name", "pk"),
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

    def filtered(self, specs: QuerySet[Spec]) -> QuerySet[Any]:
        """The specifications that match, in the order asked for."""
        order = SORTS[self.sort]
        if not access.renamed(self.user):
            order = tuple(one.replace("shown_name", "name") for one in order)
        return self.matching(specs).order_by(*order)

    def matching(self, specs: QuerySet[Any]) -> QuerySet[Any]:
        """The specifications that match by what this person is shown of each."""
        specs = specs.alias(own=access.own(self.user), **access.shown(self.user, *self._words))
        if self.q:
            near = Q(shown_name__icontains=self.q) | Q(team__name__icontains=self.q)
            specs = specs.filter(near | Q(guid=self.q.lower()))
        if self.team:
            specs = specs.filter(team__slug=self.team)
        if self.status == SENT_BACK:
            specs = specs.filter(own=True, status=Status.DRAFT, changes_requested=True)
        elif self.status in BY_WORD:
            specs = specs.filter(shown_status=BY_WORD[self.status])
        if self.tier:
            specs = specs.filter(shown_tier=self.tier)
        if self.mine:
            specs = specs.filter(team__in=self.user.roles)
        if self.due == "review":
            specs = specs.filter(own=True, review_overdue=True)
        elif self.due == "past":
            specs = specs.filter(past_review_by=True)
        return specs

    @property
    def _words(self) -> list[str]:
        """Which columns are asked about; each other one would be a join for nothing."""
        asked = {"name": True, "tier": self.tier, "status": self.status}
        asked["at"] = self.sort == "edited"
        return [word for word, is_asked in asked.items() if is_asked or word == self.sort]

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
    """People, repositories, and the last decision on the version being written."""
    decided = Decision.objects.filter(review__spec=spec, verdict=Verdict.REQUEST_CHANGES)
    exports = Export.objects.filter(spec=spec).select_related("repository").order_by("-pk")
    return {
        "people": spec.team.people.filter(is_active=True)[: 2 * FEW],
        "exports": exports[:FEW],
        "review": spec.open_review,
        "last_decision": decided.select_related("reviewer", "review").order_by("-pk").first(),
    }


def copied(user: User, source: Spec) -> tuple[Document, list[int]]:
    """What a copy starts with, and who wrote what nobody approved of it: the draft for those who may
    read it, else the approved version.
    """
    if access.may_read_draft(user, source) or source.approved is None:
        return source.document(), [] if source.is_published else Event.editors_of(source)
    document: Document = source.approved.document
    return document, []
