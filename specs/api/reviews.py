"""Submissions, rounds and verdicts."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from ninja import Status

from specs import access
from specs.api import bearer
from specs.api.documents import FAULTS
from specs.api.paths import router
from specs.api.problems import Problem, Stopped
from specs.api.shapes import ReviewOut, SubmissionIn, VerdictIn
from specs.forms.reviewing import DecisionForm
from specs.models import Decision, Overtaken, Review


@router.post(
    "/specs/{guid}/submission", response={201: ReviewOut, 409: Problem, **FAULTS}, auth=bearer.write,
    tags=["reviews"], summary="Ask for a review",
)  # fmt: skip
def submit(
    request: bearer.TokenRequest, guid: str, payload: SubmissionIn
) -> Status[dict[str, Any]]:
    """Freezes the draft. With open blockers a reason is needed."""
    spec = access.spec_for_editing(request.user, guid)
    made = spec.submit(request.user, payload.note, payload.reason, deploy_on=payload.deploy_on)
    return Status(201, told(made))


@router.get(
    "/specs/{guid}/reviews",
    response={200: list[ReviewOut], **FAULTS},
    auth=bearer.read,
    tags=["reviews"],
    summary="Rounds",
)
def rounds(request: bearer.TokenRequest, guid: str) -> list[dict[str, Any]]:
    """The rounds of a specification, the newest first; for those who may read its draft."""
    rounds = access.rounds_for_reading(request.user, guid)
    said = Prefetch("decisions", Decision.objects.select_related("reviewer"))
    return [told(one) for one in rounds.prefetch_related(said)]


@router.post(
    "/specs/{guid}/reviews/{number}/verdict", response={200: ReviewOut, 409: Problem, **FAULTS}, auth=bearer.review,
    tags=["reviews"], summary="Decide",
)  # fmt: skip
def decide(
    request: bearer.TokenRequest, guid: str, number: int, payload: VerdictIn
) -> dict[str, Any]:
    """Bound to the revision you read: another one is a 409. Nobody approves their own work."""
    if not -(2**63) <= number < 2**31:
        raise Stopped(404, "There is no such round.")
    found = access.review_for_deciding(request.user, guid, number)
    form = DecisionForm(
        {"revision": payload.revision, "verdict": payload.verdict, "summary": payload.summary}
    )
    if not form.is_valid():
        errors = [
            {"place": name, "message": " ".join(map(str, said))}
            for name, said in form.errors.items()
        ]
        raise Stopped(422, "The decision is not complete.", errors=errors)
    if form.cleaned_data["revision"] != found.revision_id or not found.is_open:
        raise Overtaken(
            "This round is closed, or about another revision. Look at what was submitted since."
        )
    form.decide(found, request.user)
    found.refresh_from_db()
    return told(found)


def told(review: Review) -> dict[str, Any]:
    """One round with what was said in it."""
    return {
        "number": review.number, "state": str(review.state), "version": review.revision.version,
        "revision": review.revision_id, "submitted_by": str(review.submitted_by),
        "submitted_at": review.submitted_at, "note": review.note,
        "decisions": [
            {"reviewer": str(one.reviewer), "verdict": str(one.verdict), "summary": one.summary, "at": one.at}
            for one in review.decisions.all()
        ],
        "url": f"{review.spec.url}reviews/{review.number}/",
    }  # fmt: skip
