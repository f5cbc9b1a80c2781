"""Every page of the portal with the demo's content: its address, and who opens it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from specs.models import Area, Export, Import, Spec, Webhook

KEY = ("rule", "section", "at", "value")
RULES = b"groups: [{name: a, rules: [{alert: HubDown, expr: up == 0, for: 5m}]}]"
# An address with {names} of the demo's things, opened by the first person of its list.
PAGES = {
    "ada": [
        "/", "/specs/", "/specs/?q=ledgrx", "/specs/new/", "/{hub}/", "/{hub}/sections/overview/",
        "/{hub}/sections/deployment/", "/{hub}/sections/configuration/", "/{hub}/sections/monitoring/",
        "/{hub}/sections/runbooks/", "/{hub}/sections/slos/", "/{hub}/sections/overview/merge/",
        "/{hub}/sections/monitoring/preview/", "/{hub}/checks/", "/{hub}/submit/", "/{hub}/walk-through/",
        "/{hub}/versions/draft/delete/",
        "/{hub}/comments/", "/{hub}/comments/new/?at=overview.-.overview", "/{hub}/imports/new/",
        "/{hub}/imports/{import}/", "/{hub}/imports/{import}/?step=3", "/{shop}/changes/",
        "/search/", "/search/?q=latency", "/account/", "/account/notifications/", "/account/shortcuts/",
        "/account/tokens/", "/notifications/",
    ],
    "mara": [
        "/{checkout}/", "/{checkout}/sections/monitoring/", "/{checkout}/read/", "/{checkout}/markdown/",
        "/{checkout}/versions/", "/{checkout}/versions/new/", "/{checkout}/implementation/",
        "/{checkout}/compare/1.2.0...1.3.0/", "/{checkout}/audit/", "/{checkout}/dependencies/",
        "/{checkout}/artefacts/", "/{checkout}/artefacts/prometheus-rules/", "/{checkout}/exports/",
        "/{checkout}/exports/{export}/", "/{checkout}/gate/", "/{checkout}/runbooks/",
        "/{checkout}/runbooks/{runbook}/", "/{checkout}/runbooks/{runbook}/drills/", "/runbooks/",
    ],
    "noor": ["/{ledger}/withdrawal/"],
    "tomas": [
        "/", "/reviews/", "/reviews/?state=done", "/{ledger}/reviews/2/", "/{ledger}/reviews/2/walk-through/",
        "/{ledger}/waivers/?{finding}", "/{ledger}/threads/{thread}/", "/portfolio/",
        "/portfolio/?view=list", "/dependencies/", "/{identity}/",
        "/dependencies/?view=graph", "/dependencies/?focus={id}",
    ],
    "lena": [
        "/waivers/", "/portfolio/attention/", "/portfolio/gaps/", "/audit/", "/repositories/",
        "/repositories/new/", "/repositories/operations/", "/repositories/operations/edit/",
        "/settings/checks/", "/settings/areas/", "/settings/areas/new/", "/settings/areas/{area}/",
        "/settings/checklist/", "/settings/webhooks/", "/settings/webhooks/new/",
        "/settings/webhooks/{webhook}/", "/settings/webhooks/{webhook}/edit/", "/settings/mails/",
        "/people/", "/people/new/", "/people/ada/", "/teams/", "/teams/new/", "/teams/payments-core/",
    ],
}  # fmt: skip


def addresses(people) -> list[tuple[str, str]]:
    """Who opens which address, with the demo's things put in."""
    named = {one.name: one for one in Spec.objects.all()}
    hub, checkout, ledger = (named[n] for n in ("Notification Hub", "Checkout API", "Ledger API"))
    client = Client()
    client.force_login(people["ada"], backend="django.contrib.auth.backends.ModelBackend")
    sent = {"files": [SimpleUploadedFile("prometheus.rules.yml", RULES)]}
    client.post(f"/specs/{hub.guid}/imports/new/", sent)
    things = {
        "hub": f"specs/{hub.guid}",
        "shop": f"specs/{named['Storefront Web'].guid}",
        "checkout": f"specs/{checkout.guid}",
        "ledger": f"specs/{ledger.guid}",
        "identity": f"specs/{named['Identity'].guid}",
        "id": checkout.guid,
        "import": Import.objects.get().pk,
        "export": Export.objects.filter(spec=checkout).latest("pk").pk,
        "runbook": checkout.runbooks.first().key,
        "finding": urlencode(dict(zip(KEY, ledger.findings()[0].key, strict=True))),
        "thread": ledger.threads.first().pk,
        "area": Area.objects.first().pk,
        "webhook": Webhook.objects.get().pk,
    }
    return [(who, path.format(**things)) for who, paths in PAGES.items() for path in paths]
