"""Required reviewers: the areas of the organisation and the sections each answers for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from specs import access
from specs.forms.areas import AreaForm
from specs.views.doors import PersonRequest, see_other, signed_in
from specs.views.undoing import with_undo

PATH = "/settings/areas/"


@signed_in
@require_GET
def areas(request: PersonRequest) -> HttpResponse:
    """Every area with its sections and its reviewers."""
    reviewers = list(access.reviewers())
    found = [
        {"area": area, "reviewers": [one for one in reviewers if area.covered_by(one)]}
        for area in access.areas_for_admin(request.user)
    ]
    return render(request, "settings/areas.html", {"rows": found})


@signed_in
@require_http_methods(["GET", "POST"])
def new_area(request: PersonRequest) -> HttpResponse:
    """Ask for one more yes from now on."""
    access.require_admin(request.user)
    form = AreaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, f"{form.keep(request.user)} is asked for from now on.")
        return see_other(PATH)
    return render(request, "settings/area.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def area(request: PersonRequest, pk: int) -> HttpResponse:
    """Change an area, or take it away."""
    found = access.area_for_admin(request.user, pk)
    if request.method == "POST" and request.POST.get("act") == "drop":
        found.drop(request.user)
        said = f"{found} is no longer asked for."
        with_undo(request, said, f"{PATH}new/", name=found.name, sections=found.sections)
        return see_other(PATH)
    form = AreaForm(request.POST or None, instance=access.area_for_admin(request.user, pk))
    if request.method == "POST" and form.is_valid():
        messages.success(request, f"{form.keep(request.user)} was updated.")
        return see_other(PATH)
    context = {"form": form, "area": found}
    return render(request, "settings/area.html", context, status=422 if form.errors else 200)
