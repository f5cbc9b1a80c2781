"""Errors as problem documents (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema

MEDIA = "application/problem+json"


class Problem(Schema):
    """What went wrong, for a program and for a person."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    instance: str = ""
    errors: list[dict[str, Any]] = []


class Stopped(Exception):
    """An answer that is a problem: its status, and a sentence that says what to do."""

    def __init__(self, status: int, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


def problem(request: HttpRequest, status: int, detail: str = "", **more: Any) -> HttpResponse:
    """The answer."""
    said = Problem(
        title=HTTPStatus(status).phrase, status=status, detail=detail, instance=request.path, **more
    )
    answer = HttpResponse(json.dumps(said.model_dump()), status=status, content_type=MEDIA)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="opsportal"'
    return answer
