"""Who else is in this section: asked and told every 20 seconds by an open page."""

from __future__ import annotations

import json

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from specs import access, meanwhile, template
from specs.models import Presence, Spec
from specs.sections.base import Chapter
from specs.views.doors import PersonRequest, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def presence(request: PersonRequest, guid: str) -> HttpResponse:
    """POST says that this person is here, too; both answer with the others and with their news."""
    spec, now = access.draft_for_reading(request.user, guid), timezone.now()
    try:
        chapter = template.chapter(request.GET.get("chapter", ""))
    except KeyError as unknown:
        raise Http404 from unknown
    if request.method == "POST":
        Presence.mark(spec, request.user, chapter.slug)
    news = _news(request, spec, chapter)
    context = {
        "spec": spec,
        "chapter": chapter,
        "now": now,
        "others": Presence.others(spec, request.user, chapter.slug),
        "news": news,
        "values": json.dumps(news.values) if news else "",
    }
    return render(request, "specs/_presence.html", context)


def _news(request: PersonRequest, spec: Spec, chapter: Chapter) -> meanwhile.News | None:
    """What happened since the page asked last; nothing for one that says no moment."""
    try:
        since = parse_datetime(request.POST.get("since", ""))
    except ValueError:
        return None
    if since is None or timezone.is_naive(since):
        return None
    return meanwhile.news_since(spec, request.user, chapter, since)
