"""The reviewer's checklist: ticked one by one in a round, and kept by admins in the settings."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from specs import access
from specs.forms.checklist import ItemForm, TickForm
from specs.models import ChecklistItem, Refused
from specs.models.checklist import checklist
from specs.views.doors import PersonRequest, see_other, signed_in
from specs.views.undoing import with_undo

PATH = "/settings/checklist/"


@signed_in
@require_POST
def tick(request: PersonRequest, guid: str, number: int, pk: int) -> HttpResponse:
    """One item of a round: ticked or not, with what shows it."""
    review, item = access.item_for_ticking(request.user, guid, number, pk)
    form = TickForm(request.POST)
    try:
        if form.is_valid():
            form.tick(review, item, request.user)
    except Refused as refused:
        return HttpResponse(str(refused), status=409, content_type="text/plain")
    if not request.htmx:
        return see_other(f"/specs/{guid}/reviews/{number}/#item-{pk}")
    line = next(line for line in checklist(review) if line.item.pk == item.pk)
    context = {
        "line": line,
        "review": review,
        "spec": review.spec,
        "may_decide": True,
        "form": form,
    }
    return render(request, "reviews/_item.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def items(request: PersonRequest) -> HttpResponse:
    """Every item that is asked, and one more."""
    found = access.items_for_admin(request.user)
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.keep(ChecklistItem(), request.user)
        messages.success(request, "It is asked from now on.")
        return see_other(PATH)
    context = {"items": found, "form": form}
    return render(request, "settings/checklist.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def item(request: PersonRequest, pk: int) -> HttpResponse:
    """Change an item, or ask it no more."""
    if request.POST.get("act") == "reinstate":
        access.item_for_admin(request.user, pk, retired=True).reinstate(request.user)
        messages.success(request, "It is asked again.")
        return see_other(PATH)
    found = access.item_for_admin(request.user, pk)
    if request.POST.get("act") == "retire":
        found.retire(request.user)
        said = "It is no longer asked. Closed reviews keep it."
        with_undo(request, said, f"{PATH}{pk}/", act="reinstate")
        return see_other(PATH)
    form = ItemForm(request.POST)
    if not form.is_valid():
        context = {"items": access.items_for_admin(request.user), "form": form, "wrong": found.pk}
        return render(request, "settings/checklist.html", context, status=422)
    form.keep(found, request.user)
    messages.success(request, "The item was updated.")
    return see_other(PATH)
