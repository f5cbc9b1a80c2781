"""A review on a phone: the sections, the checks and the decision are sheets, with and without a script."""

import pytest
from playwright.sync_api import expect

from specs.models import Spec, Status

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(request, browser, live_server, sign_in, rita, changed):
    """Rita's phone with the review open."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=request.param)
    page = context.new_page()
    sign_in(page, rita)
    page.goto(f"{live_server.url}/specs/{changed.guid}/reviews/2/")
    yield page
    context.close()


def tool(phone, name):
    return phone.get_by_role("group", name="Review tools").get_by_role("link", name=name)


def test_the_decision_opens_as_a_sheet_over_the_bar_and_closes(phone):
    panel = phone.get_by_role("region", name="Your decision")
    expect(panel).to_be_hidden()
    tool(phone, "Decide").click()
    expect(phone.get_by_label("Request changes")).to_be_in_viewport()
    box = panel.bounding_box()
    assert box["x"] == 0 and box["width"] == PHONE["width"]
    assert box["y"] + box["height"] == PHONE["height"] and box["y"] >= 0.1 * PHONE["height"]
    panel.get_by_role("link", name="Close your decision").click()
    expect(panel).to_be_hidden()


def test_the_sheet_decides(phone):
    tool(phone, "Decide").click()
    phone.get_by_label("Request changes").check()
    phone.get_by_label("Summary for the author").fill("Not yet.")
    phone.get_by_role("region", name="Your decision").get_by_role("button").last.click()
    phone.get_by_text("Changes requested.").first.wait_for()
    assert Spec.objects.get().status == Status.DRAFT


def test_the_checks_are_at_the_top_of_the_sheet(phone):
    tool(phone, "Checks").click()
    expect(phone.get_by_role("heading", name="Checks")).to_be_in_viewport()
    expect(phone.get_by_role("heading", name="Checks")).to_be_visible()


def test_the_sections_open_from_the_top_and_lead_to_their_place(phone):
    sections = phone.get_by_role("navigation", name="Changed sections")
    expect(sections).to_be_hidden()
    phone.get_by_role("link", name="2 changed sections").click()
    expect(sections).to_be_in_viewport()
    sections.get_by_role("link", name="Monitoring").click()
    expect(sections).to_be_hidden()
    expect(phone.get_by_role("heading", name="Monitoring")).to_be_in_viewport()


def test_back_closes_the_sheet(phone):
    tool(phone, "Decide").click()
    phone.go_back()
    expect(phone.get_by_role("region", name="Your decision")).to_be_hidden()


def test_nothing_is_wider_than_the_phone(phone):
    for name in ("Sections", "Checks", "Decide"):
        phone.goto(phone.url.partition("#")[0])
        tool(phone, name).click()
        width = phone.locator("html").bounding_box()["width"]
        assert width <= PHONE["width"]


def test_a_wide_screen_has_both_beside_the_changes(page, live_server, sign_in, rita, changed):
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, rita)
    page.goto(f"{live_server.url}/specs/{changed.guid}/reviews/2/")
    expect(page.get_by_role("region", name="Your decision")).to_be_in_viewport()
    expect(page.get_by_role("navigation", name="Changed sections")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Close your decision")).to_be_hidden()


def test_the_open_sheet_is_for_everybody(page, live_server, sign_in, axe, rita, changed):
    page.set_viewport_size(PHONE)
    sign_in(page, rita)
    for place in ("outline", "decision"):
        page.goto(f"{live_server.url}/specs/{changed.guid}/reviews/2/#{place}")
        axe(page)
