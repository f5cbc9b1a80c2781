"""Reviewing, comparing, reading and looking back in a real browser, for everybody."""

import copy
import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from specs import store
from specs.models import Spec, Status
from specs.reader import read

from .cast import brought_to, started

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEMO = (Path(__file__).parent.parent / "specs" / "demo" / "checkout-api.md").read_text()
PICTURES = os.environ.get("PICTURES", "")


def short(document):
    """The first rows of everything: enough for a pair of eyes, and quick to look at."""
    document = copy.deepcopy(document)
    for values in document["sections"].values():
        for name, value in values.items():
            values[name] = value[:2] if isinstance(value, list) else value
    document["sections"]["runbooks"]["runbook"] = document["sections"]["runbooks"]["runbook"][:1]
    return document


@pytest.fixture
def checkout(payments, alice, rita):
    """The complete specification, approved, and its next version in review."""
    spec = started(payments, alice)
    document = read(DEMO).settled() if PICTURES else short(read(DEMO).settled())
    document["header"]["guid"] = spec.guid
    store.save(spec, document)
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    store.save(spec, changed(document))
    spec.submit(alice, "The error budget is nearly spent: the thresholds are tighter now.")
    return Spec.objects.get(pk=spec.pk)


def changed(document):
    """What a new version changes: a little of everything."""
    document = copy.deepcopy(document)
    sections = document["sections"]
    alerts = sections["alerts"]["alert"]
    alerts[0]["condition"] = "> 0.5% for 5 min"
    alerts.append({**alerts[1], "key": "new000000001", "name": "CheckoutSaturation"})
    del alerts[1]
    metrics = sections["metrics"]["metric"]
    metrics[0]["threshold"] = "> 70%"
    metrics.insert(0, metrics.pop())
    sections["slos"]["slo"][0]["target"] = "99.95%"
    sections["rollback"]["steps"][0]["command"] += "\n./deploy/canary.sh status"
    sections["rollback"]["rto"] = "5 min"
    sections["overview"]["overview"] += " It is called by the kiosk too."
    sections["runbooks"]["runbook"][0]["diagnosis"][0]["text"] += " Look at the last hour."
    sections["parameters"]["parameter"][1]["default"] = "other"
    return document


def picture(page, name):
    """Keep a picture of the page where somebody wants one."""
    if not PICTURES:
        return
    for width, height in ((1440, 1180), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.screenshot(
                path=f"{PICTURES}/{name}-{width}-{theme}.png",
                full_page=width == 390 and name == "full",
            )
    page.set_viewport_size({"width": 1440, "height": 900})


PLACES = {
    "queue": "/reviews/?state=waiting",
    "review": "/specs/{guid}/reviews/2/",
    "first": "/specs/{guid}/reviews/1/",
    "compare": "/specs/{guid}/compare/1...2/?full=c-scaling",
    "versions": "/specs/{guid}/versions/",
    "audit": "/specs/{guid}/audit/",
    "read": "/specs/{guid}/read/",
    "markdown": "/specs/{guid}/markdown/",
}


def test_every_page_of_a_review_is_for_everybody(page, live_server, sign_in, axe, checkout, rita):
    sign_in(page, rita)
    for name, place in PLACES.items():
        page.goto(live_server.url + place.format(guid=checkout.guid))
        picture(page, name)
        if not PICTURES:
            axe(page)


def test_every_page_of_an_author_is_for_everybody(page, live_server, sign_in, axe, checkout, alice):
    sign_in(page, alice)
    for name in ("withdrawal", "reviews/2"):
        page.goto(f"{live_server.url}/specs/{checkout.guid}/{name}/")
        picture(page, name.replace("/", "-"))
        axe(page)
    checkout.withdraw(alice)
    for name in ("submit", "changes"):
        page.goto(f"{live_server.url}/specs/{checkout.guid}/{name}/")
        picture(page, name)
        axe(page)


def test_a_reviewer_decides_with_the_keyboard_and_sees_what_happened(
    page, live_server, sign_in, checkout, rita
):
    sign_in(page, rita)
    page.goto(f"{live_server.url}/reviews/")
    page.get_by_role("link", name="Checkout API").click()
    page.get_by_label("Request changes").check()
    page.get_by_role("button", name="Request changes").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    page.get_by_role("link", name="Summary for the author").click()
    expect(page.get_by_label("Summary for the author")).to_be_focused()
    page.keyboard.type("0.5% is too tight.")
    page.get_by_role("button", name="Request changes").press("Enter")
    page.get_by_text("Changes requested. Payments Core can go on writing.").wait_for()
    assert Spec.objects.get(pk=checkout.pk).shown_status == "Changes requested"
