"""Every check of a specification on one page, and mending one with a click."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from specs import access, cells, checks, mending, rows
from specs.models import Waiver
from specs.views.doors import PersonRequest, see_other, signed_in
from specs.views.undoing import with_undo

KINDS = (("block", "Blockers"), ("warn", "Warnings"), ("info", "Advice"), ("waived", "Waived"))
CHANGED = "Nothing was changed: the text is different now."


@signed_in
@require_GET
def all_checks(request: PersonRequest, guid: str) -> HttpResponse:
    """What the rules say of the draft: all of it, filtered by kind and by section."""
    spec = access.draft_for_reading(request.user, guid)
    found = checks.checks(spec, spec.findings())
    kind, chapter = request.GET.get("show", ""), request.GET.get("section", "")
    shown = [
        one for one in found if kind in ("", one.severity) and chapter in ("", one.chapter.slug)
    ]
    chapters = {one.chapter.slug: one.chapter.title for one in found}
    context: dict[str, Any] = {
        "spec": spec,
        "tab": "edit",
        "checks": shown,
        "total": len(found),
        "kinds": [
            {"slug": slug, "name": name, "count": sum(one.severity == slug for one in found)}
            for slug, name in KINDS
        ],
        "chapters": chapters,
        "show": kind,
        "section": chapter,
        "editable": access.may_edit(request.user, spec),
        "found": {"may_waive": Waiver.may_grant(request.user, spec)},
        "ended": checks.ended(spec),
    }
    return render(request, "specs/checks.html", context)


@signed_in
@require_POST
def fix(request: PersonRequest, guid: str) -> HttpResponse:
    """Apply the fix that a finding offers, if it is still there."""
    spec = access.spec_for_editing(request.user, guid)
    finding = checks.finding_named(spec, request.POST.dict())
    choice = request.POST.get("choice", "0")
    if not choice.isdecimal() or int(choice[:3]) >= len(finding.fix):
        raise Http404
    chosen, check = finding.fix[int(choice)], checks.Check(spec, finding)
    try:
        done = mending.mend(spec, request.user, chosen)
    except rows.Locked:
        done = None
    if done is None:
        messages.info(request, CHANGED)
    else:
        with_undo(
            request, f"{chosen.label}: done.", f"/specs/{spec.guid}/fixes/undo/",
            back=check.href, **asdict(done),
        )  # fmt: skip
    spec.recount()
    return see_other(check.href)


@signed_in
@require_POST
def unfix(request: PersonRequest, guid: str) -> HttpResponse:
    """Take a fix back, while what it left is as it left it."""
    spec = access.spec_for_editing(request.user, guid)
    given = {one.name: request.POST.get(one.name, "") for one in fields(mending.Mended)}
    try:
        done = mending.unmend(spec, request.user, mending.Mended(**given))
    except (rows.Locked, cells.NoSuchCell):
        done = False
    messages.info(request, "The fix is taken back." if done else CHANGED)
    spec.recount()
    here, back = f"/specs/{spec.guid}/", request.POST.get("back", "")
    return see_other(back if back.startswith(f"{here}sections/") else here)
