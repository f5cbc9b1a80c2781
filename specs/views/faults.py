"""What is answered when a page could not be built: 503 while the database is away, else 500 with an id."""

from __future__ import annotations

import logging
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from specs import request_ids
from specs.api.problems import problem

AWAY = "The portal's database does not answer. Try again in a minute."
BROKEN = "The portal has a problem. Nothing was changed."
log = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """The last resort; it asks no session and no person, because they are in the database too."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError) and _is_away()
    status = 503 if away else 500
    number = request_ids.current()
    log.error("Request %s ended with %s: %s", number, status, request.path)
    if request.path_info.startswith("/api/"):
        said = AWAY if away else f"{BROKEN} Request id {number}."
        answer = problem(request, status, said)
    elif away:
        page = render_to_string("503.html", {"bundle": settings.BUNDLE_URL})
        answer = HttpResponse(page, status=status)
    else:
        answer = HttpResponse(render_to_string("500.html", {"request_id": number}), status=status)
    answer["Cache-Control"] = "no-store"
    if away:
        answer["Retry-After"] = "60"
    return answer


def _is_away() -> bool:
    """Whether the database answers nothing at all; a lock or a slow query is another trouble."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        return True
    except DatabaseError:
        return False
    return False
