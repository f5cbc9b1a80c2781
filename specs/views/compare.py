"""Any two versions of a specification, side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from specs import access
from specs.changes import as_markdown
from specs.listing import moves_of
from specs.models import Revision, Spec
from specs.views.comparing import DRAFT, Comparison, side
from specs.views.doors import PersonRequest, see_other, signed_in
from specs.views.revealing import revealed


@signed_in
@require_GET
def changes(request: PersonRequest, guid: str) -> HttpResponse:
    """The comparison people mostly mean: the approved version and what is written now."""
    spec = access.spec_for_reading(request.user, guid)
    old, new = request.GET.get("a", ""), request.GET.get("b", "")
    if old and new:
        return see_other(f"/specs/{guid}/compare/{old}...{new}/")
    choices = _choices(request, spec)
    if len(choices) < 2:
        context = {"spec": spec, "tab": "changes", "moves": moves_of(spec, request.user)}
        return render(request, "specs/compare.html", context)
    new, old = choices[0][0], _before(spec, choices)
    return see_other(f"/specs/{guid}/compare/{old}...{new}/")


@signed_in
@require_GET
def compare(request: PersonRequest, guid: str, old: str, new: str) -> HttpResponse:
    """What changed from one version to the other."""
    spec = access.spec_for_reading(request.user, guid)
    sides = side(request.user, spec, old), side(request.user, spec, new)
    comparison = Comparison(*sides, request.GET.getlist("full"))
    if request.htmx and (word := request.GET.get("full")):
        return revealed(request, comparison, word, {"here": request.path})
    name = sides[1].document["header"]["name"] or "Untitled"
    title = f"{name}: changes {comparison.between}"
    context = {
        "spec": spec,
        "tab": "changes",
        "moves": moves_of(spec, request.user),
        "comparison": comparison,
        "markdown": as_markdown(comparison.changes, title) if comparison.changes else "",
        "choices": _choices(request, spec),
        "a": str(sides[0].number),
        "b": str(sides[1].number),
        "here": request.path,
    }
    return render(request, "specs/compare.html", context)


def _choices(request: PersonRequest, spec: Spec) -> list[tuple[str, str]]:
    """What can be compared, newest first: the draft and every revision."""
    revisions = access.revisions_visible(request.user, spec).defer("document", "markdown")
    draft = access.may_read_draft(request.user, spec) and spec.is_editable
    found = [(DRAFT, f"{spec.version}, being written")] if draft else []
    return found + [(str(one.number), _said(one)) for one in revisions]


def _said(revision: Revision) -> str:
    if revision.is_published:
        return f"{revision.version}, {revision.status.lower()}"
    return f"{revision.version}, as submitted {revision.submitted_at:%d %b %Y}"


def _before(spec: Spec, choices: list[tuple[str, str]]) -> str:
    """The approved version, unless that is the newest itself."""
    approved = str(spec.approved.number) if spec.approved else ""
    return approved if approved and approved != choices[0][0] else choices[1][0]
