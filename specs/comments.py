"""Saying something about a place, answering, and suggesting one value."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db import transaction

from specs import access, cells, withheld
from specs.markdown.tidy import tidy
from specs.models import Comment, Event, Review, Spec, Status, Thread, User, Verb
from specs.models.standing import is_independent
from specs.places import NoSuchPlace, Place, Places

LONGEST = 10_000  # characters in one comment
CODE = re.compile(r"`[^`\n]+`")
MENTION = re.compile(r"(?<![\w@./-])@([\w.+-]*\w)")


class Unsaid(ValueError):
    """What cannot be said; the message is for its writer."""


def round_of(spec: Spec, by: User) -> Review | None:
    """The round in which this person decides: until then their comments are theirs alone."""
    reviewing = spec.status == Status.REVIEW and is_independent(by, spec)
    return spec.open_review if reviewing else None


def standing(spec: Spec, place: Place) -> Places:
    """The newest document that has the place: a row may be gone from the draft already.

    Raises NoSuchPlace.
    """
    live = Places(spec.document())
    if live.has(place):
        return live
    before = Places(spec.approved.document) if spec.approved else live
    if not before.has(place):
        raise NoSuchPlace(place.address)
    return before


@transaction.atomic
def start(spec: Spec, by: User, at: str, text: str, wished: Mapping[str, str]) -> Thread:
    """Begin a thread; `wished` are values by address, of which at most one differs.

    Raises NoSuchPlace, Unsaid, TooLong.
    """
    place = Place.at(at)
    places = standing(spec, place)
    changes = _changes(spec, places, place, wished)
    if len(changes) > 1:
        raise Unsaid("A suggestion changes one value. Write a comment for each.")
    for address in changes:
        place = Place.at(address)
    said = sayable(text, bool(changes))
    waiting = spec.open_review if spec.status == Status.REVIEW else None
    shown = _shown(spec, places, place)
    thread = Thread.objects.create(
        spec=spec, place=place.address, section=place.section.slug,
        chapter=place.section.chapter.slug, called=places.called(place)[:300],
        version=spec.version, revision=waiting.revision if waiting else None,
        digest=places.digest(place), quoted=shown, started_by=by,
    )  # fmt: skip
    say(thread, by, said, changes.get(place.address), shown)
    return thread


@transaction.atomic
def reply(spec: Spec, by: User, thread: Thread, text: str, wished: Mapping[str, str]) -> Comment:
    """Answer in a thread; the value it is about may be suggested anew. Raises Unsaid, TooLong."""
    place, places = Place.at(thread.place), Places(spec.document())
    changes = _changes(spec, places, place, wished) if place.field else {}
    said = sayable(text, bool(changes))
    shown = _shown(spec, places, place) if changes else ""
    return say(thread, by, said, changes.get(thread.place), shown)


@transaction.atomic
def rewrite(comment: Comment, text: str, wished: Mapping[str, str]) -> None:
    """Change what was not sent yet; a wish that is no change takes the suggestion out."""
    place, spec = Place.at(comment.thread.place), comment.thread.spec
    changes = _changes(spec, Places(spec.document()), place, wished) if place.field else {}
    keeps = comment.suggests and comment.thread.place not in wished
    suggestion = comment.suggestion if keeps else changes.get(comment.thread.place)
    comment.text = sayable(text, suggestion is not None)
    if suggestion is not None and not keeps:
        comment.against = _shown(spec, Places(spec.document()), place)
    comment.suggestion, comment.mentions = suggestion, mentioned(spec, comment.text)
    comment.save(update_fields=["text", "suggestion", "against", "mentions"])


@transaction.atomic
def remove(comment: Comment) -> None:
    """Take back what was not sent yet; a thread without a word goes with it."""
    thread = comment.thread
    comment.delete()
    if not thread.comments.exists():
        thread.delete()


@transaction.atomic
def settle(spec: Spec, by: User, thread: Thread, *, resolved: bool) -> None:
    """Resolve a thread, or open it again."""
    if thread.resolve(by if resolved else None):
        verb = Verb.SETTLED if resolved else Verb.UNSETTLED
        Event.record(spec, by, verb, place=thread.place, data={"thread": thread.pk})


def mentioned(spec: Spec, text: str) -> list[str]:
    """The sign-in names in a text of people who may read what it is about."""
    names = set(MENTION.findall(text))
    people = User.objects.filter(username__in=names, is_active=True) if names else ()
    return sorted(one.username for one in people if access.may_read_draft(one, spec))


def unheard(comment: Comment) -> str:
    """The names in it that call nobody, told to its writer; what is code is no name."""
    named = MENTION.findall(CODE.sub("", comment.text))
    names = sorted({f"@{one}" for one in named if one not in comment.mentions})
    if not names:
        return ""
    hears = "hears" if len(names) == 1 else "hear"
    return f"{', '.join(names)} {hears} nothing: nobody of that name can read this draft."


def _changes(spec: Spec, places: Places, place: Place, wished: Mapping[str, str]) -> dict[str, str]:
    """The wished values that differ from what stands there; secrets are refused."""
    found: dict[str, str] = {}
    for one, now in places.cells(place):
        if one.address not in wished:
            continue
        text = cells.accepted(one.column, wished[one.address])
        if text == now:
            continue
        if withheld.is_withheld(spec, one.model, one.key, one.field):
            raise Unsaid(withheld.WORDS)
        found[one.address] = text
    return found


def sayable(text: str, suggests: bool) -> str:
    """The text of a comment as it is kept. Raises Unsaid."""
    text = tidy(text).strip()
    if not text and not suggests:
        raise Unsaid("Write the comment first.")
    if len(text) > LONGEST:
        raise Unsaid(f"A comment has at most {LONGEST:,} characters.")
    return text


def _shown(spec: Spec, places: Places, place: Place) -> str:
    """The text to quote: of a field, and never a secret."""
    if not place.field or withheld.is_withheld(spec, place.model, place.key, place.field):
        return ""
    return places.text(place) or ""


def say(thread: Thread, by: User, text: str, suggestion: str | None, against: str) -> Comment:
    """One more comment in a thread; theirs alone while they review."""
    review = round_of(thread.spec, by)
    comment = Comment.objects.create(
        thread=thread, author=by, text=text, suggestion=suggestion,
        against=against if suggestion is not None else "",
        pending=review is not None, review=review, mentions=mentioned(thread.spec, text),
    )  # fmt: skip
    if review is None:
        comment.record()
        comment.tell()
    return comment
