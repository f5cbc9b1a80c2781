"""The command palette and the list of keys in a real browser: by keyboard, by mouse, offline, without JavaScript."""

import pytest
from playwright.sync_api import expect

from specs.models import Searched, Spec
from tests.test_search import fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def home(page, live_server, sign_in, payments, alice):
    """Alice is at home; a draft of hers can be found."""
    spec = Spec.start(payments, alice, "Checkout API")
    spec = fill(
        spec,
        alerts={"alert": [{"name": "CheckoutLatencyHigh", "condition": "> 500 ms for 5 min"}]},
        runbooks={"runbook": [{"name": "Checkout is slow"}]},
    )
    Searched.refresh(spec)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/")
    return spec


def ask(page, words):
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Search or jump to")
    expect(box).to_be_focused()
    with page.expect_response(lambda one: "palette=1" in one.url and "q=" + words[:3] in one.url):
        box.fill(words)
    return box


def option(page, name):
    return page.get_by_role("option", name=name)


def test_ctrl_k_finds_a_row_and_enter_goes_to_it(page, home):
    box = ask(page, "latency")
    chosen = option(page, "CheckoutLatencyHigh")
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    expect(page.get_by_role("group", name="Rows and fields")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sections/monitoring/#r-alert-k0")
    expect(page.locator('[name="alert.k0.name"]')).to_be_focused()


def test_in_the_editor_a_place_on_the_same_page_gets_the_focus(page, live_server, home):
    page.goto(f"{live_server.url}/specs/{home.guid}/sections/monitoring/")
    page.locator("#savestate").wait_for()
    ask(page, "latency")
    page.keyboard.press("Enter")
    expect(page.locator('[name="alert.k0.name"]')).to_be_focused()
    expect(page.locator("#palette")).not_to_be_visible()


def test_enter_means_what_was_typed_though_the_answer_is_still_under_way(page, home):
    page.keyboard.press("Control+k")
    expect(option(page, "Home")).to_have_attribute("aria-selected", "true")
    page.route("**/search/**", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.keyboard.insert_text("latency")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sections/monitoring/#r-alert-k0")


def test_enter_of_words_that_are_not_there_leads_to_the_search_page(page, home):
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search or jump to")).to_be_focused()
    page.keyboard.insert_text("zebra")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("/search/?q=zebra"))


def test_arrows_go_round_and_escape_gives_the_focus_back(page, home):
    jump = page.get_by_role("link", name="Search or jump to")
    jump.click()
    expect(option(page, "Home")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(option(page, "Show keyboard shortcuts")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(option(page, "Home")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()
    expect(jump).to_be_focused()


def test_ctrl_enter_opens_a_new_tab_and_the_palette_stays(page, home):
    ask(page, "slow")
    expect(option(page, "Checkout is slow")).to_be_visible()
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    opened.value.wait_for_url("**/specs/**")
    expect(page.locator("#palette")).to_be_visible()


def test_what_was_opened_lately_is_there_offline(page, live_server, home):
    ask(page, "latency")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sections/monitoring/**")
    page.goto(f"{live_server.url}/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("group", name="Recent")).to_contain_text("CheckoutLatencyHigh")
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    page.keyboard.press("Control+k")
    expect(page.locator("#palette .note")).to_contain_text("Offline.")
    expect(page.get_by_role("group", name="Recent")).to_contain_text("CheckoutLatencyHigh")
    page.context.set_offline(False)


def test_nothing_found_says_so_and_a_fault_does_too(page, home):
    ask(page, "zebra")
    expect(page.locator("#palette .note")).to_contain_text("Nothing found for “zebra”.")
    page.route("**/search/**", lambda route: route.fulfill(status=503, body=""))
    page.get_by_role("combobox").fill("other")
    expect(page.locator("#palette .note")).to_contain_text("Search is not available.")


def test_everyone_can_use_the_palette(page, home, axe):
    ask(page, "checkout")
    axe(page)


def test_everyone_can_use_the_search_page_and_the_list_of_keys(page, live_server, home, axe):
    for path in ("/search/?q=checkout", "/search/?q=zebra", "/account/shortcuts/"):
        page.goto(f"{live_server.url}{path}")
        axe(page)


def test_without_javascript_the_button_leads_to_the_search_page(
    browser, live_server, sign_in, home, alice
):
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, alice)
    page = context.new_page()
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Search or jump to").click()
    page.get_by_role("searchbox").fill("latency")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="CheckoutLatencyHigh").click()
    page.wait_for_url("**/sections/monitoring/#r-alert-k0")
    context.close()


def test_a_question_mark_shows_the_keys_and_only_outside_of_text(page, home, axe):
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_contain_text("Duplicate the row")
    axe(page)
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    page.goto(page.url + "search/")
    page.get_by_role("searchbox").press("?")
    expect(page.get_by_role("searchbox")).to_have_value("?")
    page.keyboard.press("Control+k")  # asks for the same script, later
    expect(page.get_by_role("combobox", name="Search or jump to")).to_be_focused()
    expect(sheet).to_have_count(0)


def test_who_switches_keys_of_one_letter_off_has_none(page, live_server, home, alice):
    page.goto(f"{live_server.url}/account/")
    page.get_by_label("Keys of one letter").uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-keys", "off")
    page.goto(f"{live_server.url}/specs/")
    page.keyboard.press("?")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search or jump to")).to_be_focused()


def test_j_moves_in_a_list_for_everybody_else(page, live_server, home):
    page.goto(f"{live_server.url}/specs/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.hasAttribute('data-row-link')")


def test_the_palette_is_not_part_of_the_first_load(page, live_server, home):
    asked = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{live_server.url}/specs/{home.guid}/sections/monitoring/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "palette" in url]
