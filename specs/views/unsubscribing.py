"""The way out that stands in every mail: a signed link, no sign-in, one click."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from specs import access
from specs.models.kinds import stop
from specs.models.mailing import words_for


@csrf_exempt  # mail servers press the button for people (RFC 8058); the signed link is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first: scanners of mail follow every link. A POST ends this kind of mail."""
    person, kind = access.person_of_link(token)
    if done := request.method == "POST":
        stop(person, kind)
    shown = {"what": words_for(kind), "done": done, "kind": kind}
    return render(request, "notifications/unsubscribe.html", shown)
