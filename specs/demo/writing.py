"""How the demo writes in a specification: a whole document, with a line in the trail for each cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from specs import store, template
from specs.documents import Document, Values
from specs.models import ChapterState, Event, Spec, Team, User, Verb, Waiver
from specs.progress import address
from specs.sections.base import Declared


def begun(document: Document, by: User, version: str) -> Spec:
    """A new specification with what the document says."""
    head = document["header"]
    spec = Spec.objects.create(
        guid=head["guid"],
        name=head["name"],
        tier=head["tier"],
        team=Team.objects.get(name=head["team"]),
        version=version,
        created_by=by,
        updated_by=by,
    )
    Event.record(spec, by, Verb.CREATED, new=spec.name)
    store.save(spec, document)
    counted(spec)
    return spec


def edited(spec: Spec, document: Document, by: User, **others: User) -> None:
    """Bring a specification to a document; `others` are those who wrote a section."""
    old, new = _texts(spec.document()), _texts(document)
    for place in [*old, *(place for place in new if place not in old)]:
        section, was, now = (old.get(place) or new[place])[0], old.get(place), new.get(place)
        if was == now:
            continue
        who, before, after = others.get(section, by), was[1] if was else "", now[1] if now else ""
        Event.record(spec, who, Verb.EDITED, place=place, old=before, new=after)
    store.save(spec, document)
    spec.touch(by)
    spec.refresh_from_db()
    counted(spec)


def complete(spec: Spec, by: User) -> None:
    """Tick every chapter that lacks nothing."""
    for one in spec.progress_of(spec.document()):
        if not one.blockers and one.state != "na":
            ChapterState.objects.update_or_create(
                spec=spec, chapter=one.chapter.slug, defaults={"complete": True, "by": by}
            )
    counted(spec)


def counted(spec: Spec) -> None:
    """Keep the numbers that lists show."""
    spec.recount()


def waived(spec: Spec, rule: str, by: User, reason: str, until: date) -> None:
    """Let what a rule found pass until a day."""
    finding = next(one for one in spec.findings() if one.rule == rule)
    Waiver.grant(spec, finding, by, reason, until)


def _texts(document: Document) -> dict[str, tuple[str, str]]:
    """Every text by its address, with the section it stands in; empty ones left out."""
    found: dict[str, tuple[str, str]] = {}
    for slug, values in document["sections"].items():
        for place, text in _cells(template.find(slug), values):
            found[place] = (slug, text)
    return found


def _cells(model: type[Declared], values: Values) -> Iterator[tuple[str, Any]]:
    for name in model.columns():
        if values.get(name):
            yield address(model.slug, values.get("key", ""), name), values[name]
    for group in model.groups():
        for row in values[group.id]:
            yield from _cells(group.model, row)
