"""Version 1 of the API: its routers and its errors."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from specs.api import deploys, documents, exports, problems, reviews, writing  # noqa: F401  they fill the router
from specs.api.paths import router
from specs.api.problems import Stopped, problem
from specs.artefacts import artefacts
from specs.models import Overtaken, Refused

DESCRIPTION = (
    "Operations specifications for programs. Show a token as `Authorization: Bearer ops_…`; make one in your account. "
    "Errors are problem documents (RFC 9457). Lists are paged by `cursor`."
)


class Api(NinjaAPI):
    """The API as ninja builds it, described as it really answers."""

    def get_openapi_schema(self, **more: Any) -> Any:
        """The published description, with the media types that the answers really have."""
        schema = super().get_openapi_schema(**more)
        for path, methods in schema["paths"].items():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    _typed(path, str(status), answer)
        return schema


api = Api(
    title="opsportal", version="1", description=DESCRIPTION, urls_namespace="api", docs_url=None
)
api.add_router("", router)


def _typed(path: str, status: str, answer: dict[str, Any]) -> None:
    """Problems are problem documents, files have their own types, and the gate speaks text too."""
    shape = answer.get("content", {}).get("application/json")
    if shape is None:
        return
    if shape["schema"].get("$ref", "").endswith("/Problem"):
        answer["content"] = {problems.MEDIA: shape}
    elif status == "200" and path.endswith("/markdown"):
        answer["content"] = {"text/markdown": {"schema": {"type": "string"}}}
    elif status == "200" and path.endswith("/artefacts/{name}"):
        answer["content"] = {
            media: {"schema": {}} for media in sorted({one.media for one in artefacts()})
        }
    elif "/gate" in path and "break" not in path:
        answer["content"]["text/plain"] = {"schema": {"type": "string"}}


@api.exception_handler(Stopped)
def _stopped(request: HttpRequest, stopped: Stopped) -> HttpResponse:
    return problem(request, stopped.status, stopped.detail, **stopped.more)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, _: AuthenticationError) -> HttpResponse:
    return problem(request, 401, "Show a live token: Authorization: Bearer ops_…")


@api.exception_handler(PermissionDenied)
def _forbidden(request: HttpRequest, denied: PermissionDenied) -> HttpResponse:
    return problem(request, 403, str(denied) or "This is not yours to do.")


@api.exception_handler(Http404)
def _missing(request: HttpRequest, _: Http404) -> HttpResponse:
    return problem(request, 404, "There is no such thing, or it is not for you.")


@api.exception_handler(Overtaken)
@api.exception_handler(Refused)
def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return problem(request, 409, str(refused))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
    errors = [
        {"place": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in invalid.errors
    ]
    return problem(request, 422, "The request is not valid.", errors=errors)


@api.exception_handler(HttpError)
def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, str(error))
