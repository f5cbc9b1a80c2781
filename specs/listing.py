"""What lists and the pages around a specification show; read through the door in `access`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.formats import date_format

from specs import access
from specs.ages import age
from specs.coming import coming
from specs.documents import Document
from specs.models import Decision, Export, ExportState, Spec, Status, User, Verdict
from specs.sections.base import Chapter

FEW = 5
PROBLEMS = (ExportState.FAILED, ExportState.ERRORED)
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


def wrote_nothing(user: User) -> bool:
    """Whether neither this person nor a team of theirs has a specification yet."""
    return not Spec.objects.filter(Q(team__in=list(user.roles)) | Q(created_by=user)).exists()


def work_of(user: User) -> list[dict[str, Any]]:
    """The lists of home, each with a few entries and where the rest is; reviewers' queue comes first."""
    answers = _answers(user)
    lists = [_drafts(user), _waiting(user), _coming(user), _failing(user)]
    if user.is_reviewer:
        lists[:2] = lists[1], lists[0]
        lists[0]["entries"] += answers["entries"]
        lists[0]["total"] += answers["total"]
    else:
        lists.insert(1, answers)
    return [one for one in lists if one["entries"] or one["empty"]]


def _list(
    id_: str,
    title: str,
    rows: Iterable[dict[str, Any]],
    total: int,
    *,
    empty: str = "",
    more: str = "",
) -> dict[str, Any]:
    rest = {"href": more, "label": f"Show all {total}"} if more and total > FEW else None
    return {
        "id": id_,
        "title": title,
        "entries": list(rows),
        "total": total,
        "empty": empty,
        "more": rest,
    }


def _drafts(user: User) -> dict[str, Any]:
    found = access.specs_visible(user).filter(team__in=user.roles, status=Status.DRAFT)
    rows = (
        {
            "href": f"/specs/{spec.guid}/",
            "title": f"{spec.name or 'Untitled'} {spec.version}",
            "detail": f"{spec.shown_status}, {spec.complete} of {len(Chapter)} sections complete",
            "action": "Continue",
            "icon": "alert" if spec.changes_requested else "",
            "when": f"edited {age(spec.updated_at)} ago",
        }
        for spec in found.order_by("-changes_requested", "-updated_at")[:FEW]
    )
    empty = "You are writing nothing at the moment." if user.roles else ""
    return _list(
        "drafts", "Continue", rows, found.count(), empty=empty, more="/specs/?mine=1&status=Draft"
    )


def _waiting(user: User) -> dict[str, Any]:
    found = access.reviews_waiting(user)
    rows = (
        {
            "href": f"/specs/{review.spec.guid}/reviews/{review.number}/",
            "title": f"{review.spec.name} {review.spec.version}",
            "detail": f"asked by {review.submitted_by}"
            + (", overdue" if review.spec.review_overdue else ""),
            "action": "Review" if user.is_reviewer else "Open",
            "icon": "clock" if review.spec.review_overdue else "review",
            "when": f"waiting {age(review.submitted_at)}",
        }
        for review in found[:FEW]
    )
    title = "Waiting for you" if user.is_reviewer else "In review"
    empty = "Nothing is waiting for you." if user.is_reviewer else ""
    return _list("waiting", title, rows, found.count(), empty=empty, more="/reviews/")


def _answers(user: User) -> dict[str, Any]:
    """Comments that wait for an answer of this person."""
    found = access.threads_waiting(user)
    rows = (
        {
            "href": thread.path,
            "title": f"Comment: {thread.called}",
            "detail": f"{thread.spec.name or 'Untitled'}, {thread.spoke or 'somebody'}",
            "action": "Reply",
            "icon": "comment",
            "when": f"{age(thread.at)} ago",
        }
        for thread in found.order_by("-at")[:FEW]
    )
    return _list("answers", "Waiting for you", rows, found.count())


def _coming(user: User) -> dict[str, Any]:
    found = coming(user)
    rows = (
        {
            "href": one.href,
            "title": f"{one.spec.name} {one.spec.version}",
            "detail": f"{one.spec.team}: {one.sentence}",
            "action": "Open",
            "icon": one.kind,
            "when": date_format(one.on, "j M Y"),
        }
        for one in found[:FEW]
    )
    more = "/portfolio/attention/"
    return _list("coming", "Coming up", rows, len(found), more=more)


def _failing(user: User) -> dict[str, Any]:
    specs = access.specs_visible(user).filter(team__in=user.roles)
    found = Export.objects.filter(state__in=PROBLEMS)
    found = found if user.is_admin else found.filter(spec__in=specs)
    rows = (
        {
            "href": f"/specs/{one.spec.guid}/exports/{one.pk}/",
            "title": f"{one.spec.name} {one.revision.version}",
            "detail": f"{one.get_state_display()} to {one.repository}: {one.reason}"[:160],
            "action": "Open",
            "icon": "alert",
        }
        for one in found.select_related("spec", "revision", "repository").order_by("-pk")[:FEW]
    )
    return _list("failing", "Exports that failed", rows, found.count())


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


def copied(user: User, source: Spec) -> Document:
    """What a copy starts with: the draft for those who may read it, else the approved version."""
    if access.may_read_draft(user, source) or source.approved is None:
        return source.document()
    document: Document = source.approved.document
    return document
