"""The small moves of a specification: withdraw, implement, start the next version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from specs import access
from specs.forms.reviewing import ImplementForm, ReviseForm, WithdrawForm
from specs.models import MOVES, Refused, Spec
from specs.models.standing import STANDING
from specs.views.doors import PersonRequest, see_other, signed_in

Form = WithdrawForm | ImplementForm | ReviseForm
BUTTONS = {"withdraw": "Withdraw the request", "revise": "Start the new version"}


@signed_in
@require_http_methods(["GET", "POST"])
def withdrawal(request: PersonRequest, guid: str) -> HttpResponse:
    """Take the request for a review back."""
    spec = access.spec_for_editing(request.user, guid)
    return _move(request, spec, "withdraw", WithdrawForm(request.POST or None))


@signed_in
@require_http_methods(["GET", "POST"])
def implementation(request: PersonRequest, guid: str) -> HttpResponse:
    """Record that production is as the approved version says."""
    spec = access.spec_for_reading(request.user, guid)
    return _move(request, spec, "implement", ImplementForm(request.POST or None))


@signed_in
@require_GET
def new_version(request: PersonRequest, guid: str) -> HttpResponse:
    """Choose how big the next version is."""
    spec = access.spec_for_editing(request.user, guid)
    return _move(request, spec, "revise", ReviseForm(**_begins(request, spec, "GET")))


def revise(request: PersonRequest, guid: str) -> HttpResponse:
    """Open the next version; the POST of the versions page."""
    spec = access.spec_for_editing(request.user, guid)
    return _move(
        request, spec, "revise", ReviseForm(request.POST, **_begins(request, spec, "POST"))
    )


def _begins(request: PersonRequest, spec: Spec, method: str) -> dict[str, Any]:
    """The version to count on from, and the earlier one whose content the new one takes over."""
    wanted = getattr(request, method).get("from", "")
    source = access.revision_for_reading(request.user, spec.guid, wanted) if wanted else None
    return {"version": spec.version, "source": source}


def _move(request: PersonRequest, spec: Spec, name: str, form: Form) -> HttpResponse:
    """Ask, or make the move; 403 without the role, 422 for a gap, 409 when the status is another."""
    move = next(one for one in MOVES if one.name == name)
    if not STANDING[move.who](request.user, spec):
        raise PermissionDenied(f"{move.label} is for {move.who}.")
    if request.method != "POST":
        return _page(request, spec, name, form, 200)
    form.data = form.data or request.POST
    form.is_bound = True
    if not form.is_valid():
        return _page(request, spec, name, form, 422)
    try:
        said = form.make(spec, request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, spec, name, form, 409)
    messages.success(request, said)
    return see_other(f"/specs/{spec.guid}/")


def _page(request: PersonRequest, spec: Spec, name: str, form: Form, status: int) -> HttpResponse:
    move = next(one for one in MOVES if one.name == name)
    context: dict[str, Any] = {
        "spec": spec,
        "move": move,
        "form": form,
        "possible": spec.may(name, request.user),
        "button": BUTTONS.get(name, move.label),
        "meanings": ReviseForm.MEANING if name == "revise" else {},
        "action": {
            "withdraw": "withdrawal/",
            "implement": "implementation/",
            "revise": "versions/",
        }[name],
    }
    return render(request, "specs/move.html", context, status=status)
