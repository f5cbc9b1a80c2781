"""Alert physics beside the forms, in a real browser: as one types, and readable for everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from specs.models import Spec
from tests.editing import SLOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def objective(desk):
    """A first objective, and what stands below it."""
    card = desk.add(desk.part("slo"))
    key = card.get_attribute("data-row")
    return key, desk.page.locator(f"#p-slo-{key}")


def test_the_budget_of_an_objective_appears_and_changes_as_one_types(editor, draft, axe):
    desk = editor("slos")
    key, held = objective(desk)
    expect(held).to_be_hidden()
    for name, text in {"name": "Availability", "target": "99.9%", "window": "30 days"}.items():
        desk.put(desk.cell(f"slo.{key}.{name}"), text)
    expect(held).to_contain_text("43 min 12 s of total outage in 30 d", timeout=SLOW)
    expect(held.locator("svg.burn")).to_be_visible()
    axe(desk.page)
    desk.put(desk.cell(f"slo.{key}.target"), "99.99%")
    expect(held).to_contain_text("4 min 19 s", timeout=SLOW)
    desk.put(desk.cell(f"slo.{key}.target"), "often")
    expect(held).to_be_hidden(timeout=SLOW)


def test_without_a_script_the_numbers_stand_on_the_page(editor, draft, beside, alice):
    desk = editor("monitoring")
    card = desk.add(desk.part("alert"))
    key = card.get_attribute("data-row")
    desk.put(desk.cell(f"alert.{key}.name"), "ErrorsHigh")
    desk.put(desk.cell(f"alert.{key}.condition"), "Error rate > 5% for 1 min")
    desk.saved()
    plain = beside(alice, "monitoring", java_script_enabled=False)
    expect(plain.page.locator(f"#p-alert-{key}")).to_contain_text("1 minute after it begins")
    assert Spec.objects.get(pk=draft.pk).is_editable


def test_the_ceiling_of_dependencies_appears_as_one_types(editor, draft, axe):
    desk = editor("dependencies")
    held = desk.page.locator("#p-upstream")
    expect(held).to_be_hidden()
    key = desk.add(desk.part("upstream_service")).get_attribute("data-row")
    said = {"name": "Queue", "failure": "All stops.", "kind": "Hard", "promised": "99.9%"}
    for name, text in said.items():
        desk.put(desk.cell(f"upstream_service.{key}.{name}"), text)
    expect(held).to_contain_text("Your dependencies cap you at 99.9 %: Queue 99.9%.", timeout=SLOW)
    axe(desk.page)
    desk.page.goto(f"{desk.home}dependencies/")
    expect(desk.page.locator(".above")).to_contain_text("cap you at 99.9 %")
    axe(desk.page)
