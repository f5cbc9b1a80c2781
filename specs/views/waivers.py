"""Letting a finding pass, taking that back, and everything that is let pass."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from specs import checks
from specs.documents import Finding
from specs.faces import faced
from specs.forms.waiving import WaiverForm
from specs.models import Refused, Spec, Waiver
from specs.models.waiver import Ended
from specs.views.doors import PersonRequest, see_other, signed_in
from specs.views.undoing import with_undo


@signed_in
@require_http_methods(["GET", "POST"])
def waive(request: PersonRequest, guid: str) -> HttpResponse:
    """Ask why a finding may pass and until when; then let it."""
    spec = checks.spec_for_waiving(request.user, guid)
    if not request.GET and request.method == "GET":
        return see_other(f"/specs/{guid}/checks/")
    given = request.POST if request.method == "POST" else request.GET
    finding = checks.finding_named(spec, given.dict())
    form = WaiverForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return _asked(request, spec, finding, form)
    if not form.is_valid():
        return _asked(request, spec, finding, form, 422)
    words = form.cleaned_data
    try:
        Waiver.grant(
            spec, finding, request.user, words["reason"], words["expires_on"], words["ticket"]
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return _asked(request, spec, finding, form, 422)
    said = f"Waived until {words['expires_on']:%-d %b}. {spec.team.name} was told."
    if not request.htmx:
        messages.success(request, said)
        return see_other(_back(spec))
    answer = render(request, "reviews/_waived.html", {"spec": spec, "said": said})
    answer["HX-Trigger"] = json.dumps({"ops:waived": {}})
    return answer


@signed_in
@require_POST
def revoke(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """The finding counts again."""
    waiver = checks.waiver_for_ending(request.user, guid, pk)
    if waiver.end(Ended.REVOKED, request.user):
        said = f"The waiver of “{waiver.title}” is revoked. It counts again."
        if Waiver.may_grant(request.user, waiver.spec):
            with_undo(request, said, f"/specs/{guid}/waivers/", **_as_asked(waiver))
        else:
            messages.success(request, said)
    return see_other(_back(waiver.spec))


@signed_in
@require_GET
def all_waivers(request: PersonRequest) -> HttpResponse:
    """Everything that is let pass in the organisation, what ends next first."""
    waivers = faced(request.user, checks.waivers_visible(request.user))
    context = {"waivers": waivers, "void": checks.void_among(waivers), "nav": "reviews"}
    return render(request, "reviews/waivers.html", context)


def _as_asked(waiver: Waiver) -> dict[str, str]:
    """The form that would grant it anew."""
    named = {"rule": waiver.rule, "section": waiver.section, "at": waiver.address}
    words = {"reason": waiver.reason, "ticket": waiver.ticket}
    return {**named, "value": waiver.value, **words, "expires_on": waiver.expires_on.isoformat()}


def _back(spec: Spec) -> str:
    review = spec.open_review
    return f"/specs/{spec.guid}/" + (f"reviews/{review.number}/" if review else "checks/")


def _asked(
    request: PersonRequest, spec: Spec, finding: Finding, form: WaiverForm, status: int = 200
) -> HttpResponse:
    page = "reviews/_waive.html" if request.htmx else "reviews/waive.html"
    context: dict[str, Any] = {
        "spec": spec,
        "check": checks.Check(spec, finding),
        "form": form,
        "back": _back(spec),
        "dialog": bool(request.htmx),
    }
    return render(request, page, context, status=status)
