"""Reviewing with a keyboard alone, in a real browser: the queue, the ticks, what is folded, a phone."""

import pytest
from playwright.sync_api import expect

from specs.models import ChecklistItem, Review, SectionRead, Ticked

from .cast import started
from .reviewing import focused

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_queue_is_walked_chosen_and_taken_on_with_single_keys(
    page, live_server, sign_in, alice, rita, payments
):
    for name in ("Alpha", "Beta", "Gamma"):
        started(payments, alice, name).submit(alice)
    sign_in(page, rita)
    page.goto(f"{live_server.url}/reviews/?sort=age")
    for key, name in (("j", "Alpha"), ("j", "Beta"), ("j", "Gamma"), ("j", "Gamma"), ("k", "Beta")):
        page.keyboard.press(key)
        assert focused(page) == name
    page.keyboard.press("x")
    assert page.get_by_label("Choose Beta").is_checked()
    page.get_by_role("button", name="Assign to me").press("Enter")
    page.get_by_text("1 review is assigned to you.").wait_for()
    page.wait_for_load_state()  # the keys come with the script
    assert Review.objects.get(spec__name="Beta").claimed_by == rita
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.get_by_role("heading", name="Beta").wait_for()


def test_single_keys_rest_while_somebody_types_and_for_who_switched_them_off(
    page, live_server, sign_in, rita, changed
):
    sign_in(page, rita)
    page.goto(f"{live_server.url}/specs/{changed.guid}/reviews/2/")
    page.get_by_label("Summary for the author").click()
    page.keyboard.type("sdn")
    assert page.get_by_label("Summary for the author").input_value() == "sdn"
    assert not page.get_by_label("Section read").first.is_checked()
    page.evaluate("document.documentElement.dataset.keys = 'off'; document.activeElement.blur()")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement === document.body")


def test_changes_are_walked_read_and_decided_with_single_keys(
    page, live_server, sign_in, rita, changed
):
    sign_in(page, rita)
    page.goto(f"{live_server.url}/specs/{changed.guid}/reviews/2/")
    page.keyboard.press("n")
    assert "It takes orders." in focused(page)
    page.keyboard.press("s")
    page.get_by_text("1 of 2 changed sections read").first.wait_for()
    assert SectionRead.objects.filter(reader=rita, chapter="overview").exists()
    page.keyboard.press("n")
    assert "Errors0" in focused(page) and "Loosened" in focused(page)
    page.keyboard.press("n")
    page.keyboard.press("p")
    assert "Errors0" in focused(page)
    page.keyboard.press("d")
    assert page.evaluate("document.activeElement.name") == "verdict"


def test_unfolded_rows_come_in_place_and_the_first_of_them_takes_the_focus(
    page, live_server, sign_in, rita, changed
):
    sign_in(page, rita)
    page.goto(f"{live_server.url}/specs/{changed.guid}/reviews/2/")
    page.get_by_role("link", name="Show 2 unchanged rows of Alerts").press("Enter")
    page.locator("#changes").get_by_text("Errors3").wait_for()
    page.locator(":focus", has_text="Errors2").wait_for()
    assert page.url.endswith("/reviews/2/")
    page.get_by_text("sections unchanged").click()
    page.get_by_role("link", name="Scaling", exact=True).press("Enter")
    page.locator("#c-scaling:focus").wait_for()


def test_a_checklist_item_and_its_evidence_save_themselves(
    page, live_server, sign_in, rita, changed
):
    ChecklistItem.objects.create(text="The rollback was rehearsed", position=1)
    sign_in(page, rita)
    page.goto(f"{live_server.url}/specs/{changed.guid}/reviews/2/")
    page.get_by_label("The rollback was rehearsed", exact=True).check()
    page.locator("#checklist .shown").get_by_text("Rita").wait_for()
    page.locator("#checklist summary").click()
    page.get_by_label("Evidence for The rollback was rehearsed").fill("On 4 March")
    with page.expect_response("**/checklist/**"):
        page.keyboard.press("Tab")
    found = Ticked.objects.get()
    assert (found.done, found.evidence) == (True, "On 4 March")


def test_a_phone_has_the_sections_the_checks_and_the_decision_at_hand(
    page, live_server, sign_in, rita, changed
):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, rita)
    page.goto(f"{live_server.url}/specs/{changed.guid}/reviews/2/")
    bar = page.get_by_role("group", name="Review tools")
    assert "0 of 2" in bar.inner_text()
    bar.get_by_role("link", name="Decide").click()
    expect(page.get_by_label("Request changes")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


PLACES = ("reviews/2/", "reviews/2/walk-through/", "walk-through/")
SETTINGS = ("/settings/areas/", "/settings/areas/new/", "/settings/checklist/")


def test_the_pages_of_reviewing_are_for_everybody(
    page, live_server, sign_in, axe, ada, rita, changed
):
    ChecklistItem.objects.create(text="The rollback was rehearsed", position=1)
    sign_in(page, rita)
    for place in (*(f"/specs/{changed.guid}/{one}" for one in PLACES), "/reviews/"):
        page.goto(live_server.url + place)
        axe(page)
    sign_in(page, ada)
    for place in SETTINGS:
        page.goto(live_server.url + place)
        axe(page)
