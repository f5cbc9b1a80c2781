"""What home shows: what is being written, what waits, what comes up, what failed, what runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, Q
from django.utils.formats import date_format

from specs import access
from specs.ages import age
from specs.coming import coming
from specs.models import Export, ExportState, Spec, Status, User
from specs.readiness import levels
from specs.sections.base import Chapter

FEW = 5
PROBLEMS = (ExportState.FAILED, ExportState.ERRORED)


def wrote_nothing(user: User) -> bool:
    """Whether neither this person nor a team of theirs has a specification yet."""
    return not Spec.objects.filter(Q(team__in=list(user.roles)) | Q(created_by=user)).exists()


def work_of(user: User) -> list[dict[str, Any]]:
    """The lists of home, each with a few entries and where the rest is; reviewers' queue comes first."""
    answers = _answers(user)
    lists = [_drafts(user), _waiting(user), _coming(user), _failing(user), _services(user)]
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
    empty = "You have no drafts at the moment." if user.roles else ""
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


def _services(user: User) -> dict[str, Any]:
    """What this person's teams run: approved, and not being written or reviewed just now."""
    found = access.specs_visible(user).filter(team__in=user.roles, status__in=access.PUBLISHED)
    rows = (
        {
            "href": f"/specs/{spec.guid}/",
            "title": f"{spec.name or 'Untitled'} {spec.version}",
            "detail": ", ".join([spec.shown_status, *_standing(spec)]),
            "action": "Open",
            "icon": "approved",
            "when": f"since {date_format(spec.since, 'j M Y')}" if spec.since else "",
        }
        for spec in found.annotate(since=F("approved__published_at")).order_by("name", "pk")[:FEW]
    )
    return _list("services", "Your services", rows, found.count(), more="/specs/?mine=1")


def _standing(spec: Spec) -> Iterator[str]:
    """What stands out of a service that runs: its level, and what is open."""
    if spec.level not in (levels.NOT_READY, levels.READY):
        yield f"level {spec.level}"
    for count, word in ((spec.blockers, "blocker"), (spec.warnings, "warning")):
        if count:
            yield f"{count} {word}{'' if count == 1 else 's'}"
