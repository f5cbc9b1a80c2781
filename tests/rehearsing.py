"""Runbooks for the tests: a specification with an alert, a runbook of five steps, and its approval."""

from __future__ import annotations

import pytest

from specs import store, template
from specs.models import Spec, Status

from .cast import brought_to

KEY, OTHER = "k0latency000", "k0errors0000"


def step(text, **more):
    return template.find("runbook_step").blank() | {"text": text} | more


def keyed(row):
    """The runbook with a key for each of its steps."""
    phases = ("diagnosis", "resolution", "verification")
    return row | {
        phase: [one | {"key": f"{phase[0]}{at}{row['key']}"} for at, one in enumerate(row[phase])]
        for phase in phases
    }


def runbook(key=KEY, name="Checkout latency is high", **more):
    row = template.find("runbook").blank() | {
        "key": key,
        "name": name,
        "permanent_key": "checkout-latency" if key == KEY else "",
        "when": "**CheckoutLatencyHigh** fires, or customers report a slow page.",
        "impact": "Carts are lost.",
        "escalate_after": "15 min",
        "escalate_to": "Payments on-call",
        "data_loss": "Page the data duty lead now.",
        "prevention": "Test the pool before a release.",
        "last_rehearsed": "2026-03-04",
        "diagnosis": [
            step("Check whether a deploy is running.",
                 command="kubectl rollout status deploy/checkout -n payments",
                 expected="`successfully rolled out`."),
            step("Check the database pool.", command='psql "$RO_URL" -c "select <count>"',
                 expected="fewer than 80.", condition="80 or more", goto="4"),
        ],
        "resolution": [
            step("Compare P99 by region, as in [Errors](#runbook-2-checkout-errors-are-high)."),
            step("Cancel long queries.", condition="nothing helps", goto="call the vendor"),
        ],
        "verification": [step("Look at P99 again.", expected="below 300 ms.")],
    }  # fmt: skip
    return row | more


def write_runbooks(spec, rows, alerts=()):
    """Fill a draft with runbooks, and alerts as (name, reference)."""
    document = store.load(spec)
    document["header"] |= {"name": "Checkout API", "contact": "Payments Core schedule"}
    document["sections"]["runbooks"]["runbook"] = [keyed(row) for row in rows]
    blank = template.find("alert").blank()
    document["sections"]["alerts"]["alert"] = [
        blank | {"key": f"a{at}", "name": name, "runbook": to}
        for at, (name, to) in enumerate(alerts)
    ]
    store.save(spec, document)


def approve(spec, author, reviewer):
    """Bring what is written to an approval."""
    spec = Spec.objects.get(pk=spec.pk)
    if spec.status != Status.DRAFT:
        spec.revise(author, "minor")
    brought_to(spec, Status.APPROVED, author, reviewer)
    return Spec.objects.get(pk=spec.pk)


@pytest.fixture(name="approved")
def approved_runbooks(spec, alice, rita, settings):
    """0.1.0 is approved: two runbooks, an alert on the first, an alert without one."""
    write_runbooks(
        spec,
        [runbook(), runbook(OTHER, "Checkout errors are high", when="Payments fail or are slow.")],
        [("CheckoutLatencyHigh", f"@{KEY}"), ("QueueStuck", "")],
    )
    return approve(spec, alice, rita)


def address(spec, key=KEY, more=""):
    return f"/specs/{spec.guid}/runbooks/{key}/{more}"
