"""Following a suggestion, undoing that, and keeping late words as suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from specs import cells, rows, withheld
from specs.comments import Unsaid, say
from specs.documents import cell_digest
from specs.models import Comment, Conflict, Spec, Thread, User
from specs.places import Place, Places

KEPT = "Typed while this draft was sent for review."


class NoLonger(Exception):
    """The value is no longer what the suggestion replaces; `now` is what it is."""

    def __init__(self, now: str) -> None:
        super().__init__("The text was changed since this was suggested.")
        self.now = now


def apply(spec: Spec, by: User, comment: Comment) -> str:
    """Follow a suggestion: one value changes, the thread is settled. Answers the digest of the text.

    Raises Locked, NoSuchRow, NoLonger, Unsaid.
    """
    with transaction.atomic():
        digest = _put(spec, by, comment, comment.against, comment.suggestion or "")
        comment.applied_by, comment.applied_at = by, timezone.now()
        comment.save(update_fields=["applied_by", "applied_at"])
        comment.thread.resolve(by)
    return digest


def take_back(spec: Spec, by: User, comment: Comment) -> str:
    """Undo a followed suggestion, as long as nobody wrote there since. Raises as `apply`."""
    with transaction.atomic():
        digest = _put(spec, by, comment, comment.suggestion or "", comment.against)
        comment.applied_by = comment.applied_at = None
        comment.save(update_fields=["applied_by", "applied_at"])
        comment.thread.resolve(None)
    return digest


@transaction.atomic
def keep(spec: Spec, by: User, lost: Iterable[Conflict]) -> Thread | None:
    """Keep texts that came after the draft was closed, each as a suggestion of its writer."""
    places, thread = Places(spec.document()), None
    for conflict in lost:
        place = Place.at(conflict.address)
        found = Thread.objects.filter(
            spec=spec, place=conflict.address, started_by=by, comments__text=KEPT,
            resolved_at__isnull=True,
        ).first()  # fmt: skip
        thread = found or Thread.objects.create(
            spec=spec, place=conflict.address, section=place.section.slug,
            chapter=place.section.chapter.slug, called=places.called(place)[:300],
            version=spec.version, digest=places.digest(place), quoted=conflict.theirs,
            started_by=by,
        )  # fmt: skip
        if found:
            found.comments.filter(text=KEPT).update(suggestion=conflict.mine)
        else:
            say(thread, by, KEPT, conflict.mine, conflict.theirs)
        conflict.resolve()
    return thread


def late(spec: Spec, by: User, outcome: cells.Outcome) -> dict[str, Any]:
    """Keep what was typed while the draft was sent for review: the round, and where it is kept."""
    review = spec.open_review
    if review is None:  # the version left Draft otherwise: the texts wait as conflicts
        return {}
    return {"sent": review, "kept": keep(spec, by, outcome.conflicts)}


def _put(spec: Spec, by: User, comment: Comment, seen: str, text: str) -> str:
    """Write the one value if it still is what was seen; what loses is no conflict of anybody."""
    address = comment.thread.place
    if comment.suggestion is None:
        raise Unsaid("This comment suggests nothing.")
    if not spec.is_editable:
        raise rows.Locked
    now = cells.shown_now(spec, address)
    if now is None:
        raise rows.NoSuchRow(address)
    if now != seen:
        raise NoLonger(now)
    with transaction.atomic():
        change = cells.Change(address, text, cell_digest(seen), comment.pk)
        outcome = cells.write(spec, by, [change])
        if outcome.locked:
            raise rows.Locked
        if outcome.conflicts:
            raise NoLonger(cells.shown_now(spec, address) or "")
        if outcome.withheld:
            raise Unsaid(withheld.WORDS)
    return outcome.digests[address]
