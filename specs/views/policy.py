"""The policy of checks: what the organisation makes of the rules."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from specs import access, checks
from specs.forms.policy import PolicyForm
from specs.models import Policy
from specs.views.doors import PersonRequest, see_other, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def policy(request: PersonRequest) -> HttpResponse:
    """What rules weigh, how rounds are approved and looked at again, and what alerts are called."""
    access.require_admin(request.user)
    newest = Policy.newest()
    form = PolicyForm(newest, request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, form, newest, 422 if form.errors else 200)
    if form.cleaned_data["seen"] != (newest.number if newest else 0):
        form.add_error(None, "Somebody else changed the policy meanwhile. Load the page again.")
        return _page(request, form, newest, 409)
    if "preview" in request.POST:
        would = checks.would_change(form.weighing)
        return _page(request, form, newest, 200, {"would": would})
    made = Policy.decide(request.user, form.weighing, form.reasons, form.terms)
    messages.success(request, f"{made} is in force. Lists show its numbers within a few minutes.")
    return see_other("/settings/checks/")


def _page(
    request: PersonRequest, form: PolicyForm, newest: Policy | None, status: int,
    more: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    context = {"form": form, "newest": newest, "history": list(Policy.history()[:10])}
    return render(request, "settings/checks.html", context | (more or {}), status=status)
