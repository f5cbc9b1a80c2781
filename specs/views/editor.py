"""The editor: one chapter of a draft on a page, written cell by cell."""

from __future__ import annotations

import json
from functools import wraps
from typing import Any, ParamSpec

from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from specs import access, cells, listing, rows, suggestions, template, withheld
from specs.models import ChapterState, Conflict, Spec
from specs.sections.base import Chapter
from specs.views import drafts, physics, seen, whole_form
from specs.views.doors import Door, PersonRequest, View, see_other, signed_in
from specs.views.sheets import Sheets

P = ParamSpec("P")


def chapter_of(slug: str) -> Chapter:
    """The chapter of an address; 404 for an unknown one."""
    try:
        return template.chapter(slug)
    except KeyError:
        raise Http404 from None


def editing(view: View[P]) -> Door[P]:
    """A POST that changes a draft; what is gone or closed is said in the answer's status."""

    @signed_in
    @require_POST
    @wraps(view)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except rows.Locked:
            return HttpResponse("It is not a draft any more.", status=423)
        except rows.NoSuchRow:
            return HttpResponse("The row is gone.", status=410)
        except cells.NoSuchCell as unknown:
            return HttpResponseBadRequest(
                f"There is no field {unknown}.", content_type="text/plain"
            )
        except cells.TooLong as long:
            return HttpResponse(str(long), status=413, content_type="text/plain")

    return guarded


@signed_in
@require_http_methods(["GET", "POST"])
def section(request: PersonRequest, guid: str, slug: str) -> HttpResponse:
    """The section editor; a reader, or anyone once it is no draft, sees the same page as text."""
    chapter, asked_at = chapter_of(slug), timezone.now()
    if request.method == "POST":
        return _save_form(request, guid, chapter)
    spec = access.draft_for_reading(request.user, guid)
    editable = access.may_edit(request.user, spec)
    lost = drafts.conflicts_of(spec, request.user, chapter) if editable else []
    document = spec.document()
    threads = access.threads_beside(request.user, spec, chapter.slug)
    outline = drafts.Outline(spec, document, chapter, threads)
    beside = physics.beside(document, chapter, request.user)
    sheets = Sheets(document, chapter, editable=editable, notes=outline.notes, physics=beside)
    context = {
        "spec": spec,
        "tab": "edit",
        "asked_at": asked_at,
        "chapter": outline.head,
        "sheets": sheets.all(),
        "seen": seen.pack(sheets.seen),
        "editable": editable,
        "why_not": drafts.why_not(request.user, spec),
        "moves": listing.moves_of(spec, request.user),
        "conflicts": len(lost),
        "conflict": lost[0] if lost else None,
        "comments_open": len(threads),
        **outline.context(),
    }
    return render(request, "specs/section.html", context)


@editing
def cells_of(request: PersonRequest, guid: str) -> HttpResponse:
    """Autosave: the changed cells, each with the digest it was last seen with."""
    spec = access.spec_for_editing(request.user, guid)
    before = seen.unpack(request.POST.get("seen", ""))
    changes = [
        cells.Change(address, str(text), before.get(address, ""))
        for address, text in request.POST.items()
        if address.count(".") == 2
    ]
    outcome = cells.write(spec, request.user, changes)
    late = suggestions.late(spec, request.user, outcome) if outcome.locked else {}
    return _saved(request, spec, outcome, late)


@editing
def add_row(request: PersonRequest, guid: str) -> HttpResponse:
    """Add a row below another; asking twice adds it once."""
    spec, post = access.spec_for_editing(request.user, guid), request.POST
    words = {name: _whole(text) for name, text in seen.plain(post.get("cells", "")).items()}
    row = rows.add(
        spec,
        request.user,
        post.get("model", ""),
        post.get("key", ""),
        after=post.get("after", ""),
        parent=post.get("parent", ""),
        phase=post.get("phase", ""),
        cells=words,
    )
    return _changed(drafts.digests_of(spec, row))


@editing
def delete_row(request: PersonRequest, guid: str, slug: str, key: str) -> HttpResponse:
    """Delete a row; it can be restored."""
    rows.delete(access.spec_for_editing(request.user, guid), request.user, slug, key)
    return _changed()


@editing
def restore_row(request: PersonRequest, guid: str, slug: str, key: str) -> HttpResponse:
    """Bring a deleted row back."""
    spec = access.spec_for_editing(request.user, guid)
    chapter = None if request.htmx else chapter_of(request.POST.get("chapter", ""))
    row = rows.restore(spec, request.user, slug, key)
    if chapter:
        return see_other(f"/specs/{guid}/sections/{chapter.slug}/")
    return _changed(drafts.digests_of(spec, row))


@editing
def move_row(request: PersonRequest, guid: str, slug: str, key: str) -> HttpResponse:
    """Put a row below another."""
    spec = access.spec_for_editing(request.user, guid)
    rows.move(spec, request.user, slug, key, request.POST.get("after", ""))
    return _changed()


@editing
def complete(request: PersonRequest, guid: str, slug: str) -> HttpResponse:
    """Tick a chapter as complete, or open it again."""
    spec, chapter = access.spec_for_editing(request.user, guid), chapter_of(slug)
    if not spec.is_editable:
        raise rows.Locked
    ChapterState.mark(spec, chapter.slug, request.user, bool(request.POST.get("complete")))
    return _progress(request, spec, chapter)


@signed_in
@require_GET
def progress_of(request: PersonRequest, guid: str, slug: str) -> HttpResponse:
    """What a save changed beside the form: outline, counts and checks. Stores the numbers lists show."""
    return _progress(request, access.draft_for_reading(request.user, guid), chapter_of(slug))


@signed_in
@require_GET
def preview(request: PersonRequest, guid: str, slug: str) -> HttpResponse:
    """The Markdown of one chapter, as saved."""
    spec, chapter = access.draft_for_reading(request.user, guid), chapter_of(slug)
    page = "specs/_preview.html" if request.htmx else "specs/preview.html"
    markdown = drafts.markdown_of(spec.document(), chapter)
    return render(request, page, {"spec": spec, "chapter": chapter, "markdown": markdown})


# ---------------------------------------------------------------- answers


def _whole(text: object) -> str:
    """JSON can carry half a character, which no database keeps."""
    return str(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _saved(
    request: PersonRequest, spec: Spec, outcome: cells.Outcome, late: dict[str, Any]
) -> HttpResponse:
    status = 423 if outcome.locked else 409 if outcome.conflicts else 200
    conflicts = list(Conflict.open_for(spec, request.user)) if outcome.conflicts else []
    context = {
        "spec": spec,
        "slug": request.POST.get("chapter", ""),
        "withheld": [(one.replace(".", "-"), withheld.WORDS) for one in outcome.withheld],
        "messages_of": drafts.messages_of(request.POST, outcome),
        "conflicts": len(conflicts),
        "conflict": conflicts[0] if conflicts else None,
        "locked": outcome.locked,
        **late,
    }
    quiet = not (context["withheld"] or context["messages_of"] or conflicts or outcome.locked)
    answer = HttpResponse() if quiet else render(request, "specs/_saved.html", context)
    answer.status_code = status
    events: dict[str, Any] = {"ops:saved": {"digests": outcome.digests}}
    if outcome.conflicts:
        events["ops:conflict"] = {"cells": [one.address for one in outcome.conflicts]}
    answer["HX-Trigger"] = json.dumps(events)
    return answer


def _changed(digests: dict[str, str] | None = None) -> HttpResponse:
    answer = HttpResponse(status=200)
    answer["HX-Trigger"] = json.dumps({"ops:saved": {"digests": digests or {}}})
    return answer


def _progress(request: PersonRequest, spec: Spec, chapter: Chapter) -> HttpResponse:
    threads = access.threads_beside(request.user, spec, chapter.slug)
    outline = drafts.Outline(spec, spec.document(), chapter, threads)
    outline.store()
    if not request.htmx:
        return see_other(f"/specs/{spec.guid}/sections/{chapter.slug}/")
    context = {
        "spec": spec,
        "editable": access.may_edit(request.user, spec),
        "beside": physics.beside(outline.document, chapter, request.user),
    }
    return render(request, "specs/_progress.html", context | outline.context())


@editing
def _save_form(request: PersonRequest, guid: str, chapter: Chapter) -> HttpResponse:
    """The whole form at once, as a browser without JavaScript sends it."""
    spec = access.spec_for_editing(request.user, guid)
    outcome = whole_form.save_form(
        spec, request.user, chapter, request.POST, seen.unpack(request.POST.get("seen", ""))
    )
    drafts.Outline(spec, spec.document(), chapter).store()
    here = f"/specs/{spec.guid}/sections/{chapter.slug}/"
    whole_form.say(request, spec, chapter, outcome)
    return see_other(f"{here}merge/" if outcome.conflicts else here)
