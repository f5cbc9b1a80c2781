"""Settings for admins: where news are sent, what came of each call, and which mails did not arrive."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from specs import access
from specs.forms.telling import WebhookForm
from specs.models import Dispatch, Refused, Webhook
from specs.models.kinds import Kind
from specs.views.doors import PersonRequest, see_other, signed_in

SHOWN = "webhook-secret"
LOG = 50


@signed_in
@require_GET
def webhooks(request: PersonRequest) -> HttpResponse:
    """All of them, with what came of the last call."""
    found = list(access.webhooks_for_admin(request.user))
    last = Dispatch.last_of(found)
    rows = [{"hook": hook, "last": last.get(hook.pk)} for hook in found]
    return render(request, "webhooks/list.html", {"rows": rows})


@signed_in
@require_GET
def webhook(request: PersonRequest, pk: int) -> HttpResponse:
    """One, with its log; the log alone while a call is on its way."""
    hook = access.webhook_for_admin(request.user, pk)
    calls = list(access.calls_of(request.user, hook)[:LOG])
    context = {
        "hook": hook,
        "calls": calls,
        "busy": any(one.is_due_soon for one in calls),
        "hears": [label for kind, label in Kind.choices if kind in hook.kinds],
    }
    if request.htmx:
        return render(request, "webhooks/_calls.html", context)
    context["secret"] = hook.secret if request.session.pop(SHOWN, None) == pk else ""
    return render(request, "webhooks/detail.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_webhook(request: PersonRequest) -> HttpResponse:
    """One more address; its secret is shown on the next page, once."""
    access.require_admin(request.user)
    return _edited(request, None)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_webhook(request: PersonRequest, pk: int) -> HttpResponse:
    """Another address, other kinds, on or off."""
    return _edited(request, access.webhook_for_admin(request.user, pk))


@signed_in
@require_POST
def test_webhook(request: PersonRequest, pk: int) -> HttpResponse:
    """Call it now, through the outbox as everything else."""
    Dispatch.test(access.webhook_for_admin(request.user, pk), request.user)
    return see_other(reverse("webhook", args=[pk]))


@signed_in
@require_POST
def turn_webhook(request: PersonRequest, pk: int) -> HttpResponse:
    """On or off."""
    hook = access.webhook_for_admin(request.user, pk)
    hook.turn(request.POST.get("on") == "1", request.user)
    return see_other(reverse("webhook", args=[pk]))


@signed_in
@require_POST
def renew_secret(request: PersonRequest, pk: int) -> HttpResponse:
    """A new secret, shown on the next page, once."""
    hook = access.webhook_for_admin(request.user, pk)
    hook.renew_secret(request.user)
    return _with_secret(request, hook)


@signed_in
@require_POST
def again(request: PersonRequest, pk: int) -> HttpResponse:
    """Send one call or mail once more."""
    found = access.dispatch_for_admin(request.user, pk)
    try:
        found.again(request.user)
    except Refused as wrong:
        messages.error(request, str(wrong))
    hook = found.webhook_id
    return see_other(reverse("webhook", args=[hook]) if hook else reverse("mails"))


@signed_in
@require_GET
def mails(request: PersonRequest) -> HttpResponse:
    """The last mails and how they ended; what failed stands first."""
    found = access.mails_for_admin(request.user)
    context = {"troubled": Dispatch.troubled(found)[:LOG], "sent": Dispatch.settled(found)[:LOG]}
    return render(request, "webhooks/mails.html", context)


def _edited(request: PersonRequest, hook: Webhook | None) -> HttpResponse:
    form = WebhookForm(request.POST or None, instance=hook)
    if request.method == "POST" and form.is_valid():
        saved = form.keep(request.user)
        if hook is None:
            return _with_secret(request, saved)
        messages.success(request, f"{saved} is saved. Send a test to see whether it answers.")
        return see_other(reverse("webhook", args=[saved.pk]))
    shown = {"form": form, "hook": hook}
    return render(request, "webhooks/form.html", shown, status=422 if form.errors else 200)


def _with_secret(request: PersonRequest, hook: Webhook) -> HttpResponse:
    request.session[SHOWN] = hook.pk
    return see_other(reverse("webhook", args=[hook.pk]))
