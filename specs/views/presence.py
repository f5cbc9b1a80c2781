"""Who else is in this section: asked and told every 20 seconds by an open page."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from specs import access, template
from specs.models import Presence
from specs.views.doors import PersonRequest, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def presence(request: PersonRequest, guid: str) -> HttpResponse:
    """POST says that this person is here, too; both answer with the others."""
    spec = access.draft_for_reading(request.user, guid)
    try:
        chapter = template.chapter(request.GET.get("chapter", "")).slug
    except KeyError as unknown:
        raise Http404 from unknown
    if request.method == "POST":
        Presence.mark(spec, request.user, chapter)
    others = Presence.others(spec, request.user, chapter)
    return render(request, "specs/_presence.html", {"others": others})
