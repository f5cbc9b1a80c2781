"""Reading a specification: the whole document, its Markdown, and the file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from specs import access, reading
from specs.listing import moves_of
from specs.models import Revision, Spec
from specs.views.comparing import DRAFT, Draft
from specs.views.doors import PersonRequest, signed_in
from specs.views.reading import chosen, markdown_of, page_of


@signed_in
@require_GET
def read(request: PersonRequest, guid: str) -> HttpResponse:
    """The last approved version, or the one that was asked for, as a document."""
    spec, version = chosen(request.user, guid, request.GET.get("v", ""))
    page, document = page_of(version), version.document
    context = _context(request, spec, version) | {
        "html": reading.illustrated(reading.addressed(page.html, document), document),
        "contents": [place for place in page.contents if place.level <= 3],
    }
    return render(request, "specs/read.html", context)


@signed_in
@require_GET
def markdown(request: PersonRequest, guid: str) -> HttpResponse:
    """The Markdown itself, to look at and to copy."""
    spec, version = chosen(request.user, guid, request.GET.get("v", ""))
    context = _context(request, spec, version) | {"markdown": markdown_of(version)}
    return render(request, "specs/markdown.html", context)


@signed_in
@require_GET
def download(request: PersonRequest, guid: str) -> HttpResponse:
    """The file, byte for byte as it is exported."""
    spec, version = chosen(request.user, guid, request.GET.get("v", ""))
    answer = HttpResponse(markdown_of(version), content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="ybs-spec_{spec.guid}.md"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _context(request: PersonRequest, spec: Spec, version: Revision | Draft) -> dict[str, object]:
    user = request.user
    revisions = list(access.revisions_visible(user, spec).defer("document", "markdown"))
    versions = list(dict.fromkeys(one.version for one in revisions if one.is_published))
    published = isinstance(version, Revision) and version.is_published
    latest = spec.approved.version if spec.approved else ""
    return {
        "spec": spec,
        "tab": "read",
        "moves": moves_of(spec, user),
        "version": version,
        "published": published,
        "latest": latest,
        "superseded": published and version.version != latest,
        "versions": versions,
        "draft": spec.version not in versions and access.may_read_draft(user, spec),
        "v": DRAFT if isinstance(version, Draft) else version.version,
        "approvals": version.approvals if isinstance(version, Revision) else [],
    }
