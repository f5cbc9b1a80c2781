"""What was there and is no more: 410 for those who may know of it, with where to go."""

from __future__ import annotations

from specs.models import Comment, Event, Spec, Verb
from specs.models.history import where
from specs.places import NoSuchPlace, Place


class Gone(Exception):
    """The address was right once: what stood there, at which place, and a way on."""

    def __init__(self, spec: Spec, what: str, place: str, href: str, label: str) -> None:
        super().__init__(what)
        self.spec, self.what, self.place, self.href, self.label = spec, what, place, href, label


def comment(deleted: Comment) -> Gone:
    """A comment whose author took it back; its thread is still there."""
    thread = deleted.thread
    what = f"{deleted.author} deleted this comment."
    return Gone(thread.spec, what, thread.called, thread.path, "Open the thread")


def by_the_trail(spec: Spec, kind: str, pk: int) -> Gone | None:
    """A comment or a thread of which only the trail knows."""
    line = spec.events.filter(**{f"data__{kind}": pk}).order_by("-pk").first()
    return _at(spec, line, f"This {kind} is gone.") if line else None


def row(spec: Spec, address: str) -> Gone | None:
    """A row, or a field of one, that was deleted."""
    try:
        place = Place.at(address)
    except NoSuchPlace:
        return None
    deleted = spec.events.filter(verb=Verb.DELETED, place=place.row).order_by("-pk").first()
    return _at(spec, deleted, "This row was deleted.") if deleted else None


def _at(spec: Spec, line: Event, what: str) -> Gone:
    found = where(line.place)
    name = line.old if line.verb == Verb.DELETED else ""
    words = ", ".join(word for word in (found.words if found else "", name) if word)
    trail = f"/specs/{spec.guid}/audit/?place={line.place}"
    return Gone(spec, what, words, trail, "See who did it")
