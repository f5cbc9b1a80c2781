"""What others wrote in a chapter while somebody has it open: texts to show, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from specs.documents import cell_digest
from specs.models import Event, Spec, User, Verb
from specs.places import NoSuchPlace, Place, Places
from specs.sections.base import Chapter

SLACK = timedelta(seconds=1)
"""A line bears the moment at which it was written, and is seen a little later."""
ROWS = (Verb.ADDED, Verb.DELETED, Verb.RESTORED, Verb.REORDERED)
WHOLE = (Verb.IMPORTED, Verb.UNIMPORTED)
MOST = 200  # lines that are looked at; whoever was away for more loads the page anew


@dataclass(frozen=True)
class News:
    """Who wrote, what stands in the fields now, and whether rows came, went or moved."""

    people: list[str]
    values: dict[str, dict[str, str]]
    rows: bool = False

    @property
    def who(self) -> str:
        """Their names, as one says them."""
        first, last = self.people[:-1], self.people[-1]
        return f"{', '.join(first)} and {last}" if first else last


def news_since(spec: Spec, reader: User, chapter: Chapter, since: datetime) -> News | None:
    """What others changed in the chapter; None when they left it as it was."""
    lines = Event.objects.filter(spec=spec, at__gt=since - SLACK)
    lines = lines.filter(verb__in=(Verb.EDITED, *ROWS, *WHOLE)).exclude(actor=reader)
    here = [line for line in lines.select_related("actor")[:MOST] if _concerns(line, chapter)]
    if not here:
        return None
    people = sorted({str(line.actor or "The portal") for line in here})
    rows = any(line.verb != Verb.EDITED for line in here)
    edited = {line.place for line in here if line.verb == Verb.EDITED}
    return News(people, _texts(spec, edited), rows)


def _concerns(line: Event, chapter: Chapter) -> bool:
    if line.verb in WHOLE:
        return True
    try:
        return Place.at(line.place).section.chapter is chapter
    except NoSuchPlace:
        return False


def _texts(spec: Spec, addresses: set[str]) -> dict[str, dict[str, str]]:
    """What stands there now, with the digest of having seen it; a row that is gone has nothing."""
    places = Places(spec.document()) if addresses else None
    found = {}
    for address in sorted(addresses):
        text = places.text(Place.at(address)) if places else None
        if text is not None:
            found[address] = {"value": text, "digest": cell_digest(text)}
    return found
