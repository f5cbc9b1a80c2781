"""The desk's own pages with real content: no accessibility fault, nothing wider than the screen."""

import pytest

from specs import reader
from specs.models import Spec
from tests.samples import DEMO

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complete(payments, alice):
    """The complete demo spec as a draft."""
    return Spec.start(payments, alice, "Checkout API", reader.read(DEMO.read_text()).document)


def test_lists_and_the_overview_have_no_fault(page, live_server, sign_in, axe, alice, complete):
    sign_in(page, alice)
    for path in ("/", "/specs/", "/specs/?q=nothing", "/specs/new/", f"/specs/{complete.guid}/"):
        page.goto(f"{live_server.url}{path}")
        axe(page)


def test_a_full_section_has_no_fault(page, live_server, sign_in, axe, alice, complete):
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/{complete.guid}/sections/monitoring/")
    page.locator("#savestate").wait_for()
    axe(page)


def test_the_current_tab_and_page_can_be_told_apart_in_forced_colours(
    page, live_server, sign_in, alice, complete
):
    sign_in(page, alice)
    page.emulate_media(forced_colors="active")
    page.goto(f"{live_server.url}/specs/{complete.guid}/sections/monitoring/")
    edge = "all => [...new Set(all.map(one => getComputedStyle(one).borderBottomColor))]"
    (current,) = page.eval_on_selector_all(".tabs a[aria-current]", edge)
    (others,) = page.eval_on_selector_all(".tabs a:not([aria-current])", edge)
    assert current != others
    here = page.locator(".topbar > nav a[aria-current]")
    assert here.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_an_empty_box_looks_like_a_field_in_the_dark_and_a_ticked_one_is_filled(
    page, live_server, sign_in, alice, complete
):
    sign_in(page, alice)
    page.emulate_media(color_scheme="dark")
    page.goto(f"{live_server.url}/portfolio/")
    colour = "one => getComputedStyle(one).backgroundColor"
    box, field = page.locator("#blockers"), page.locator("#q")
    assert box.evaluate(colour) == field.evaluate(colour)
    box.evaluate("one => { one.checked = true }")
    assert box.evaluate(colour) != field.evaluate(colour)
    page.emulate_media(forced_colors="active")
    assert box.evaluate("one => getComputedStyle(one).appearance") != "none"
