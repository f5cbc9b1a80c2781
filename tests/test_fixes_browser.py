"""A fix with one click and its Undo, in a real browser: both the strip and the cell stand in view."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from specs import rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1440, 390])
def test_a_size_is_written_and_taken_back_beside_its_field(editor, page, draft, alice, axe, width):
    for at in range(3):
        rows.add(draft, alice, "component", f"api{at}", cells={"name": f"A{at}", "kind": "service"})
    rows.add(draft, alice, "component", "last0", cells={"name": "API", "memory": "512MB"})
    page.set_viewport_size({"width": width, "height": 844})
    desk = editor("deployment")
    if width < 761:
        page.get_by_role("button", name="Checks").click()
    page.get_by_role("button", name="Write 512Mi").click()
    strip = page.locator("#notes .banner")
    expect(strip).to_contain_text("Write 512Mi: done.")
    memory = desk.cell("component.last0.memory")
    expect(memory).to_have_value("512Mi")
    expect(memory).to_be_in_viewport()
    expect(strip).to_be_in_viewport(ratio=1)
    above, below = strip.bounding_box(), memory.bounding_box()
    assert above["y"] + above["height"] <= below["y"]
    axe(page)
    strip.get_by_role("button", name="Undo").click()
    expect(desk.cell("component.last0.memory")).to_have_value("512MB")
    expect(page.locator("#notes")).to_contain_text("The fix is taken back.")


def test_the_strip_stands_above_the_outline_and_the_panel(editor, page, draft, alice):
    for at in range(4):
        rows.add(draft, alice, "component", f"api{at}", cells={"name": f"A{at}", "kind": "service"})
    rows.add(draft, alice, "component", "last0", cells={"name": "API", "memory": "512MB"})
    page.set_viewport_size({"width": 1440, "height": 844})
    editor("deployment")
    page.get_by_role("button", name="Write 512Mi").click()
    strip = page.locator("#notes .banner")
    expect(strip).to_be_in_viewport(ratio=1)
    below = strip.bounding_box()["y"] + strip.bounding_box()["height"]
    for rail in page.locator(".rail:visible").all():
        assert rail.bounding_box()["y"] >= below
    assert page.locator(".rail:visible").count() == 2
