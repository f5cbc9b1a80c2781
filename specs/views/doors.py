"""Decorators of views: who must be signed in, and how a fragment says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.vary import vary_on_headers

from specs import readers
from specs.access import Gone
from specs.models import User

P = ParamSpec("P")


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User
    htmx: Any
    reader_only: bool  # let in by `readers`: approved runbooks, and nothing else


View = Callable[Concatenate[PersonRequest, P], HttpResponse]
Door = Callable[Concatenate[Any, P], HttpResponse]  # what the URL resolver calls
Answers = Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]


def signed_in(view: View[P]) -> Door[P]:
    """Pages send strangers to the sign-in; fragments answer 401, so that nothing typed is replaced by it."""

    @wraps(view)
    @vary_on_headers("HX-Request")
    def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if "%00" in request.get_full_path():  # Postgres takes no NUL in a text
            return HttpResponseBadRequest()
        if request.user.is_authenticated:
            try:
                return view(request, *args, **kwargs)
            except Gone as gone:
                return render(request, "gone.html", {"gone": gone}, status=410)
        if request.htmx:
            return HttpResponse("You have been signed out.", status=401, content_type="text/plain")
        return redirect_to_login(request.get_full_path())

    return guarded


def readers_too(door: Door[P]) -> Door[P]:
    """Around `signed_in`, on pages of runbooks only: who was signed in lately may read them."""

    @wraps(door)
    def opened(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request.reader_only = False
        if request.method in ("GET", "HEAD") and not request.user.is_authenticated:
            reader = readers.reader_of(request)
            if reader is not None:
                request.user, request.reader_only = reader, True
        return door(request, *args, **kwargs)

    return opened


def see_other(path: str) -> HttpResponse:
    """After a POST: 303, so that reloading the page does not send it again."""
    answer = redirect(path)
    answer.status_code = 303
    return answer
