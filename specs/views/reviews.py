"""The review queue and the review page: what changed, and the decision about it."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from specs import access, sign_ins
from specs.forms.reviewing import DecisionForm
from specs.models import Blocked, Overtaken, Refused, Review, User, Verdict
from specs.models.checklist import checklist
from specs.models.requirement import Requirements
from specs.views import talk
from specs.views.comparing import Comparison, revision_of
from specs.views.doors import Answers, PersonRequest, see_other, signed_in
from specs.views.queueing import neighbours
from specs.views.reading import page_of
from specs.views.revealing import revealed
from specs.views.round import bases_of, reading_of

MOST_BLOCKERS = 20  # named in the summary; the panel has them all


@signed_in
@require_GET
def review(request: PersonRequest, guid: str, number: int) -> HttpResponse:
    """One round: the changes since the last approval, and the form of the decision."""
    found = access.review_for_reading(request.user, guid, number)
    form = DecisionForm(initial={"revision": found.revision_id})
    return _page(request, found, form)


def _approves_late(request: HttpRequest) -> bool:
    """Whether somebody approves a good while after signing in, on a device perhaps left alone.

    The decision is kept, and made once the password was given.
    """
    return request.POST.get("verdict") == Verdict.APPROVE and sign_ins.long_ago(request)


_by_who_signed_in: Answers = reauthentication_required(enabled=_approves_late)


@signed_in
@require_POST
@_by_who_signed_in
def decide(request: PersonRequest, guid: str, number: int) -> HttpResponse:
    """Approve, request changes or comment; bound to the revision that was on the page."""
    found = access.review_for_deciding(request.user, guid, number)
    pending = talk.pending_of(request.user, found.spec)
    form = DecisionForm(request.POST, pending=pending)
    if not form.is_valid():
        return _page(request, found, form, 422)
    try:
        if form.cleaned_data["revision"] != found.revision_id or not found.is_open:
            raise Overtaken("This round is closed. Look at what was submitted since.")
        said = form.decide(found, request.user)
    except Overtaken as overtaken:
        return _overtaken(request, guid, number, form, str(overtaken))
    except Refused as refused:
        form.add_error(None, str(refused))
        form.blockers = refused.blockers[:MOST_BLOCKERS] if isinstance(refused, Blocked) else ()
        return _page(request, found, form, 422)
    messages.success(request, said)
    return see_other(f"/specs/{guid}/reviews/{number}/")


def _overtaken(
    request: PersonRequest, guid: str, number: int, form: DecisionForm, why: str
) -> HttpResponse:
    """Somebody was faster: the page as it is now, with what was typed."""
    found = access.review_for_reading(request.user, guid, number)
    kept = form.cleaned_data.get("summary", "")
    return _page(request, found, form, 409, {"overtaken": why, "kept": kept})


def _page(
    request: PersonRequest, found: Review, form: DecisionForm, status: int = 200,
    more: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    context = _context(request, request.user, found) | {"form": form} | (more or {})
    word, comparison = request.GET.get("full", ""), context["comparison"]
    if getattr(request, "htmx", False) and word and comparison and request.method == "GET":
        return revealed(request, comparison, word, context | {"keep": context["query"]})
    return render(request, "reviews/review.html", context, status=status)


def _context(request: PersonRequest, user: User, found: Review) -> dict[str, Any]:
    revision, spec = found.revision, found.spec
    earlier = list(revision.earlier)
    wanted = request.GET.get("base", "")
    approved = next((one for one in earlier if one.is_published), None)
    base = revision_of(earlier, wanted) if wanted else approved
    comparison = Comparison(base, revision, request.GET.getlist("full")) if base else None
    mine = found.is_open and user.is_reviewer
    had_part = mine and found.had_part(user)
    here = f"/specs/{spec.guid}/reviews/{found.number}/"
    return {
        "nav": "reviews",
        "talk": talk.of_review(user, found, here),
        "spec": spec,
        "review": found,
        "revision": revision,
        "base": base,
        "bases": bases_of(found, user, earlier, approved),
        "reading": reading_of(found, user),
        "needs": Requirements(found),
        "checklist": checklist(found),
        "comparison": comparison,
        "here": here,
        "query": f"base={base.number}" if base else "",
        "document": None if base else page_of(revision),
        "decisions": list(found.decisions.select_related("reviewer")),
        "reviewers": list(found.reviewers.all()),
        "may_decide": mine and not had_part,
        "had_part": had_part,
        "may_withdraw": found.is_open and spec.may("withdraw", user),
        **neighbours(request, found),
    }
