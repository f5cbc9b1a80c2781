"""The trail of who did what: of one specification and of the organisation, on a page and as a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from specs import access
from specs.chapters import Chapter
from specs.models import Event, Spec, Verb
from specs.models.history import where
from specs.models.sealing import checked, head_of, newest_seal
from specs.models.trail import COLUMNS, Wanted, actors, events_of, page_of, rows
from specs.views.doors import PersonRequest, signed_in

KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@signed_in
@require_GET
def of_spec(request: PersonRequest, guid: str) -> HttpResponse:
    """The trail of one specification, newest first."""
    return _shown(request, access.spec_for_auditing(request.user, guid))


@signed_in
@require_GET
def of_organisation(request: PersonRequest) -> HttpResponse:
    """Everything, for admins and auditors."""
    access.require_auditor(request.user)
    return _shown(request, None)


@signed_in
@require_GET
def spec_file(request: PersonRequest, guid: str, kind: str) -> HttpResponse:
    """The same filter as a file."""
    return _file(request, access.spec_for_auditing(request.user, guid), kind)


@signed_in
@require_GET
def organisation_file(request: PersonRequest, kind: str) -> HttpResponse:
    """The same filter as a file."""
    access.require_auditor(request.user)
    return _file(request, None, kind)


def wanted(get: Mapping[str, str]) -> Wanted:
    """What the address asks for; a date that is none does not matter."""
    actor, verb, chapter, place, spec = (
        get.get(name, "").strip()[:160] for name in ("actor", "verb", "chapter", "place", "spec")
    )
    since, until = _day(get.get("since", "")), _day(get.get("until", ""))
    return Wanted(actor, verb, chapter, place, since, until, spec)


def _shown(request: PersonRequest, spec: Spec | None) -> HttpResponse:
    filters, before = wanted(request.GET), request.GET.get("before", "")
    after = int(before) if before.isdecimal() and len(before) < 19 else 0
    events, more = page_of(filters.among(events_of(spec)), after)
    known = {event.pk for event in events} if spec else _known(request, events)
    intact, query = checked(events), urlencode(filters.words)
    context = {
        **filters.words,
        "spec": spec,
        "asked": filters.spec,
        "base": f"/specs/{spec.guid}/audit" if spec else "/audit",
        "tab": "history",
        "lines": [_line(event, intact, event.pk in known) for event in events],
        "broken": sum(not held for held in intact.values()),
        "head": head_of(spec.guid) if spec else newest_seal(),
        "more": f"?{urlencode({**filters.words, 'before': more})}" if more else "",
        "first": before == "",
        "people": actors(spec),
        "verbs": Verb.choices,
        "chapters": [(chapter.slug, chapter.title) for chapter in Chapter],
        "query": query,
        "any": any(filters.words.values()),
    }
    return render(request, "specs/audit.html" if spec else "audit.html", context)


def _known(request: PersonRequest, events: Iterable[Event]) -> set[int]:
    """The events whose specification this person may open; auditors read the others only here."""
    found = list(events)
    specs = access.specs_visible(request.user).filter(pk__in=[one.spec_id for one in found])
    visible = set(specs.order_by().values_list("pk", flat=True))
    return {one.pk for one in found if one.spec_id in visible}


def _line(event: Event, intact: dict[int, bool], linked: bool) -> dict[str, Any]:
    """One line with its place in words, and the link to it."""
    guid = event.spec.guid if event.spec else ""
    place = where(event.place) if event.place else None
    url = f"/specs/{guid}/sections/{place.chapter.slug}/#{place.anchor}" if place else ""
    words = place.words if place else event.place
    if not place and guid and (number := event.data.get("review")):
        url, words = f"/specs/{guid}/reviews/{number}/", words or f"Review {number}"
    held = intact.get(event.pk)
    return {"event": event, "place": words, "url": url if linked else "", "linked": linked,
            "sealed": held is True, "changed": held is False}  # fmt: skip


def _file(request: PersonRequest, spec: Spec | None, kind: str) -> HttpResponse:
    found = rows(wanted(request.GET).among(events_of(spec)))
    pieces = _as_csv(found) if kind == "csv" else _as_json(found)
    answer = StreamingHttpResponse(pieces, content_type=KINDS[kind])
    name = f"trail-{spec.guid if spec else 'organisation'}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast("HttpResponse", answer)  # Django has no name for what both are


def _as_csv(found: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Line by line; no cell is a formula to whoever opens it in a spreadsheet."""
    line: Any = csv.writer(_Echo())
    yield line.writerow(COLUMNS)
    for row in found:
        row["data"] = json.dumps(row["data"], ensure_ascii=False) if row["data"] else ""
        yield line.writerow([_defused(row[name]) for name in COLUMNS])


def _as_json(found: Iterator[dict[str, Any]]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(found):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


class _Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def _defused(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
