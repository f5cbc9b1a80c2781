"""What stands around every request: an id, no NUL, one voice of the API, and readers of runbooks remembered."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from specs import readers, request_ids
from specs.api.bearer import rated
from specs.api.problems import problem

WITHOUT = "An address holds no NUL."
API = "/api/"
PAGE = "text/html"
WHY = {
    404: "There is no such address.",
    405: "This address takes another method: see Allow.",
}
Answer = Callable[[HttpRequest], HttpResponse]


def with_id(answer: Answer) -> Answer:
    """Give each request an id, or leave it the one it came with, and answer with it."""

    def guarded(request: HttpRequest) -> HttpResponse:
        with request_ids.numbered(request.headers.get(request_ids.HEADER, "")) as number:
            given = answer(request)
        given[request_ids.HEADER] = number
        return given

    return guarded


def one_voice(answer: Answer) -> Answer:
    """Below /api/ errors are problem documents, HEAD is answered where GET is, and each answer tells the rate.

    It also speaks where no view of the API is reached: unknown paths, wrong methods, other hosts.
    """

    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(API):
            return answer(request)
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        given = _as_problem(request, answer(request))
        if head:
            request.method = "HEAD"
            given["Content-Length"] = str(len(given.content))
            given.content = b""
        return rated(request, given)

    return guarded


def _as_problem(request: HttpRequest, given: HttpResponse) -> HttpResponse:
    """An error that would be a page for people; others are as they should be."""
    status, allowed = given.status_code, given.get("Allow")
    if status < HTTPStatus.BAD_REQUEST or not given.get("Content-Type", "").startswith(PAGE):
        return given
    made = problem(request, status, WHY.get(status, ""))
    made["Content-Length"] = str(len(made.content))
    if allowed:
        made["Allow"] = allowed.replace("GET", "GET, HEAD")
    return made


def without_nul(answer: Answer) -> Answer:
    """Refuse an address or a question with a NUL in it, before a view asks the database."""

    def guarded(request: HttpRequest) -> HttpResponse:
        said = (request.path_info, *(text for texts in request.GET.lists() for text in texts[1]))
        if any("\0" in text for text in said):
            if request.path_info.startswith(API):
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
