"""Ticking a section of a review as read: one small request for each."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from specs import access
from specs.models import Refused
from specs.models.section_read import progress, tick, untick
from specs.views.doors import PersonRequest, see_other, signed_in


@signed_in
@require_POST
def read(request: PersonRequest, guid: str, number: int, slug: str) -> HttpResponse:
    """Read, or not; the answer is how far the reviewer is now."""
    review = access.review_for_deciding(request.user, guid, number)
    if slug not in review.chapters:
        raise Http404
    before = progress([review], request.user)[review.pk]
    try:
        (tick if request.POST.get("read") else untick)(review, request.user, slug)
    except Refused as refused:
        return HttpResponse(str(refused), status=409, content_type="text/plain")
    if not request.htmx:
        return see_other(f"/specs/{guid}/reviews/{number}/#c-{slug}")
    context = {
        "review": review,
        "reading": progress([review], request.user)[review.pk],
        "slug": slug,
        "was_changed": slug in before.changed_since,
    }
    return render(request, "reviews/_ticked.html", context)
