"""The portfolio in a browser: by keyboard, on a phone, and without any colour."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from specs.models import Spec
from tests.test_portfolio import READY, numbered, published

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
SEEN = """cells => cells.filter(c => c.checkVisibility()).map(c => {
  const shape = c.querySelector('use'), box = shape.parentElement.getBoundingClientRect(), style = getComputedStyle(c);
  const ink = getComputedStyle(shape.parentElement);
  return {state: c.classList[1], text: c.textContent.trim(), name: c.ariaLabel, shape: shape.getAttribute('href'),
    drawn: box.width > 8 && box.height > 8 && ink.visibility === 'visible',
    edge: style.borderTopStyle + ' ' + style.borderTopWidth, ink: ink.stroke || ink.color};
})"""


@pytest.fixture
def services(payments, finance, alice, charlie):
    """Every state a cell can have, in two teams."""
    numbered(
        payments, alice, "Ledger", tier="1",
        monitoring=["part", 2, 1, 0], scaling=["done", 0, 1, 0], backup=["done", 0, 0, 1],
        slos=["na", 0, 0, 0], runbooks=["todo", 3, 0, 0], maintenance=["part", 0, 0, 0],
    )  # fmt: skip
    published(numbered(finance, charlie, "Shop", tier="1"), charlie)


@pytest.fixture
def portfolio(page, live_server, sign_in, alice, services):
    sign_in(page, alice)
    page.goto(f"{live_server.url}/portfolio/")
    return page


def test_each_cell_has_a_name_and_is_reached_by_keyboard(portfolio):
    portfolio.get_by_role("link", name="Ledger", exact=True).focus()
    names = []
    for _ in range(13):
        portfolio.keyboard.press("Tab")
        names.append(portfolio.evaluate("document.activeElement.ariaLabel"))
    assert names[4] == "Monitoring: 2 blockers"
    assert names[5] == "Scaling: 1 warning"
    assert names[9] == "Runbooks: not started"
    assert len(set(names)) == 13
    portfolio.get_by_role("link", name="Monitoring: 2 blockers").press("Enter")
    portfolio.wait_for_url("**/checks/?section=monitoring")


def test_on_a_phone_only_what_is_not_ready_is_listed_and_nothing_scrolls_sideways(portfolio, axe):
    portfolio.set_viewport_size(PHONE)
    cells = portfolio.locator("#heat .hc")
    seen = cells.evaluate_all(SEEN)
    assert {one["name"] for one in seen} == {
        "Monitoring: 2 blockers",
        "Scaling: 1 warning",
        "Backup and recovery: waived",
        "Runbooks: not started",
        "Maintenance: in progress",
    }
    assert portfolio.evaluate("document.documentElement.scrollWidth") <= 390
    expect(portfolio.get_by_text("Tier 1, 67% ready")).to_be_visible()
    axe(portfolio)


def test_the_menu_of_small_screens_leads_to_both_pages(portfolio):
    portfolio.set_viewport_size(PHONE)
    portfolio.get_by_label("Menu", exact=True).press("Enter")
    menu = portfolio.get_by_role("navigation", name="Main, small screens")
    expect(menu.get_by_role("link", name="Portfolio")).to_have_attribute("aria-current", "page")
    menu.get_by_role("link", name="Dependencies").press("Enter")
    expect(portfolio.get_by_role("heading", name="Dependencies", level=1)).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_without_colours_every_state_has_its_own_shape(portfolio, width):
    portfolio.set_viewport_size({"width": width, "height": 900})
    portfolio.emulate_media(forced_colors="active")
    seen = portfolio.locator("#heat .hc").evaluate_all(SEEN)
    shapes = {}
    for one in seen:
        shapes.setdefault(one["state"], set()).add(one["shape"])
        assert one["drawn"], one
        assert one["edge"] == "solid 1px", one
    assert all(len(found) == 1 for found in shapes.values())
    assert len({min(found) for found in shapes.values()}) == len(shapes)
    expected = {"block", "warn", "waived", "part", "empty"}
    assert set(shapes) == (expected | {"ready", "na"} if width == 1440 else expected)
    legend = portfolio.locator(".legend .hc").evaluate_all(SEEN)
    assert {one["shape"] for one in legend} >= {min(found) for found in shapes.values()}
    assert all(one["drawn"] for one in legend)
    tags = portfolio.locator("#heat .tag").all_text_contents()
    assert {tag.strip() for tag in tags} == {"Draft", "Approved"}


def test_without_colours_numbers_and_words_tell_blockers_from_warnings(portfolio):
    session = portfolio.context.new_cdp_session(portfolio)
    session.send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
    block = portfolio.get_by_role("link", name="Monitoring: 2 blockers")
    warn = portfolio.get_by_role("link", name="Scaling: 1 warning")
    expect(block).to_have_text("2")
    expect(warn).to_have_text("1")
    assert block.locator("use").get_attribute("href") == "#s-block"
    assert warn.locator("use").get_attribute("href") == "#s-warn"


def test_filtering_keeps_the_focus_and_says_how_many_are_left(portfolio):
    find = portfolio.get_by_label("Find a service")
    find.fill("led")
    expect(portfolio.locator("#live")).to_have_text("1 service found")
    expect(find).to_be_focused()
    expect(portfolio.get_by_role("link", name="Shop", exact=True)).to_have_count(0)
    portfolio.wait_for_url("**q=led**")
    portfolio.get_by_role("link", name="List", exact=True).press("Enter")
    expect(portfolio.locator("#matrix-h")).to_have_text("Services")
    expect(portfolio.get_by_role("link", name="Shop", exact=True)).to_have_count(0)
    csv = portfolio.get_by_role("link", name="Download CSV")
    expect(csv).to_have_attribute("href", "/portfolio.csv?q=led")
    portfolio.get_by_label("Only with blockers").press("Space")
    expect(csv).to_have_attribute("href", re.compile("blockers=1"))
    expect(portfolio.get_by_label("Only with blockers")).to_be_focused()


def test_the_rest_is_added_below_and_the_focus_says_so(portfolio, payments, alice):
    Spec.objects.bulk_create(
        Spec(team=payments, name=f"Service {at:02}", created_by=alice, progress=READY)
        for at in range(30)
    )
    portfolio.reload()
    portfolio.get_by_role("link", name="Show all").press("Enter")
    expect(portfolio.locator("#heat th.svc")).to_have_count(32)
    expect(portfolio.locator(":focus")).to_have_text(re.compile("^Service"))
    expect(portfolio.locator("#shown")).to_have_text("32 of 32 services shown.")
    expect(portfolio.locator("#live")).to_have_text("All 32 services shown")


def test_what_is_below_loads_when_it_is_reached_and_offers_to_try_again(portfolio, live_server):
    portfolio.route("**/portfolio/gaps/", lambda route: route.abort())
    portfolio.reload()
    portfolio.locator("#gaps").scroll_into_view_if_needed()
    again = portfolio.locator("#gaps").get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    portfolio.unroute("**/portfolio/gaps/")
    again.press("Enter")
    expect(portfolio.get_by_text("Monitoring: not ready")).to_be_visible()
    expect(portfolio.locator("#attention")).to_contain_text("Nothing needs attention.")


def test_the_list_is_sorted_with_the_keyboard(portfolio, live_server, axe):
    portfolio.get_by_role("link", name="List", exact=True).press("Enter")
    head = portfolio.get_by_role("columnheader", name="Service")
    expect(head).to_have_attribute("aria-sort", "none")
    head.get_by_role("link").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(head.get_by_role("link")).to_be_focused()
    axe(portfolio)
