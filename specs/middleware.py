"""What stands around every request: no NUL comes in, and readers of runbooks are remembered."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from specs import readers
from specs.api.problems import problem

WITHOUT = "An address holds no NUL."
Answer = Callable[[HttpRequest], HttpResponse]


def without_nul(answer: Answer) -> Answer:
    """Refuse an address or a question with a NUL in it, before a view asks the database."""

    def guarded(request: HttpRequest) -> HttpResponse:
        said = (request.path_info, *(text for texts in request.GET.lists() for text in texts[1]))
        if any("\0" in text for text in said):
            if request.path_info.startswith("/api/"):
                return problem(request, 400, WITHOUT)
            return HttpResponseBadRequest(WITHOUT, content_type="text/plain")
        return answer(request)

    return guarded


def remembering(answer: Answer) -> Answer:
    """Let people who are signed in read runbooks for some days more, see `readers`."""

    def guarded(request: HttpRequest) -> HttpResponse:
        given = answer(request)
        readers.remember(request, given)
        return given

    return guarded
