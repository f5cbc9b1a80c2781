"""Exports, and the repositories they go to."""

from __future__ import annotations

from typing import Any

from ninja import Status

from specs import access
from specs.api import bearer
from specs.api.documents import FAULTS
from specs.api.paths import router
from specs.api.problems import Problem, Stopped
from specs.api.shapes import ExportOut, RepositoryOut
from specs.models import Export


@router.get(
    "/specs/{guid}/exports",
    response={200: list[ExportOut], **FAULTS},
    auth=bearer.read,
    tags=["exports"],
    summary="Exports",
)
def listed(request: bearer.TokenRequest, guid: str) -> list[dict[str, Any]]:
    """The newest 50 ways of this specification into repositories."""
    spec = access.spec_for_reading(request.user, guid)
    rows = access.exports_visible(request.user, spec)
    return [_told(spec.url, one) for one in rows[:50]]


@router.post(
    "/specs/{guid}/exports", response={202: list[ExportOut], 409: Problem, **FAULTS}, auth=bearer.write,
    tags=["exports"], summary="Export again",
)  # fmt: skip
def send(request: bearer.TokenRequest, guid: str) -> Status[list[dict[str, Any]]]:
    """Puts the approved version on its way to every repository of its team that lacks it."""
    spec = access.spec_for_exporting(request.user, guid)
    if spec.approved is None:
        raise Stopped(409, "Nothing is approved yet, so there is nothing to export.")
    Export.send(spec.approved, request.user)
    rows = access.exports_visible(request.user, spec)
    return Status(202, [_told(spec.url, one) for one in rows[:50]])


@router.get(
    "/repositories",
    response={200: list[RepositoryOut], **FAULTS},
    auth=bearer.read,
    tags=["exports"],
    summary="Repositories",
)
def repositories(request: bearer.TokenRequest) -> list[Any]:
    """Where approved files go, as far as you may see it."""
    return list(access.repositories_visible(request.user))


def _told(url: str, one: Export) -> dict[str, Any]:
    return {
        "id": one.pk, "repository": one.repository.slug, "version": one.revision.version,
        "state": str(one.state), "commit": one.commit, "reason": one.reason, "url": f"{url}exports/{one.pk}/",
    }  # fmt: skip
