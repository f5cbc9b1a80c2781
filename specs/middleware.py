"""What no request may hold: Postgres keeps no NUL, and no address of ours has one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

Answer = Callable[[HttpRequest], HttpResponse]


def without_nul(answer: Answer) -> Answer:
    """Refuse an address or a question with a NUL in it, before a view asks the database."""

    def guarded(request: HttpRequest) -> HttpResponse:
        said = (request.path_info, *(text for texts in request.GET.lists() for text in texts[1]))
        if any("\0" in text for text in said):
            return HttpResponseBadRequest("An address holds no NUL.", content_type="text/plain")
        return answer(request)

    return guarded
