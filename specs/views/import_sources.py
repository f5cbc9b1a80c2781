"""Waiting for the files of a repository, and what to do when they could not be read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from specs.importers.reading import Reading
from specs.models import Import
from specs.views.doors import PersonRequest

SOON, LATER, PATIENT = 2, 5, 30  # seconds between two looks, and until they become rarer


def awaiting(request: PersonRequest, found: Import, context: dict[str, Any]) -> HttpResponse:
    """The page that looks again by itself, until the files are read or a sentence says why not."""
    waited = (timezone.now() - found.created_at).total_seconds()
    reading = Reading.from_json(found.reading)
    context |= {
        "every": SOON if waited < PATIENT else LATER,
        "long": waited > PATIENT,
        "faults": [file for file in reading.files if file.fault],
        "again": _again(found),
    }
    if not request.htmx:
        return render(request, "imports/awaiting.html", context)
    answer = render(request, "imports/_awaiting.html", context)
    if found.fault:
        trigger_client_event(answer, "ops:say", {"text": found.fault})
    return answer


def arrived(found: Import) -> HttpResponse:
    """What a page that still waits is told once the files are read."""
    at = reverse("import", args=[found.spec.guid, found.pk])
    return HttpResponseClientRedirect(f"{at}?step=2")


def _again(found: Import) -> str:
    """Step 1 as it was filled in."""
    if found.repository is None:
        return reverse("new_import", args=[found.spec.guid])
    said = {name: found.source.get(name, "") for name in ("branch", "path")}
    query = urlencode({"repository": found.repository.slug} | said)
    return f"{reverse('new_import', args=[found.spec.guid])}?{query}"
