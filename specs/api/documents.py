"""Reading: lists, documents, Markdown, findings and artefacts."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import Field

from specs import access
from specs.api import bearer
from specs.api.paths import router
from specs.api.problems import Problem, Stopped
from specs.api.shapes import ArtefactOut, FindingOut, Page, SpecOut, Words
from specs.artefacts import artefacts, find
from specs.documents import cell_digest
from specs.listing import Wanted
from specs.models import Revision, Spec
from specs.views.artefacts import source_of
from specs.views.comparing import Draft
from specs.views.reading import chosen, markdown_of

SPECS = ["specifications"]
FAULTS: dict[int, Any] = {
    400: Problem,
    401: Problem,
    403: Problem,
    404: Problem,
    422: Problem,
    429: Problem,
}
FILE: dict[int, Any] = {304: None, **FAULTS}


@router.get(
    "/specs",
    response={200: Page, **FAULTS},
    auth=bearer.read,
    tags=["specifications"],
    summary="List",
)
def listed(
    request: bearer.TokenRequest, q: Words = "", team: Words = "", status: Words = "", tier: Words = "",
    limit: Annotated[int, Field(ge=1, le=100)] = 50, cursor: Words = "",
) -> dict[str, Any]:  # fmt: skip
    """What you may find, by name; `next` leads to the rest."""
    wanted = Wanted(request.user, q=q, team=team, status=status, tier=tier)
    specs = wanted.matching(access.specs_visible(request.user)).order_by("pk")
    specs = specs.select_related("approved").defer("approved__document", "approved__markdown")
    rows = list(specs.filter(pk__gt=_after(cursor))[: limit + 1])
    more = rows[limit:] and rows[limit - 1]
    shown = access.published(request.user, rows[:limit])
    said = {
        name: text
        for name, text in (("q", q), ("team", team), ("status", status), ("tier", tier))
        if text
    }
    query = urlencode(said | {"limit": limit, "cursor": _cursor(more.pk)}) if more else ""
    return {
        "items": [outline(one) for one in shown],
        "next": f"{settings.PORTAL_URL}/api/v1/specs?{query}" if query else None,
    }


@router.get(
    "/specs/{guid}",
    response={200: SpecOut, **FAULTS},
    auth=bearer.read,
    tags=["specifications"],
    summary="One",
)
def one(request: bearer.TokenRequest, guid: str) -> dict[str, Any]:
    """Its name, status and numbers."""
    return outline(access.spec_for_reading(request.user, guid))


@router.get(
    "/specs/{guid}/document",
    response={200: dict[str, Any], **FILE},
    auth=bearer.read,
    tags=["specifications"],
    summary="The document",
)
def document(request: bearer.TokenRequest, guid: str, v: Words = "") -> HttpResponse:
    """Plain data: header and sections, with row keys. `v` is a version, or `draft`; else the approved one."""
    _, version = chosen(request.user, guid, v)
    return tagged(request, version, "document", lambda: JsonResponse(version.told))


@router.get(
    "/specs/{guid}/markdown",
    response={200: str, **FILE},
    auth=bearer.read,
    tags=["specifications"],
    summary="The Markdown",
)
def markdown(request: bearer.TokenRequest, guid: str, v: Words = "") -> HttpResponse:
    """The file, as it is exported."""
    _, version = chosen(request.user, guid, v)
    media = "text/markdown; charset=utf-8"
    return tagged(
        request, version, "markdown", lambda: HttpResponse(markdown_of(version), content_type=media)
    )


@router.get(
    "/specs/{guid}/findings",
    response={200: list[FindingOut], **FAULTS},
    auth=bearer.read,
    tags=["specifications"],
    summary="Findings",
)
def findings(request: bearer.TokenRequest, guid: str, v: Words = "") -> list[dict[str, Any]]:
    """What the rules say, today."""
    spec, version = chosen(request.user, guid, v)
    return [
        {
            "rule": each.rule, "severity": each.severity, "title": each.title, "sentence": each.sentence,
            "section": each.section, "address": each.address,
            "waived_until": each.waiver.expires_on if each.waiver else None,
        }
        for each in spec.findings(version.document, wrote=getattr(version, "writers", None))
    ]  # fmt: skip


@router.get(
    "/specs/{guid}/artefacts",
    response={200: list[ArtefactOut], **FAULTS},
    auth=bearer.read,
    tags=["specifications"],
    summary="Artefacts",
)
def formats(request: bearer.TokenRequest, guid: str) -> list[dict[str, str]]:
    """Every format that a specification compiles to."""
    spec = access.spec_for_reading(request.user, guid)
    here = f"{settings.PORTAL_URL}/api/v1/specs/{spec.guid}/artefacts"
    return [
        {
            "name": each.name,
            "title": each.title,
            "sentence": each.sentence,
            "url": f"{here}/{each.name}",
        }
        for each in artefacts()
    ]


@router.get(
    "/specs/{guid}/artefacts/{name}",
    response={200: str, **FILE},
    auth=bearer.read,
    tags=["specifications"],
    summary="One artefact",
)
def artefact(request: bearer.TokenRequest, guid: str, name: str, v: Words = "") -> HttpResponse:
    """Its files one after the other; 404 while it cannot be compiled."""
    _, version = chosen(request.user, guid, v)
    format_ = find(name)
    if format_ is None:
        raise Http404
    source = source_of(version)
    compiled = format_.compile(source)
    if not compiled.files:
        why = "; ".join(f"{each.what}: {each.why}" for each in compiled.omissions)
        raise Stopped(404, f"{format_.title} cannot be compiled yet. {why}".strip())
    media = f"{format_.media}; charset=utf-8"
    kind = f"{name}-{cell_digest(repr((source.labels, source.channels)))}"
    return tagged(request, version, kind, lambda: HttpResponse(compiled.text, content_type=media))


def outline(spec: Spec) -> dict[str, Any]:
    """A specification as lists show it."""
    return {
        "guid": spec.guid, "name": spec.name, "team": spec.team.slug, "version": spec.version,
        "status": spec.shown_status, "tier": spec.tier, "blockers": spec.blockers, "warnings": spec.warnings,
        "approved_version": spec.approved.version if spec.approved else "", "updated_at": spec.updated_at,
        "url": spec.url,
    }  # fmt: skip


def tagged(
    request: HttpRequest, version: Revision | Draft, kind: str, made: Callable[[], HttpResponse]
) -> HttpResponse:
    """With an ETag; 304 for whoever has it. A draft has none: it may change with the next keystroke.

    The approval of a revision changes its status, and with that what is answered.
    """
    if not isinstance(version, Revision):
        answer = made()
        answer["Cache-Control"] = "no-store"
        return answer
    tag = f'"{kind}-{version.content_digest[:16]}-{version.number}-{version.status}"'
    known = {
        one.strip().removeprefix("W/")
        for one in request.headers.get("If-None-Match", "").split(",")
    }
    answer = HttpResponse(status=304) if tag in known or "*" in known else made()
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


def _cursor(pk: int) -> str:
    return base64.urlsafe_b64encode(str(pk).encode()).decode()


def _after(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor.encode() or b"MA==")) & 0x7FFFFFFFFFFFFFFF
    except ValueError:
        raise Stopped(422, "This cursor is not valid: take the one in “next”.") from None
