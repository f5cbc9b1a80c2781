"""Threads and comments."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from specs.access import gone
from specs.access.specs import draft_for_reading, refuse, spec_for_editing, whose_drafts
from specs.models import Comment, Review, Spec, Thread, User
from specs.models.comment import heard_by
from specs.models.notification import readers_of
from specs.models.team import WRITING_ROLES

MOST_NAMES = 200
LAST = ("author", "author__full_name", "at")  # who spoke last in a thread, and when


def threads_visible(user: User, spec: Spec) -> QuerySet[Thread]:
    """What this person may read of the comments on a draft that was opened to them."""
    return Thread.visible_to(user, spec)


def threads_wanted(user: User, spec: Spec, show: str, by: str) -> QuerySet[Thread]:
    """The open, the resolved, one's own or all threads; `by`: those in which that person speaks."""
    found = threads_visible(user, spec)
    said = Comment.objects.filter(heard_by(user), thread=OuterRef("pk"))
    if show in ("open", "resolved"):
        found = found.filter(resolved_at__isnull=show == "open")
    if show == "mine":
        found = found.filter(Exists(said.filter(author=user)))
    return found.filter(Exists(said.filter(author__username=by))) if by else found


def threads_of(user: User, review: Review) -> QuerySet[Thread]:
    """What was said about the version of a round; while it waits, also what is still open."""
    about = Q(version=review.revision.version)
    about |= Q(resolved_at=None) if review.is_open else Q(pk__in=[])
    return threads_visible(user, review.spec).filter(about)


def threads_open(user: User, spec: Spec, chapter: str = "") -> int:
    """How many threads wait to be settled, in a chapter or anywhere."""
    found = threads_visible(user, spec).filter(resolved_at=None)
    return (found.filter(chapter=chapter) if chapter else found).count()


def threads_beside(user: User, spec: Spec, chapter: str) -> list[tuple[str, int]]:
    """The addresses in a chapter that open threads are about, with the thread, the oldest first."""
    found = threads_visible(user, spec).filter(resolved_at=None, chapter=chapter)
    return list(found.prefetch_related(None).select_related(None).values_list("place", "pk"))


def thread_for_reading(user: User, guid: str, pk: int) -> Thread:
    """One thread; whoever may read the draft may answer in it and settle it."""
    spec = draft_for_reading(user, guid)
    thread = threads_visible(user, spec).filter(pk=pk).first()
    if thread is None:
        raise gone.by_the_trail(spec, "thread", pk) or Http404
    thread.spec = spec
    return thread


def comment_for_applying(user: User, guid: str, pk: int) -> Comment:
    """A suggestion, for those who may write what it suggests."""
    return comment_of(user, spec_for_editing(user, guid), pk)


def comment_of_own(user: User, guid: str, pk: int) -> Comment:
    """A comment, for who wrote it."""
    comment = comment_of(user, draft_for_reading(user, guid), pk)
    if comment.author_id != user.pk:
        refuse("Only its author can change a comment.")
    return comment


def people_to_mention(user: User, spec: Spec) -> QuerySet[User]:
    """Whom a comment on a draft that was opened to this person can call."""
    return readers_of(spec).exclude(pk=user.pk)[:MOST_NAMES]


def threads_waiting(user: User) -> QuerySet[Any]:
    """Open threads of this person's, or on what they write, in which somebody else spoke last."""
    drafts = Spec.objects.filter(Q() if user.is_admin else whose_drafts(user)).order_by()
    writing = [team for team, role in user.roles.items() if role in WRITING_ROLES]
    mine = Comment.objects.filter(author=user).values("thread")
    sent = Comment.objects.filter(thread=OuterRef("pk"), pending=False, deleted_at=None)
    sent = sent.order_by("-at", "-pk")
    by, spoke, at = (Subquery(sent.values(of)[:1]) for of in LAST)
    found = Thread.objects.filter(Q(pk__in=mine) | Q(spec__team__in=writing))
    found = found.filter(resolved_at=None, spec__in=drafts.values("pk"))
    found = found.annotate(by=by, spoke=spoke, at=at)
    return found.filter(by__isnull=False).exclude(by=user.pk).select_related("spec")


def comment_of(user: User, spec: Spec, pk: int) -> Comment:
    heard = Comment.objects.filter(heard_by(user), thread__spec=spec)
    comment = heard.select_related("thread", "author").filter(pk=pk).first()
    if comment is None:
        raise gone.by_the_trail(spec, "comment", pk) or Http404
    comment.thread.spec = spec
    if comment.deleted_at:
        raise gone.comment(comment)
    return comment
