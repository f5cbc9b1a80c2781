"""What a person sees while something takes long, and exact times behind short ones."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BAR = "getComputedStyle(document.querySelector('.topbar'), '::after').opacity"


@pytest.fixture
def specs(page, live_server, sign_in, spec, alice):
    """The list of specifications, as Alice sees it."""
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/")
    return page


@pytest.fixture
def held(page):
    """Requests that match wait until they are let go: `held(pattern)`, `held.go()`."""

    class Held:
        def __init__(self):
            self.routes = []

        def __call__(self, pattern):
            page.route(pattern, lambda route: self.routes.append(route))

        def go(self):
            while self.routes:
                self.routes.pop().continue_()

    return Held()


def wait_for_bar(page):
    page.wait_for_function(f"() => {BAR} === '1'")


def test_a_slow_filter_shows_a_bar_and_says_busy_and_a_rest_shows_none(specs, held):
    assert specs.evaluate(BAR) == "0"
    held(re.compile(r"q=check"))
    specs.get_by_label("Find").fill("check")
    expect(specs.locator("#results")).to_have_attribute("aria-busy", "true")
    wait_for_bar(specs)
    held.go()
    expect(specs.locator("#results[aria-busy]")).to_have_count(0)
    assert specs.evaluate(BAR) == "0"


def test_a_form_on_its_way_shows_it_too(specs, live_server):
    specs.goto(f"{live_server.url}/account/")
    # The event alone does what the page does at once, and sends nothing.
    specs.evaluate(
        """() => { const submitter = document.querySelector("main form .btn.primary");
        submitter.form.dispatchEvent(new SubmitEvent("submit", { submitter, bubbles: true })) }"""
    )
    expect(specs.get_by_role("button", name="Save", exact=True)).to_have_attribute(
        "aria-busy", "true"
    )
    wait_for_bar(specs)


def test_times_have_the_exact_one_behind_them_after_filtering_too(specs):
    stamp = specs.locator("#results time").first
    expect(stamp).to_have_attribute("title", re.compile(r"^\w+.* \d{4} .*\d\d:\d\d:\d\d \S+"))
    stamp.evaluate("stamp => stamp.removeAttribute('title')")  # of the row that goes
    specs.get_by_label("Status").select_option("Draft")
    specs.wait_for_url("**status=Draft**")
    expect(stamp).to_have_attribute("title", re.compile(r"\d\d:\d\d:\d\d"))
