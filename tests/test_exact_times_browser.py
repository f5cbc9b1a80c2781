"""A day has its weekday and full date on hover, a time is told to the second."""

import re

import pytest
from playwright.sync_api import expect

from specs.models import Status

from .cast import brought_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_days_of_the_overview_are_told_in_full(page, live_server, sign_in, spec, alice, rita):
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.refresh_from_db()
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/{spec.guid}/")
    details = page.locator("section[aria-labelledby=details]")
    approved = details.locator("dt:text-is('Approved') + dd time")
    expect(approved).to_have_attribute("title", re.compile(r"^\w+day, .* at \d+:\d\d:\d\d"))
    review_by = details.locator("dt:text-is('Review by') + dd time")
    day = f"{spec.review_by:%A}, {spec.review_by.day} {spec.review_by:%B %Y}"
    expect(review_by).to_have_attribute("title", day)
