"""Threads as pages show them: each with its place as a document has it now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.http import url_has_allowed_host_and_scheme

from specs import access, comments, rewording
from specs.documents import Document
from specs.fields import Choice
from specs.models import Review, Spec, Thread, User
from specs.models.comment import Comment
from specs.places import Place, Places


@dataclass
class Shown:
    """One thread on a page, and what this person may do with it."""

    thread: Thread
    place: Place
    talk: Talk
    error: str = ""
    now: str | None = None  # what stands there, where a suggestion no longer applies
    typed: str = ""  # an answer that could not be kept as it was
    undo: object = None  # the way to say again what was just taken back
    unheard: str = ""  # whom the comment just made names in vain

    @property
    def gone(self) -> bool:
        return not self.talk.places.has(self.place)

    @property
    def called(self) -> str:
        return self.thread.called if self.gone else self.talk.places.called(self.place)

    @property
    def outdated(self) -> bool:
        """Whether the text there is no longer what was commented on."""
        known, applied = bool(self.thread.digest), self.thread.applied
        return known and not (self.gone or applied) and self._digest != self.thread.digest

    @cached_property
    def _digest(self) -> str:
        return self.talk.places.digest(self.place)

    @property
    def href(self) -> str:
        chapter = self.place.section.chapter.slug
        return f"/specs/{self.talk.spec.guid}/sections/{chapter}/#{self.place.anchor}"

    @property
    def label(self) -> str:
        return self.place.label if self.place.field else ""

    @property
    def may_apply(self) -> bool:
        return self.talk.editable and self.thread.is_open and not self.gone

    def may_change(self, comment: Comment) -> bool:
        """Whether this person may put it in other words, or take it back."""
        own = comment.author_id == self.talk.user.pk and comment.deleted_at is None
        return own and (comment.pending or not self.talk.record.holds(comment))

    @property
    def wishes(self) -> list[dict[str, Any]]:
        """The value that an answer may suggest anew."""
        return wishes(self.talk.places, self.place, {}) if self.place.field else []


class Talk:
    """The threads of one specification for one person; a place takes its own, the rest is told apart."""

    def __init__(
        self, user: User, spec: Spec, document: Document, threads: Iterable[Thread], back: str,
        *, may_start: bool = True,
    ) -> None:  # fmt: skip
        self.user, self.spec, self.back, self.may_start = user, spec, back, may_start
        self.places, self.record = Places(document), rewording.Record(spec)
        self.editable = access.may_edit(user, spec)
        self.threads = [self._shown(one) for one in threads]
        self._left = {one.thread.pk: one for one in self.threads}

    def _shown(self, thread: Thread) -> Shown:
        thread.spec = self.spec
        return Shown(thread, Place.at(thread.place), self)

    @property
    def guid(self) -> str:
        return self.spec.guid

    def take(self, address: str) -> list[Shown]:
        """The threads of a place; a row takes those of its cells that nobody took."""
        name = "row" if address.count(".") == 1 else "address"
        found = [one for one in self._left.values() if getattr(one.place, name) == address]
        for one in found:
            del self._left[one.thread.pk]
        return found

    @property
    def elsewhere(self) -> list[Shown]:
        """What no place of the page took, on rows that are there."""
        return [one for one in self._left.values() if not one.gone]

    @property
    def removed(self) -> list[Shown]:
        """What no place of the page took, on rows that are gone."""
        return [one for one in self._left.values() if one.gone]

    @property
    def open(self) -> int:
        return sum(one.thread.is_open for one in self.threads)

    @cached_property
    def pending(self) -> int:
        """How many of this person's comments wait for a decision."""
        return sum(said.pending for one in self.threads for said in one.thread.said)

    def new(self, address: str) -> str:
        """Where a thread about a place is begun."""
        return f"/specs/{self.guid}/comments/new/?{urlencode({'at': address, 'back': self.back})}"


def of_review(user: User, review: Review, back: str) -> Talk:
    """What is said about the version in a round; of a closed round, what was said in it."""
    threads = access.threads_of(user, review)
    document = review.revision.document
    return Talk(user, review.spec, document, threads, back, may_start=review.is_open)


def wishes(places: Places, place: Place, typed: dict[str, str]) -> list[dict[str, Any]]:
    """The values at a place as small controls, with what was typed instead."""
    return [
        {
            "name": one.address,
            "id": f"w-{one.address.replace('.', '-')}",
            "label": one.label,
            "value": typed.get(one.address, text),
            "choices": getattr(one.column, "words", ()) if isinstance(one.column, Choice) else (),
        }
        for one, text in places.cells(place)
    ]


def thread_of(user: User, thread: Thread, back: str) -> Shown:
    """One thread after something was done to it."""
    spec = thread.spec
    again = access.thread_for_reading(user, spec.guid, thread.pk)
    return Talk(user, spec, spec.document(), [again], back).threads[0]


def local(path: str, otherwise: str) -> str:
    """A way back that stays in the portal."""
    safe = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if safe else otherwise


def pending_of(user: User, spec: Spec) -> int:
    """How many comments of this person go along with their decision."""
    return Comment.pending_of(user, spec).count()


def waits_for_decision(user: User, spec: Spec) -> bool:
    """Whether what this person writes now is theirs alone until they decide."""
    return comments.round_of(spec, user) is not None
