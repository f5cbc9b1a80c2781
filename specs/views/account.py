"""A person's own page: their name, their mail, and how the pages look."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from specs.forms.people import AccountForm
from specs.models import Event, User, Verb
from specs.shortcuts import PAGES
from specs.views.doors import PersonRequest, see_other, signed_in


@signed_in
@require_GET
def shortcuts(request: PersonRequest) -> HttpResponse:
    """Every key that does something, by the page it works on."""
    name = "people/_shortcuts.html" if request.htmx else "people/shortcuts.html"
    return render(request, name, {"pages": PAGES})


@signed_in
@require_http_methods(["GET", "POST"])
def account(request: PersonRequest) -> HttpResponse:
    """Show the settings, or keep them."""
    me = User.objects.get(pk=request.user.pk)  # an invalid form must not change the page's frame
    form = AccountForm(request.POST or None, instance=me)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your account was updated.")
        return see_other(reverse("account"))
    status = 422 if form.errors else 200
    return render(request, "people/account.html", {"form": form}, status=status)


@receiver([password_changed, password_set, password_reset])
def _password(user: User, **_: Any) -> None:
    """The trail says of a password that somebody changes what it says when an admin sets one."""
    data = {"person": user.username, "changed": [], "password": True}
    Event.record(None, user, Verb.PEOPLE, data=data)
