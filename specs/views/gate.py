"""The gate as a page: what it answers and why, who opened it, and how a pipeline asks."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from specs import access, sign_ins
from specs.forms.breaking_glass import GlassForm
from specs.gate import Gate
from specs.models import Spec
from specs.snippets import snippets
from specs.views.doors import Answers, PersonRequest, see_other, signed_in

_by_who_signed_in: Answers = reauthentication_required(enabled=sign_ins.long_ago)


@signed_in
@require_GET
def gate(request: PersonRequest, guid: str) -> HttpResponse:
    """What stands at the gate now; `version` asks about another one."""
    spec = access.spec_for_reading(request.user, guid)
    found = Gate(spec, request.GET.get("version", "").strip()[:40])
    return _page(request, spec, found, GlassForm(found.environments))


@signed_in
@require_POST
@_by_who_signed_in
def break_glass(request: PersonRequest, guid: str) -> HttpResponse:
    """Open it for a while, with a reason."""
    spec = access.spec_for_breaking_glass(request.user, guid)
    found = Gate(spec)
    form = GlassForm(found.environments, request.POST)
    if not form.is_valid():
        shown = access.spec_for_reading(request.user, guid)  # its draft is not for everybody here
        return _page(request, shown, found, form, 422)
    opened = form.open(spec, request.user)
    until = f"{timezone.localtime(opened.until):%-d %b, %H:%M}"
    messages.success(request, f"The gate is open until {until}. The trail keeps your reason.")
    return see_other(f"/specs/{guid}/gate/")


@signed_in
@require_POST
def close(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """Close it before its time."""
    glass = access.glass_for_ending(request.user, guid, pk)
    closed = glass.end(request.user)
    messages.success(request, "The gate is closed." if closed else "It was closed already.")
    return see_other(f"/specs/{guid}/gate/")


def _page(
    request: PersonRequest, spec: Spec, found: Gate, form: GlassForm, status: int = 200
) -> HttpResponse:
    user, names = request.user, found.environments
    context: dict[str, Any] = {
        "spec": spec,
        "gate": found,
        "answers": [found.judge(name) for name in names or [""]],
        "form": form,
        "may_break": access.may_break_glass(user, spec),
        "may_see": access.may_see_the_gate(user, spec),
        "drafts": access.may_read_draft(user, spec),
        "past": [one for one in access.glass_of(user, spec) if not one.is_open],
        "questions": list(access.questions_of(user, spec)),
        "snippets": snippets(spec),
    }
    return render(request, "gate/page.html", context, status=status)
