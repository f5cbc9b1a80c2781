"""Exports of a specification: what left, what is on its way, and what went wrong."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from specs import access
from specs.git.errors import NotAllowed
from specs.git.hosts import commit_url
from specs.models import Export, ExportState, Refused, Repository, Step
from specs.models.outbox import SUCCESS
from specs.views.doors import PersonRequest, see_other, signed_in

SOON, LATER, PATIENT = 2, 5, 30  # seconds between two looks, and until they become rarer
STEPS = {Step.FETCH: "fetch", Step.COMMIT: "fast-import", Step.PUSH: "push"}
TOOK = re.compile(
    r"^\$ git (fetch|fast-import|push)\b.*\(([\d.]+) s(?:, exit \d+)?\)$", re.MULTILINE
)


@signed_in
@require_http_methods(["GET", "POST"])
def exports(request: PersonRequest, guid: str) -> HttpResponse:
    """Every export; a POST sends the approved version to repositories that never had it."""
    if request.method == "POST":
        return _send(request, guid)
    spec = access.spec_for_reading(request.user, guid)
    context = {
        "spec": spec,
        "tab": "export",
        "exports": access.exports_visible(request.user, spec),
        "drifts": list(access.drifts_of(request.user, spec)),
        "repositories": Repository.receiving(spec),
        "waiting_repositories": Export.places_without(spec),
        "may_export": access.may_export(request.user, spec),
    }
    return render(request, "specs/exports.html", context)


def _send(request: PersonRequest, guid: str) -> HttpResponse:
    spec = access.spec_for_exporting(request.user, guid)
    if spec.approved is None:
        messages.error(request, "Nothing is approved yet, so there is nothing to export.")
    else:
        Export.send(spec.approved, request.user)
    return see_other(reverse("exports", args=[guid]))


@signed_in
@require_GET
def export(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """One export, live until it is finished."""
    found = access.export_for_reading(request.user, guid, pk)
    began = found.started_at or found.created_at
    steps, waited = _steps(found), (timezone.now() - began).total_seconds()
    context = {
        "spec": found.spec,
        "tab": "export",
        "export": found,
        "steps": steps,
        "done": sum(step["state"] == "done" for step in steps),
        "seen": _stage(found),
        "waited": round(waited) if found.state == ExportState.RUNNING else 0,
        "every": SOON if waited < PATIENT else LATER,
        "newer": access.exports_visible(request.user, found.spec)
        .filter(repository=found.repository_id, pk__gt=found.pk)
        .first(),
        "ahead": found.ahead,
        "commit_url": _commit_url(found),
        "may_export": access.may_export(request.user, found.spec),
    }
    if not request.htmx:
        return render(request, "specs/export.html", context)
    answer = render(request, "specs/_run.html", context)
    if request.GET.get("seen", _stage(found)) != _stage(found):  # only what is new is said aloud
        trigger_client_event(answer, "ops:say", {"text": _said(found)})
    return answer


@signed_in
@require_POST
def retry(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """Send it again."""
    found = access.export_for_sending(request.user, guid, pk)
    try:
        found.retry(request.user)
    except Refused as wrong:
        messages.error(request, str(wrong))
    return see_other(reverse("export", args=[guid, pk]))


@signed_in
@require_POST
def cancel(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """Stop it before it leaves."""
    found = access.export_for_sending(request.user, guid, pk)
    try:
        found.cancel(request.user)
    except Refused as wrong:
        messages.error(request, str(wrong))
    return see_other(reverse("export", args=[guid, pk]))


def _stage(found: Export) -> str:
    return f"{found.state}-{found.step}"


def _said(found: Export) -> str:
    running = found.state == ExportState.RUNNING and found.step
    return Step(found.step).label if running else ExportState(found.state).label


def _steps(found: Export) -> list[dict[str, Any]]:
    """The steps with how far they are and how long they took, from the log of git's commands."""
    took = dict(TOOK.findall(found.log))
    return [
        {
            "label": step.label,
            "state": _state(found, step, took),
            "detail": f"{took[command]} s" if command in took else "",
        }
        for step, command in STEPS.items()
        if command in took or found.state != ExportState.UNCHANGED
    ]


def _state(found: Export, step: Step, took: dict[str, str]) -> str:
    order = list(STEPS)
    last = max((at for at, name in enumerate(STEPS.values()) if name in took), default=-1)
    here = order.index(step)
    if found.state in SUCCESS:
        return "done"
    if found.state == ExportState.RUNNING and found.step in order:
        now = order.index(Step(found.step))
        return "running" if here == now else "done" if here < now else "waiting"
    if found.state in (ExportState.FAILED, ExportState.ERRORED):
        return "failed" if here == max(last, 0) else "done" if here < last else "waiting"
    return "waiting"


def _commit_url(found: Export) -> str:
    try:
        return commit_url(found.repository.address, found.commit) if found.commit else ""
    except NotAllowed:  # the rules changed since; the page still shows what happened
        return ""
