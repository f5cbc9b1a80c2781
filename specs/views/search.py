"""The search page, and what the command palette lists."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from specs import palette, searching
from specs.models import Kind
from specs.views.doors import PersonRequest, signed_in

log = logging.getLogger(__name__)
ON_PAGE, IN_PALETTE, LONGEST = 30, 12, 200


@signed_in
@require_GET
def search(request: PersonRequest) -> HttpResponse:
    """What holds the words; `palette=1` asks for the options of the command palette alone."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind.values else ""
    if request.GET.get("palette"):
        return _palette(request, words)
    found = _found(request, words, [kind] if kind else [], ON_PAGE)
    context = {"q": words, "kind": kind, "kinds": Kind.choices, "found": found}
    name = "search/_results.html" if request.htmx else "search/search.html"
    return render(request, name, context, status=200 if found else 503)


def _palette(request: PersonRequest, words: str) -> HttpResponse:
    found = _found(request, words, [], IN_PALETTE)
    if found is None:
        return HttpResponse(status=503)
    groups = palette.groups(request.user, words, found)
    return render(request, "search/_options.html", {"groups": groups, "q": words})


def _found(
    request: PersonRequest, words: str, kinds: list[str], limit: int
) -> searching.Found | None:
    """None: the database cannot search now; the page says so instead of an empty list."""
    try:
        return searching.search(request.user, words, kinds, limit=limit)
    except DatabaseError:
        log.exception("The search failed.")
        return None
