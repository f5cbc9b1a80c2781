"""Every key of the review page does what the list of keys says, in a real browser."""

import pytest
from playwright.sync_api import expect

from specs.models import Review
from specs.shortcuts import PAGES

from .cast import started
from .editing import SLOW
from .reviewing import focused

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WALKED = {"n", "p", "c", "s", "d", "]", "["}
"""Those of this file, and of `test_reviewing_browser`."""


@pytest.fixture
def queue(payments, alice, rita, changed):
    """Rita's queue: Checkout API, then Beta, then Gamma."""
    for name in ("Beta", "Gamma"):
        started(payments, alice, name).submit(alice)
    return changed


@pytest.fixture
def at_review(page, live_server, sign_in, rita, queue):
    """The page of the first one."""
    sign_in(page, rita)
    page.goto(f"{live_server.url}/specs/{queue.guid}/reviews/2/")
    return page


def test_the_list_of_keys_names_no_other():
    (keys,) = [one.keys for one in PAGES if one.title == "Review"]
    assert {key.keys[0] for key in keys} == WALKED


def test_brackets_lead_to_the_next_review_and_back(at_review):
    heading = at_review.get_by_role("heading", level=1)
    for key, name in (("]", "Beta"), ("]", "Gamma"), ("[", "Beta"), ("[", "Checkout API")):
        at_review.keyboard.press(key)
        expect(heading).to_contain_text(name, timeout=SLOW)
        at_review.wait_for_load_state()


def test_brackets_rest_at_the_ends_of_the_queue(at_review):
    at_review.keyboard.press("[")
    at_review.keyboard.press("n")
    assert "It takes orders." in focused(at_review)


def test_brackets_follow_the_order_of_the_queue_that_was_looked_at(at_review, live_server):
    Review.objects.filter(spec__name="Gamma").update(loosened=9)
    at_review.goto(f"{live_server.url}/reviews/?sort=risk")
    at_review.keyboard.press("j")
    assert focused(at_review) == "Gamma"
    at_review.keyboard.press("o")
    heading = at_review.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Gamma", timeout=SLOW)
    at_review.wait_for_load_state()
    at_review.keyboard.press("]")
    expect(heading).to_contain_text("Checkout API", timeout=SLOW)


def test_c_comments_on_the_change_that_has_the_focus(at_review):
    at_review.keyboard.press("n")
    at_review.keyboard.press("n")
    assert "Errors0" in focused(at_review)
    at_review.keyboard.press("c")
    form = at_review.locator("form[data-comment]")
    expect(form.locator("textarea[name=text]").first).to_be_focused(timeout=SLOW)
    assert (
        "Errors0" in form.first.inner_text()
        or "Errors0"
        in at_review.locator(
            "tr:has(+ tr form[data-comment]), .rowdiff:has(form[data-comment]), tbody:has(form[data-comment])"
        ).first.inner_text()
    )


def test_s_ticks_the_section_of_the_focus_and_not_the_first(at_review):
    at_review.keyboard.press("n")
    at_review.keyboard.press("n")
    at_review.keyboard.press("s")
    expect(at_review.locator("#read-monitoring")).to_be_checked()
    expect(at_review.locator("#read-overview")).not_to_be_checked()


def test_p_from_nowhere_begins_at_the_last_change_and_d_goes_to_the_decision(at_review):
    at_review.keyboard.press("p")
    assert "Errors1" in focused(at_review)
    at_review.keyboard.press("d")
    assert at_review.evaluate("document.activeElement.name") == "verdict"
