"""Rehearsals of one runbook: what was recorded, and recording one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from specs import access
from specs.forms.rehearsing import DrillForm
from specs.runbooks.told import length_in_words, seconds_of
from specs.views.doors import PersonRequest, see_other, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def drills(request: PersonRequest, guid: str, key: str) -> HttpResponse:
    """The rehearsals of an approved runbook; people of the team add one."""
    posting = request.method == "POST"
    door = access.spec_for_rehearsing if posting else access.spec_for_reading
    spec = door(request.user, guid)
    runbook = access.runbook_published(request.user, spec, key)
    if runbook is None or (posting and runbook.gone_in):
        raise Http404
    form = DrillForm(request.POST or None)
    if posting and form.is_valid():
        drill = form.record(
            spec, request.user, key, runbook.title, runbook.revision.version, runbook.promised
        )
        messages.success(request, f"Rehearsal recorded: {drill.minutes} minutes.")
        return see_other(request.path)
    rows = [
        {"drill": one, "promised": length_in_words(one.promised),
         "slow": one.minutes * 60 > (seconds_of(one.promised) or float("inf"))}
        for one in access.drills_of(spec, key)
    ]  # fmt: skip
    context = {
        "spec": spec, "runbook": runbook, "form": form, "rows": rows,
        "promised": length_in_words(runbook.promised),
        "may_rehearse": not runbook.gone_in and access.may_rehearse(request.user, spec),
    }  # fmt: skip
    return render(request, "runbooks/drills.html", context, status=422 if posting else 200)
