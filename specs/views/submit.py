"""Check the answers, then ask for a review."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from specs import access, checks, template
from specs.documents import Document
from specs.forms.reviewing import SubmitForm
from specs.listing import moves_of
from specs.models import Refused, Spec
from specs.models.foreseen import Foreseen
from specs.progress import Progress
from specs.views.doors import PersonRequest, see_other, signed_in

MOST = 20  # blockers that are listed one by one


@signed_in
@require_GET
def submit(request: PersonRequest, guid: str) -> HttpResponse:
    """What would be submitted, chapter by chapter, and who should look at it."""
    spec = access.spec_for_editing(request.user, guid)
    form = _form(spec)
    if wanted := request.GET.get("waiver", ""):
        form.initial["note"] = f"A waiver is wanted for {wanted[:200]}"
    return _page(request, spec, form)


@signed_in
@require_POST
def submission(request: PersonRequest, guid: str) -> HttpResponse:
    """Freeze what is written and ask the reviewers."""
    spec = access.spec_for_editing(request.user, guid)
    form = _form(spec, request.POST)
    if not form.is_valid():
        return _page(request, spec, form, 422)
    try:
        review = form.submit(spec, request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, spec, form, 422 if spec.is_editable else 409)
    told = ", ".join(person.get_full_name() for person in form.cleaned_data["reviewers"])
    messages.success(
        request,
        f"Review of {spec.version} requested. It is in the queue of {told or 'every reviewer'}. "
        "You can withdraw it until somebody decides.",
    )
    return see_other(f"/specs/{guid}/reviews/{review.number}/")


def _form(spec: Spec, data: Any = None) -> SubmitForm:
    spec.recount()
    return SubmitForm(data, reviewers=access.reviewers(), blockers=spec.blockers)


def _page(request: PersonRequest, spec: Spec, form: SubmitForm, status: int = 200) -> HttpResponse:
    document = spec.document()
    progress = spec.progress_of(document)
    context = {
        "spec": spec,
        "tab": "edit",
        "moves": [move for move in moves_of(spec, request.user) if move["name"] != "submit"],
        "form": form,
        "chapters": [_answer(one, document) for one in progress],
        "gaps": sum(one.missing for one in progress),
        "blocking": blocking(spec, progress),
        "more": max(0, spec.blockers - MOST),
        "complete": sum(one.state in ("done", "na") for one in progress),
        "base": spec.approved,
        "foreseen": Foreseen(spec, request.user, document) if spec.is_editable else None,
    }
    return render(request, "specs/submit.html", context, status=status)


def blocking(spec: Spec, progress: list[Progress]) -> list[checks.Check]:
    """What the reviewer must waive, or the team fixes first: the first ones."""
    found = [one for chapter in progress for one in chapter.findings if one.blocks]
    return checks.checks(spec, found)[:MOST]


def _answer(one: Progress, document: Document) -> dict[str, Any]:
    """A chapter in one line: its state, what is empty, how many rows it has."""
    addresses = (found.address for found in one.findings if found.severity == "blocker")
    return {
        "chapter": one.chapter,
        "state": one.state,
        "gaps": one.missing,
        "blockers": one.blockers - one.missing,
        "warnings": one.warnings,
        "rows": _rows(document, one),
        "anchor": next(filter(None, addresses), "").replace(".", "-"),
    }


def _rows(document: Document, one: Progress) -> list[str]:
    """`5 metrics`, `3 alerts`: how much is written."""
    counts: Counter[str] = Counter()
    for section in template.sections_of(one.chapter):
        for group in section.groups():
            counts[group.model.noun()] += len(document["sections"][section.slug][group.id])
    return [f"{n} {noun if n == 1 else _plural(noun)}" for noun, n in counts.items() if n]


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun[-1] == "y" and noun[-2] not in "aeiou" else f"{noun}s"
