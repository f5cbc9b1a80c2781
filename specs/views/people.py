"""Everyone with an account, for the admins of the portal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from specs import access
from specs.forms.people import PersonForm
from specs.models import User
from specs.views.doors import PersonRequest, see_other, signed_in


@signed_in
@require_GET
def people(request: PersonRequest) -> HttpResponse:
    """The list."""
    found = access.people_for_admin(request.user)
    return render(request, "people/people.html", {"people": found})


@signed_in
@require_http_methods(["GET", "POST"])
def new_person(request: PersonRequest) -> HttpResponse:
    """An account for somebody new."""
    access.require_admin(request.user)
    return _edited(request, User())


@signed_in
@require_http_methods(["GET", "POST"])
def person(request: PersonRequest, username: str) -> HttpResponse:
    """What somebody may do."""
    return _edited(request, access.person_for_admin(request.user, username))


def _edited(request: PersonRequest, somebody: User) -> HttpResponse:
    name, is_new = somebody.get_full_name(), somebody.pk is None
    form = PersonForm(request.POST or None, instance=somebody, by=request.user)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, f"{saved} {'can sign in now' if is_new else 'was updated'}.")
        return see_other(reverse("people"))
    shown = {"form": form, "name": name, "is_new": is_new}
    return render(request, "people/person.html", shown, status=422 if form.errors else 200)
