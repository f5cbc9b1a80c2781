"""What a specification compiles to: the list, one artefact, its files, and all of them as a zip."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from specs import access, template
from specs.artefacts import Artefact, Compiled, File, Source, artefacts, find
from specs.listing import moves_of
from specs.models import Revision, Spec
from specs.models.alerting import Alerting
from specs.views.comparing import DRAFT, Draft
from specs.views.doors import PersonRequest, signed_in
from specs.views.reading import chosen

LONG_AGO = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # of every file in a zip, so that the same content is the same bytes


@signed_in
@require_GET
def listed(request: PersonRequest, guid: str) -> HttpResponse:
    """Every format: whether it can be compiled, and what is missing."""
    spec, version = chosen(request.user, guid, request.GET.get("v", ""))
    source = source_of(version)
    cards = [{"artefact": one, "compiled": told(one.compile(source))} for one in artefacts()]
    return render(
        request, "artefacts/list.html", _context(request, spec, version) | {"cards": cards}
    )


@signed_in
@require_GET
def shown(request: PersonRequest, guid: str, name: str) -> HttpResponse:
    """One artefact, to look at and to copy."""
    spec, version = chosen(request.user, guid, request.GET.get("v", ""))
    artefact = find(name)
    if artefact is None:
        raise Http404
    compiled = told(artefact.compile(source_of(version)))
    context = _context(request, spec, version) | {"artefact": artefact, "compiled": compiled}
    return render(request, "artefacts/artefact.html", context)


@signed_in
@require_GET
def raw(request: PersonRequest, guid: str, path: str) -> HttpResponse:
    """One file, as it is."""
    _, version = chosen(request.user, guid, request.GET.get("v", ""))
    artefact, file = _file(source_of(version), path)
    return attached(file.text, f"{artefact.media}; charset=utf-8", file.path.rpartition("/")[2])


@signed_in
@require_GET
def bundled(request: PersonRequest, guid: str) -> HttpResponse:
    """Everything that compiles, in one zip."""
    _, version = chosen(request.user, guid, request.GET.get("v", ""))
    source, memory = source_of(version), io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in artefacts():
            for file in one.compile(source).files:
                archive.writestr(zipfile.ZipInfo(file.path, LONG_AGO), file.text)
    return attached(memory.getvalue(), "application/zip", f"artefacts_{guid}.zip")


def source_of(version: Revision | Draft) -> Source:
    """What compiles: the stored document of a revision, or the draft as it is now."""
    published_at = version.published_at if isinstance(version, Revision) else None
    return Alerting().source(version.document, published_at)


def attached(content: str | bytes, media: str, name: str) -> HttpResponse:
    """A download that no browser takes for a page."""
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def told(compiled: Compiled) -> dict[str, Any]:
    """What came out, and each thing left out with the chapter where it is mended."""
    left = [
        {"omission": one, "chapter": _chapter(one.address), "anchor": one.address.replace(".", "-")}
        for one in compiled.omissions
    ]
    return {"files": compiled.files, "left": left}


def _chapter(address: str) -> str:
    """The slug of the page on which an address stands; empty without one."""
    slug = address.partition(".")[0]
    if not slug:
        return ""
    model = template.find(slug)
    home = model if hasattr(model, "chapter") else template.home_of(model)
    return str(home.chapter.slug)


def _file(source: Source, path: str) -> tuple[Artefact, File]:
    for one in artefacts():
        if path.startswith(one.filename.partition(".")[0]):
            for file in one.compile(source).files:
                if file.path == path:
                    return one, file
    raise Http404


def _context(request: PersonRequest, spec: Spec, version: Revision | Draft) -> dict[str, Any]:
    return {
        "spec": spec, "tab": "artefacts", "moves": moves_of(spec, request.user), "version": version,
        "published": isinstance(version, Revision) and version.is_published,
        "v": DRAFT if isinstance(version, Draft) else version.version,
        "writes": access.may_read_draft(request.user, spec),
        "drafted": spec.is_editable and not spec.is_face and isinstance(version, Revision),
    }  # fmt: skip
