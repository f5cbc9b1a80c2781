"""The trail as people look through it: by person, deed, place, time and specification, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from specs import request_ids, template
from specs.chapters import Chapter
from specs.models.event import Event
from specs.models.person import User
from specs.models.spec import Spec

PAGE = 50
CHUNK = 1000
COLUMNS = (
    "event", "at", "actor", "name", "verb", "spec", "spec_name", "version", "place", "old", "new",
    "data", "request", "entry", "digest",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; what is empty does not matter."""

    actor: str = ""
    verb: str = ""
    chapter: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None
    spec: str = ""

    def among(self, events: QuerySet[Event]) -> QuerySet[Event]:
        """The events that match, newest first."""
        tests = (
            (self.actor, Q(actor__username=self.actor)),
            (self.verb, Q(verb=self.verb)),
            (self.chapter, _in_chapter(self.chapter)),
            (self.place, Q(place__startswith=self.place)),
            (self.since, Q(at__gte=_midnight(self.since))),
            (self.until, _before_the_end_of(self.until)),
            (self.spec, Q(spec__guid=self.spec) | Q(spec__name__icontains=self.spec)),
        )
        for given, test in tests:
            events = events.filter(test) if given else events
        return events.order_by("-pk")

    @property
    def words(self) -> dict[str, str]:
        """As a form and an address say it."""
        return {
            "actor": self.actor, "verb": self.verb, "chapter": self.chapter, "place": self.place,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "", "spec": self.spec,
        }  # fmt: skip


def events_of(spec: Spec | None) -> QuerySet[Event]:
    """The trail of one specification, or of the whole organisation."""
    return Event.objects.filter(spec=spec) if spec else Event.objects.all()


def page_of(events: QuerySet[Event], before: int) -> tuple[list[Event], int]:
    """A page of events, and where the next one starts (0: nowhere)."""
    lines = events.select_related("actor", "spec")
    found = list((lines.filter(pk__lt=before) if before else lines)[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else 0


def actors(spec: Spec | None) -> QuerySet[User]:
    """Everyone in the trail."""
    return User.objects.filter(pk__in=events_of(spec).order_by().values("actor"))


def rows(events: QuerySet[Event]) -> Iterator[dict[str, Any]]:
    """Every event that matches, as files carry it; read in pieces, however many there are."""
    found = events.select_related("actor", "spec", "seal")
    for event in found.iterator(chunk_size=CHUNK):
        seal = getattr(event, "seal", None)
        yield {
            "event": event.pk,
            "at": event.at.astimezone(UTC).isoformat(),
            "actor": event.actor.username if event.actor else "",
            "name": str(event.actor or "The portal"),
            "verb": event.verb,
            "spec": event.spec.guid if event.spec else "",
            "spec_name": event.spec.name if event.spec else "",
            "version": event.version,
            "place": event.place,
            "old": event.old,
            "new": event.new,
            "data": {key: said for key, said in event.data.items() if key != request_ids.KEY},
            "request": event.data.get(request_ids.KEY, ""),
            "entry": seal.number if seal else None,
            "digest": seal.digest if seal else "",
        }


def _in_chapter(slug: str) -> Q:
    """Every place of a chapter: its own, its sections', their rows' and steps'."""
    if slug not in {one.slug for one in Chapter}:
        return Q(pk=None)
    chapter = template.chapter(slug)
    here = {section.slug for section in template.sections_of(chapter)}
    here |= {row.slug for row in template.rows() if template.home_of(row).chapter is chapter}
    found = Q(place=slug)
    for one in sorted(here):
        found |= Q(place__startswith=f"{one}.")
    return found


def _before_the_end_of(day: date | None) -> Q:
    """Nothing happens after the last day there is."""
    if day in (None, date.max):
        return Q()
    return Q(at__lt=_midnight(day) + timedelta(days=1))


def _midnight(day: date | None) -> datetime:
    return datetime.combine(day or date.min, time(), UTC)
