"""Finding runbooks: over all specifications, of one, and those that a device keeps."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_safe

from specs import access, runbook_search
from specs.faces import faced
from specs.models import Drill
from specs.runbooks.entries import entries
from specs.runbooks.rehearsal import last_rehearsed, promised
from specs.views.doors import PersonRequest, readers_too, signed_in
from specs.views.runbooks import reader_mark

PAGE = 50


@readers_too
@signed_in
@require_safe
def all_runbooks(request: PersonRequest) -> HttpResponse:
    """All runbooks a person may see, or those that an alert or words lead to."""
    q, alert = request.GET.get("q", "").strip(), request.GET.get("alert", "").strip()
    fired = runbook_search.by_alert(request.user, alert) if alert else None
    if fired is not None and fired.only is not None:
        return redirect(fired.only.path)
    page = Paginator(runbook_search.by_words(request.user, q), PAGE).get_page(
        request.GET.get("page")
    )
    page.object_list = faced(request.user, page.object_list)
    context = {
        "q": q, "fired": fired, "page": page, "query": urlencode({"q": q}) if q else "",
        "reader": reader_mark(request.user), "reader_only": request.reader_only,
    }  # fmt: skip
    template = "runbooks/_found.html" if getattr(request, "htmx", None) else "runbooks/list.html"
    return render(request, template, context)


@readers_too
@signed_in
@require_safe
def runbooks_of(request: PersonRequest, guid: str) -> HttpResponse:
    """The runbooks of one specification, approved, with their rehearsals; the draft's before that."""
    spec = access.spec_for_reading(request.user, guid)
    if spec.approved is None and request.reader_only:
        raise Http404
    document = (
        spec.approved.document
        if spec.approved is not None
        else access.draft_for_reading(request.user, guid).document()
    )
    days, today = Drill.last_days(spec), timezone.localdate()
    allowed = promised(document, settings.RUNBOOK_REHEARSAL_DAYS)
    written = {
        row["key"]: row["last_rehearsed"] for row in document["sections"]["runbooks"]["runbook"]
    }
    found = []
    for one in entries(document):
        day = last_rehearsed(written[one.key], days.get(one.key))
        late = bool(allowed) and (day is None or (today - day).days > allowed)
        found.append({"entry": one, "day": day, "late": late})
    context = {
        "spec": spec, "found": found, "allowed": allowed, "version": spec.approved,
        "may_rehearse": not request.reader_only and access.may_rehearse(request.user, spec),
    }  # fmt: skip
    return render(request, "runbooks/of_spec.html", context)


@readers_too
@signed_in
@never_cache
@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """The pages that a device keeps for somebody who asked for those of their teams."""
    paths = runbook_search.paths_of_my_teams(request.user)
    return JsonResponse({"reader": reader_mark(request.user), "paths": paths})


@cache_control(no_cache=True)
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; at the root, so that its scope may be the specifications."""
    path = finders.find("js/runbooks-worker.js")
    if path is None:
        raise Http404
    script = Path(path).read_bytes()
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")
