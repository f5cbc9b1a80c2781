"""A person's API tokens: making one, and ending it."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from specs import access, sign_ins
from specs.forms.tokens import TokenForm
from specs.models import Token
from specs.views.doors import Answers, PersonRequest, see_other, signed_in


def _makes_one_late(request: HttpRequest) -> bool:
    """A new token on a device perhaps left alone asks for the password first."""
    return request.method == "POST" and sign_ins.long_ago(request)


_by_who_signed_in: Answers = reauthentication_required(enabled=_makes_one_late)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
@_by_who_signed_in
def tokens(request: PersonRequest) -> HttpResponse:
    """The list, and the form of a new one; its text stands on the answer and nowhere else."""
    form, fresh = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        _, fresh = Token.issue(request.user, given["name"], given["scopes"], given["expires_on"])
        form = TokenForm()
    shown = {"form": form, "fresh": fresh, "tokens": access.tokens_of(request.user)}
    return render(request, "people/tokens.html", shown, status=422 if form.errors else 200)


@signed_in
@require_POST
def revoke(request: PersonRequest, prefix: str) -> HttpResponse:
    """End one of one's own tokens."""
    token = access.token_for_revoking(request.user, prefix)
    token.revoke(request.user)
    messages.success(request, f"“{token.name}” is revoked. What used it is refused from now on.")
    return see_other(reverse("tokens"))
