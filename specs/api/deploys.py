"""The gate: may it go out?"""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Status

from specs import access
from specs.api import bearer
from specs.api.documents import FAULTS
from specs.api.paths import router
from specs.api.problems import Problem
from specs.api.shapes import GateOut, GlassIn, GlassOut, Words
from specs.gate import ALLOW, DENY, UNKNOWN, Judgement, judge
from specs.models import BreakGlass, GateQuestion

STATUS = {ALLOW: 200, DENY: 409, UNKNOWN: 503}
ANSWERS: dict[int, Any] = {
    200: GateOut, 409: GateOut, 503: GateOut, **FAULTS,
}  # fmt: skip


def _answered(
    request: HttpRequest,
    guid: str,
    version: Words = "",
    environment: Words = "",
    sha: Words = "",
) -> HttpResponse:
    """200 allow, 409 deny, 503 unknown; plain text for those who accept only that.

    A pipeline fails closed: whatever is not 200 stops the deploy.
    """
    spec = None
    try:
        spec = access.spec_for_reading(request.user, guid)  # type: ignore[arg-type]
        found = judge(spec, version, environment, sha)
    except DatabaseError:
        logging.getLogger(__name__).exception("The gate could not judge %s", guid)
        found = Judgement(UNKNOWN, guid, version, environment=environment, sha=sha)
    if spec is not None:
        GateQuestion.keep(
            spec, getattr(request, "auth", None), answer=found.answer, version=found.version,
            environment=environment, sha=sha, rules=[one.rule for one in found.reasons],
        )  # fmt: skip
    answer = _written(request, found)
    answer["Cache-Control"] = "no-store"
    return answer


def _written(request: HttpRequest, found: Judgement) -> HttpResponse:
    status = STATUS[found.answer]
    if request.headers.get("Accept", "").startswith("text/plain"):
        return HttpResponse(found.text, status=status, content_type="text/plain; charset=utf-8")
    return JsonResponse(asdict(found), status=status)


# Both spellings answer at once: a redirect would pass `curl --fail`.
for path in ("/specs/{guid}/gate", "/specs/{guid}/gate/"):
    name = f"gate{'_slash' * path.endswith('/')}"
    router.get(
        path,
        response=ANSWERS,
        auth=bearer.gate,
        operation_id=name,
        url_name=name,
        tags=["gate"],
        summary="May it go out?",
    )(_answered)


@router.post(
    "/specs/{guid}/gate/break-glass",
    response={201: GlassOut, 409: Problem, **FAULTS},
    auth=bearer.write, tags=["gate"], summary="Open the gate for a while",
)  # fmt: skip
def break_glass(
    request: bearer.TokenRequest, guid: str, payload: GlassIn
) -> Status[dict[str, Any]]:
    """Who, why and until when stand in the trail and in each answer of the gate."""
    spec = access.spec_for_breaking_glass(request.user, guid)
    made = BreakGlass.open(
        spec, request.user, payload.reason, payload.minutes, payload.version, payload.environment
    )
    return Status(201, {"until": made.until, "by": str(made.by), "reason": made.reason})
