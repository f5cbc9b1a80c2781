"""Saving a list as it is filtered, pinning it, deleting it and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from specs import access
from specs.models import Refused, SavedView
from specs.models.saved_view import LISTS, taken_apart
from specs.views.doors import PersonRequest, see_other, signed_in
from specs.views.undoing import with_undo


@signed_in
@require_POST
def save(request: PersonRequest) -> HttpResponse:
    """Keep the list that the person was looking at."""
    address = request.POST.get("address", "")
    try:
        view = SavedView.keep(request.user, request.POST.get("name", ""), address)
    except Refused as no:
        messages.error(request, str(no))
        path, query = taken_apart(address)
        return see_other(f"{path}?{query}" if path in LISTS else "/")
    messages.success(request, f"The view {view} is saved.")
    return see_other(view.address)


@signed_in
@require_POST
def pin(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a view before the others, or back among them."""
    view = access.saved_view(request.user, pk)
    view.pin(not view.pinned)
    return see_other(view.address)


@signed_in
@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Delete a view; Undo stands on the next page."""
    view = access.saved_view(request.user, pk)
    view.remove()
    with_undo(request, f"View deleted: {view}.", reverse("restore_view", args=[view.pk]))
    return see_other(view.path)


@signed_in
@require_POST
def restore(request: PersonRequest, pk: int) -> HttpResponse:
    """Bring a deleted view back."""
    view = access.saved_view(request.user, pk, removed=True)
    try:
        view.restore()
    except Refused as no:
        messages.error(request, str(no))
    return see_other(view.address)
