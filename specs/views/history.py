"""What was: the versions of a specification, and the trail of who did what."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from specs import access
from specs.listing import moves_of
from specs.models import Event, Revision, Verb
from specs.models.history import Pair, actors, sizes, trail, where
from specs.views.doors import PersonRequest, signed_in
from specs.views.moving import revise


@signed_in
@require_http_methods(["GET", "POST"])
def versions(request: PersonRequest, guid: str) -> HttpResponse:
    """The timeline of versions; a POST opens the next one."""
    if request.method == "POST":
        return revise(request, guid)
    spec = access.spec_for_reading(request.user, guid)
    revisions = access.revisions_visible(request.user, spec).defer("document", "markdown")
    drafting = access.may_read_draft(request.user, spec)
    context = {
        "spec": spec,
        "tab": "history",
        "moves": moves_of(spec, request.user),
        "versions": _timeline(list(revisions.select_related("review"))),
        "drafting": drafting and spec.is_editable,
        "audit": drafting,
    }
    return render(request, "specs/versions.html", context)


def _timeline(revisions: list[Revision]) -> list[dict[str, Any]]:
    """Each revision with the one before it and how much changed between them."""
    pairs = {new.pk: _pair(old, new) for new, old in pairwise(revisions)}
    found = sizes(pairs.values())
    return [
        {"revision": revision, "review": getattr(revision, "review", None), "previous": old,
         "size": found[pairs[revision.pk]] if old else None}
        for revision, old in zip(revisions, [*revisions[1:], None], strict=False)
    ]  # fmt: skip


def _pair(old: Revision, new: Revision) -> Pair:
    return Pair(old.pk, new.pk, old.content_digest, new.content_digest)


@signed_in
@require_GET
def audit(request: PersonRequest, guid: str) -> HttpResponse:
    """The trail, newest first, by person and by what was done."""
    spec = access.draft_for_reading(request.user, guid)
    get = request.GET
    chosen = {name: get.get(name, "")[:160] for name in ("actor", "verb", "place")}
    before = get.get("before", "")
    lines, more = trail(
        spec, before=int(before) if before.isdecimal() and len(before) < 19 else 0, **chosen
    )
    context = {
        "spec": spec,
        "tab": "history",
        "lines": [_line(line, guid) for line in lines],
        "more": f"?{urlencode({**chosen, 'before': more})}" if more else "",
        "first": before == "",
        "people": actors(spec),
        "verbs": Verb.choices,
        **chosen,
    }
    return render(request, "specs/audit.html", context)


def _line(event: Event, guid: str) -> dict[str, Any]:
    """One line with its place in words, and the link to it."""
    place = where(event.place) if event.place else None
    url = f"/specs/{guid}/sections/{place.chapter.slug}/#{place.anchor}" if place else ""
    if not place and (number := event.data.get("review")):
        url = f"/specs/{guid}/reviews/{number}/"
    words = (
        place.words if place else event.place or (f"Review {event.data['review']}" if url else "")
    )
    return {"event": event, "place": words, "url": url}
