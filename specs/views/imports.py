"""The import wizard: choose, match, preview, import; nothing is written before the last step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from specs import access, template, withheld
from specs.forms.sources import SourceForm
from specs.importers.formats import formats
from specs.importers.intake import LARGEST, read_files
from specs.importers.matching import Match, matches
from specs.importers.plan import BOTH, MINE, THEIRS
from specs.importers.reading import PASTED, File
from specs.models import Import, Overtaken, Refused, Spec
from specs.views import drafts, import_sources
from specs.views.doors import PersonRequest, see_other, signed_in

STEPS = ("Choose", "Match", "Preview", "Import")
NOTHING = "Choose a file or paste text."


@sensitive_post_parameters("pasted")
@signed_in
@require_http_methods(["GET", "POST"])
def new(request: PersonRequest, guid: str) -> HttpResponse:
    """Step 1: which files; they are read here and now, and only what is left of them is kept."""
    spec = access.spec_for_editing(request.user, guid)
    why_not = drafts.why_not(request.user, spec)
    if request.method == "GET" or why_not:
        status = 409 if request.method == "POST" else 200
        return choose(request, spec, [], status=status, why_not=why_not)
    reading = read_files(_given(request))
    if not reading.entries:
        return choose(request, spec, reading.files, status=422)
    began = Import.begin(spec, request.user, reading)
    return see_other(_address(began, 2))


@signed_in
@require_POST
def fetch(request: PersonRequest, guid: str) -> HttpResponse:
    """Step 1 with files of a repository: a worker reads them while the next page waits."""
    spec = access.spec_for_editing(request.user, guid)
    if why_not := drafts.why_not(request.user, spec):
        return choose(request, spec, [], status=409, why_not=why_not)
    repositories = access.repositories_for_importing(request.user, spec)
    form = SourceForm(repositories, request.POST)
    if not form.is_valid():
        return choose(request, spec, [], status=422, form=form)
    return see_other(_address(form.ask(spec, request.user), 2))


@signed_in
@require_http_methods(["GET", "POST"])
def wizard(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """The other steps, each with an address of its own; a POST carries the import out."""
    found = access.import_for_editing(request.user, guid, pk)
    if found.awaited or found.fault:
        return import_sources.awaiting(request, found, _context(found, 1))
    if request.method == "GET" and request.htmx:  # a page that waited
        return import_sources.arrived(found)
    if request.method == "POST":
        return _carry_out(request, found)
    step = request.GET.get("step", "2")
    if (step == "4") != (found.finished_at is not None):
        return see_other(_address(found, 4 if found.finished_at else 2))
    if step == "4":
        chapters = [template.chapter(slug) for slug in found.summary.get("chapters", ())]
        context = _context(found, 4) | {
            "may_be_undone": found.may_be_undone, "chapters": chapters,
        }  # fmt: skip
        return render(request, "imports/done.html", context)
    return _preview(request, found) if step == "3" else _match(request, found)


@signed_in
@require_POST
def match(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """Remember where values go, and show what that makes."""
    found = access.import_for_editing(request.user, guid, pk)
    _remember_matches(request, found)
    if request.htmx:
        parts, _ = found.preview()
        return render(request, "imports/_sample.html", {"parts": parts})
    return see_other(_address(found, 3))


@signed_in
@require_POST
def undo(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """Take back what an import wrote, as long as nobody wrote on."""
    found = access.import_for_editing(request.user, guid, pk)
    try:
        found.undo(request.user)
    except Refused as wrong:
        messages.error(request, str(wrong))
    return see_other(_address(found, 4))


def _given(request: HttpRequest) -> list[tuple[str, bytes | None]]:
    """The files as they came, and the pasted text as one more."""
    files: list[tuple[str, bytes | None]] = []
    for one in request.FILES.getlist("files"):
        too_large = (one.size or 0) > LARGEST
        files.append((one.name or "A file", None if too_large else one.read()))
    if pasted := request.POST.get("pasted", "").strip():
        name = request.POST.get("pasted_name", "").strip()[:100] or PASTED
        files.append((name, pasted.encode()))
    return files


def choose(
    request: PersonRequest, spec: Spec, files: list[File], *, status: int, why_not: str = "",
    form: SourceForm | None = None,
) -> HttpResponse:  # fmt: skip
    """Step 1 as a page, with what was wrong."""
    faults = [
        (file, file.fault or "Nothing in it has a place in a specification.") for file in files
    ]
    context = {
        "spec": spec, "step": 1, "steps": STEPS, "formats": formats(), "faults": faults,
        "why_not": why_not, "nothing": NOTHING if status == 422 and not (files or form) else "",
        "form": form or _suggested(request, spec),
    }  # fmt: skip
    return render(request, "imports/new.html", context, status=status)


def _suggested(request: PersonRequest, spec: Spec) -> SourceForm:
    """The form for files in a repository, as a link filled it in."""
    repositories = access.repositories_for_importing(request.user, spec)
    return SourceForm(repositories, initial=request.GET.dict())


def _context(found: Import, step: int) -> dict[str, Any]:
    return {"import": found, "spec": found.spec, "step": step, "steps": STEPS}


def _match(request: HttpRequest, found: Import) -> HttpResponse:
    reading = found.found
    lines = matches(reading, found.choices)
    files = [
        {
            "file": file,
            "matches": [one for one in lines if one.file == at],
            "rows": sum(entry.file == at for entry in reading.entries),
            "left": _by_cause([one for one in reading.leftovers if one.file == at]),
        }
        for at, file in enumerate(reading.files)
    ]
    parts, _ = found.preview()
    context = _context(found, 2) | {
        "files": files, "parts": parts, "removed": reading.removed,
        "unsure": sum(not one.sure for one in lines),
    }  # fmt: skip
    return render(request, "imports/match.html", context)


def _by_cause(leftovers: list[Any]) -> list[dict[str, Any]]:
    """One sentence for all the lines that it is true of."""
    causes: dict[str, list[int]] = {}
    for one in leftovers:
        causes.setdefault(one.sentence, []).append(one.line)
    return [
        {"sentence": sentence, "lines": ", ".join(str(line) for line in lines[:12] if line), "many": len(lines)}
        for sentence, lines in causes.items()
    ]  # fmt: skip


def _preview(request: HttpRequest, found: Import, *, overtaken: str = "") -> HttpResponse:
    parts, seen = found.preview()
    reading = found.found
    context = _context(found, 3) | {
        "parts": parts, "seen": seen, "removed": reading.removed, "overtaken": overtaken,
        "left": len(reading.leftovers), "any": any(part.new or part.changed for part in parts),
    }  # fmt: skip
    return render(request, "imports/preview.html", context, status=409 if overtaken else 200)


def _remember_matches(request: HttpRequest, found: Import) -> None:
    """Only what was offered can be chosen."""
    said: dict[str, Match] = {one.id: one for one in matches(found.found, found.choices)}
    chosen = {
        name: request.POST[f"m-{name}"]
        for name, one in said.items()
        if request.POST.get(f"m-{name}") in [value for value, _ in one.options]
    }
    found.choose(match=chosen)


def _carry_out(request: PersonRequest, found: Import) -> HttpResponse:
    if found.finished_at:
        return see_other(_address(found, 4))
    parts, _ = found.preview()
    items = [item.id for part in parts for item in part.items]
    ways = {name: request.POST.get(f"w-{name}", "") for name in items}
    found.choose(
        sections={part.section.slug: f"s-{part.section.slug}" in request.POST for part in parts},
        ways={name: way for name, way in ways.items() if way in (MINE, THEIRS, BOTH)},
    )
    try:
        with transaction.atomic():
            found.carry_out(request.user, request.POST.get("seen", ""))
            withheld.forget(found.spec)  # what is sensitive here stays out of the trail too
    except Overtaken as wrong:
        return _preview(request, found, overtaken=str(wrong))
    except Refused as wrong:
        messages.error(request, str(wrong))
        return see_other(f"/specs/{found.spec.guid}/")
    return see_other(_address(found, 4))


def _address(found: Import, step: int) -> str:
    return f"{reverse('import', args=[found.spec.guid, found.pk])}?step={step}"
