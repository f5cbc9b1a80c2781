"""What a person was told: the list, the number in the top bar, and how it comes by mail."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from specs import access
from specs.forms.telling import WaysForm
from specs.models import User
from specs.models.inbox import mark_read, mark_unread
from specs.views.doors import PersonRequest, see_other, signed_in

MARKED = "notifications-marked"


@signed_in
@require_GET
def notifications(request: PersonRequest) -> HttpResponse:
    """The list, unread first."""
    after = request.GET.get("after", "")
    context = {
        "page": access.told_page(request.user, after),
        "first": not after,
        "marked": request.session.pop(MARKED, None),
    }
    return render(request, "notifications/list.html", context)


@require_GET
def badge(request: PersonRequest) -> HttpResponse:
    """The number in the top bar, asked for again every minute; nothing for who is signed out,
    so that a page that only lies open asks nobody to sign in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    return render(request, "notifications/_badge.html")


@signed_in
@require_GET
def open_one(request: PersonRequest, pk: int) -> HttpResponse:
    """Follow its link; whoever does has read it. A browser that only looks ahead has not."""
    found = access.notification_of(request.user, pk)
    if "prefetch" not in request.headers.get("Sec-Purpose", ""):
        mark_read(request.user, found.pk)
    return redirect(found.path)


@signed_in
@require_POST
def read(request: PersonRequest) -> HttpResponse:
    """Mark one, or all."""
    pk = request.POST.get("pk", "")
    one = access.notification_of(request.user, int(pk)).pk if _is_key(pk) else None
    at, count = mark_read(request.user, one)
    if count:
        request.session[MARKED] = {"at": at.isoformat(), "count": count}
    return see_other(reverse("notifications"))


@signed_in
@require_POST
def unread(request: PersonRequest) -> HttpResponse:
    """Undo the last mark."""
    with contextlib.suppress(ValueError, OverflowError):
        at = datetime.fromisoformat(request.POST.get("at", "")[:40])
        mark_unread(request.user, at.astimezone(UTC))
    return see_other(reverse("notifications"))


@signed_in
@require_http_methods(["GET", "POST"])
def ways(request: PersonRequest) -> HttpResponse:
    """How each kind comes by mail."""
    me = User.objects.get(pk=request.user.pk)
    form = WaysForm(request.POST or None, person=me)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "What you hear by mail was updated.")
        return see_other(reverse("notification_ways"))
    status = 422 if form.errors else 200
    return render(request, "notifications/ways.html", {"form": form}, status=status)


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 19
