"""What tests of reviewing in a browser share: a version with two changed chapters, and the focus."""

import copy

import pytest

from specs import store, template
from specs.models import Spec, Status
from tests.cast import brought_to, started


def row(slug, **values):
    return copy.deepcopy(template.find(slug).blank()) | values


@pytest.fixture
def changed(payments, alice, rita):
    """Two chapters changed after the first approval, in one of them an alert that now waits longer."""
    spec = started(payments, alice)
    document = store.load(spec)
    document["sections"]["alerts"]["alert"] = [
        row("alert", key=f"alert{n}", name=f"Errors{n}", condition="> 5% for 2 min", runbook="")
        for n in range(4)
    ]
    store.save(spec, document)
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    document["sections"]["alerts"]["alert"][0]["condition"] = "> 5% for 10 min"
    document["sections"]["alerts"]["alert"][1]["severity"] = "High"
    document["sections"]["overview"]["overview"] = "It takes orders."
    store.save(spec, document | {"header": spec.document()["header"]})
    spec.submit(alice)
    return Spec.objects.get(pk=spec.pk)


def focused(page):
    return page.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()")
