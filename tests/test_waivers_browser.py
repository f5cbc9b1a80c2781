"""Waiving in a browser, with the keyboard alone: the dialog, its errors, and what comes back."""

import pytest
from playwright.sync_api import expect

from specs.models import Waiver
from tests.editing import SLOW
from tests.waiving import REASON, the_blocker, waived

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reviewer_waives_in_a_dialog_and_then_approves(
    page,
    live_server,
    sign_in,
    blocked,
    rita,
    axe,
):
    sign_in(page, rita)
    page.goto(f"{live_server.url}/specs/{blocked.guid}/reviews/{blocked.open_review.number}/")
    waive = page.get_by_role("link", name="Waive Placeholder left in")
    waive.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog#waive")
    reason = dialog.get_by_label("Why is it safe until then?")
    expect(reason).to_be_focused(timeout=SLOW)
    page.keyboard.type("Trust me.")
    page.keyboard.press("Control+Enter")
    expect(dialog.locator("#errors")).to_be_focused(timeout=SLOW)
    expect(dialog).to_contain_text("at least 20 characters")
    dialog.get_by_label("Why is it safe until then?").fill(REASON)
    dialog.get_by_role("button", name="Waive").press("Enter")
    expect(dialog).to_be_hidden(timeout=SLOW)
    expect(page.locator("#checks .waiver")).to_contain_text(REASON)
    expect(page.locator("#checks")).to_be_focused()
    assert Waiver.objects.get().by == rita


def test_approving_with_an_open_blocker_focuses_a_summary_that_leads_to_it(
    page,
    live_server,
    sign_in,
    blocked,
    rita,
):
    sign_in(page, rita)
    page.goto(f"{live_server.url}/specs/{blocked.guid}/reviews/{blocked.open_review.number}/")
    page.get_by_role("radio", name="Approve").check()
    page.get_by_role("button", name="Approve 0.1.0").press("Enter")
    summary = page.locator("#errors")
    expect(summary).to_be_focused(timeout=SLOW)
    expect(summary).to_contain_text("1 blocker must be fixed or waived first.")
    summary.get_by_role("link", name="Placeholder left").press("Enter")
    expect(page.locator(f"#{the_blocker(blocked).id}")).to_be_in_viewport()


def test_the_pages_of_checks_waivers_and_policy_have_no_accessibility_fault(
    page,
    live_server,
    sign_in,
    blocked,
    rita,
    ada,
    axe,
):
    waived(blocked, rita)
    sign_in(page, rita)
    page.goto(f"{live_server.url}/specs/{blocked.guid}/reviews/{blocked.open_review.number}/")
    axe(page)
    for path in (f"/specs/{blocked.guid}/checks/", "/waivers/"):
        page.goto(live_server.url + path)
        axe(page)
    sign_in(page, ada)
    page.goto(f"{live_server.url}/settings/checks/")
    axe(page)


def test_the_dialog_has_no_accessibility_fault(
    page,
    live_server,
    sign_in,
    blocked,
    rita,
    axe,
):
    sign_in(page, rita)
    page.goto(f"{live_server.url}/specs/{blocked.guid}/checks/")
    page.get_by_role("link", name="Waive Placeholder left in").click()
    expect(page.locator("dialog#waive").get_by_label("Ends on")).to_be_visible(timeout=SLOW)
    axe(page)
