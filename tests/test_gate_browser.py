"""The page of the gate as a person sees it: opened and closed again, with its mistakes told."""

import pytest
from playwright.sync_api import expect

from specs.models import BreakGlass
from tests.test_gate_page import WHY, deployed  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_gate_is_opened_and_closed_on_a_phone(seat, deployed, alice, axe):  # noqa: F811
    page = seat(alice, f"/specs/{deployed.guid}/")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("link", name="Gate", exact=True).click()
    page.get_by_text("Break glass").click()
    page.get_by_label("Why can it not wait?").fill("Now.")
    page.get_by_role("button", name="Open the gate").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    axe(page)
    why = page.get_by_label("Why can it not wait?")
    expect(why).to_have_value("Now.")
    why.fill(WHY)
    page.get_by_role("combobox", name="Environment").select_option("production")
    page.get_by_role("button", name="Open the gate").click()
    expect(page.get_by_text("The gate is open until").first).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert BreakGlass.objects.get().environment == "production"
    page.get_by_role("button", name="Close it now").click()
    expect(page.get_by_text("Closed early by Alice")).to_be_visible()
    assert not BreakGlass.objects.get().is_open
