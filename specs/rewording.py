"""Changing and deleting what one said, as long as no decision rests on it.

Whoever decided about a version has read what was said until then: from that moment on it is part of
the record and stays as it is. So does a suggestion that was followed. The earlier text of what may
be changed stays in the trail.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any, NoReturn

from django.db import transaction
from django.utils import timezone

from specs.comments import Unsaid, mentioned, sayable
from specs.models import Comment, Event, Review, ReviewState, Spec, User, Verb

DECIDED = (ReviewState.APPROVED, ReviewState.CHANGES_REQUESTED)
SETTLED = (
    "A decision was made after this was said, so it stays as it is. Answer in the thread instead."
)
FOLLOWED = "This suggestion was followed, so it stays as it is."


class Record:
    """The decisions about a specification, asked for once for all comments of a page."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec

    @cached_property
    def _rounds(self) -> list[tuple[int, datetime]]:
        closed = Review.objects.filter(spec=self.spec.pk, state__in=DECIDED)
        return [(pk, at) for pk, at in closed.order_by().values_list("pk", "decided_at") if at]

    def holds(self, comment: Comment) -> str:
        """Why a comment that was sent stays as it is; empty when it may change."""
        if comment.applied_at:
            return FOLLOWED
        cited = any(comment.review_id == pk or comment.at <= at for pk, at in self._rounds)
        return SETTLED if cited else ""


@transaction.atomic
def reword(comment: Comment, by: User, text: str) -> None:
    """Say it in other words; the people who are named only now hear of it. Raises Unsaid."""
    said, before, spec = sayable(text, comment.suggests), comment.text, comment.thread.spec
    if said == before:
        return
    names = mentioned(spec, said)
    fresh = [name for name in names if name not in comment.mentions]
    now = timezone.now()
    _change(comment, by, text=said, mentions=names, edited_at=now)
    comment.text, comment.mentions, comment.edited_at = said, names, now
    _note(comment, by, Verb.REWORDED, before, said)
    comment.call(fresh)


@transaction.atomic
def unsay(comment: Comment, by: User) -> None:
    """Delete it: that something was said here stays visible, and what it was is in the trail."""
    before, wished, now = comment.text, comment.suggestion, timezone.now()
    gone: dict[str, Any] = {
        "text": "",
        "suggestion": None,
        "against": "",
        "mentions": [],
        "deleted_at": now,
    }
    _change(comment, by, **gone)
    for name, value in gone.items():
        setattr(comment, name, value)
    _note(comment, by, Verb.UNSAID, before or wished or "", "")


def _change(comment: Comment, by: User, **news: Any) -> None:
    """Compare and set: what was changed, deleted, followed or decided on meanwhile is left alone."""
    if why := Record(comment.thread.spec).holds(comment):
        _refuse(why)
    same = Comment.objects.filter(
        pk=comment.pk, author=by, text=comment.text, deleted_at=None, applied_at=None
    )
    if not same.update(**news):
        _refuse("It was changed or deleted meanwhile. Load the page again.")


def _refuse(why: str) -> NoReturn:
    raise Unsaid(why)


def _note(comment: Comment, by: User, verb: Verb, old: str, new: str) -> None:
    data = {"comment": comment.pk, "thread": comment.thread_id}
    Event.record(
        comment.thread.spec, by, verb, place=comment.thread.place, old=old, new=new, data=data
    )
