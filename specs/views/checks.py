"""Every check of a specification on one page, and mending one with a click."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from specs import access, checks, mending, rows
from specs.models import Waiver
from specs.views.doors import PersonRequest, see_other, signed_in

KINDS = (("block", "Blockers"), ("warn", "Warnings"), ("info", "Advice"), ("waived", "Waived"))


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
        done = False
    said = f"{chosen.label}: done." if done else "Nothing was changed: it is not as it was."
    messages.info(request, said)
    spec.recount()
    return see_other(check.href)
