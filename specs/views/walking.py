"""The walk-through: from each alert to the end of its runbook, of a round or of the draft."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from specs import access
from specs.documents import Document
from specs.models import Spec
from specs.places import Place
from specs.views.doors import PersonRequest, signed_in
from specs.walk import Walk, walks


@signed_in
@require_GET
def of_review(request: PersonRequest, guid: str, number: int) -> HttpResponse:
    """The way of the version that was submitted; it leads to the draft only while that is the same."""
    review = access.review_for_reading(request.user, guid, number)
    context = _context(review.spec, review.revision.document, live=review.is_open)
    context |= {"nav": "reviews", "review": review, "version": review.revision.version}
    return render(request, "specs/walk.html", context)


@signed_in
@require_GET
def of_draft(request: PersonRequest, guid: str) -> HttpResponse:
    """The way as it is written now."""
    spec = access.draft_for_reading(request.user, guid)
    context = _context(spec, spec.document(), live=True) | {"version": spec.version}
    return render(request, "specs/walk.html", context)


def _context(spec: Spec, document: Document, *, live: bool) -> dict[str, Any]:
    found = [{"walk": one, "mend": _mend(spec, one) if live else ""} for one in walks(document)]
    ends = [row for row in found if row["walk"].end]  # type: ignore[attr-defined]
    return {"spec": spec, "rows": found, "ends": ends, "whole": len(found) - len(ends)}


def _mend(spec: Spec, walk: Walk) -> str:
    """Where the missing part is written."""
    if walk.end is None:
        return ""
    place = Place.at(walk.end.address)
    return f"/specs/{spec.guid}/sections/{place.section.chapter.slug}/#{place.anchor}"
