"""Text kept on the device: whose it is, what is on its way, and what is never written there."""

import pytest
from playwright.sync_api import expect

from tests.editing import Editor
from tests.exporting import until
from tests.test_editor_saving_browser import KEPT, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_text_kept_on_a_device_is_offered_to_who_typed_it_and_to_nobody_else(
    editor, draft, live_server, sign_in, alice, bob
):
    desk = editor("monitoring")
    context = desk.page.context
    context.set_offline(True)
    desk.cell("logging.-.retention").fill("30 days")
    until(lambda: desk.page.evaluate(KEPT, "30 days"))
    desk.page.close()
    context.set_offline(False)
    offer = "You have unsaved text from"
    for person, offered in ((bob, 0), (alice, 1)):
        context.clear_cookies()
        sign_in(context, person)
        again = Editor(context.new_page(), live_server, draft, "monitoring").open()
        again.page.wait_for_load_state("networkidle")
        expect(again.page.get_by_text(offer)).to_have_count(offered)
        assert again.page.evaluate(KEPT, "30 days")


def test_what_is_on_its_way_is_kept_too_until_it_arrived(editor, draft):
    desk = editor("monitoring")
    held = []
    desk.page.route("**/cells/", lambda route: route.continue_() if held else held.append(route))
    desk.cell("logging.-.retention").fill("30 days")
    until(lambda: desk.page.wait_for_timeout(50) or held)
    desk.cell("logging.-.never").fill("Card numbers")
    for text in ("Card numbers", "30 days"):
        until(lambda text=text: desk.page.evaluate(KEPT, text))
    held[0].continue_()
    desk.saved()
    assert text_of(draft, "logging.-.retention") == "30 days"


def test_what_may_be_a_secret_is_not_kept_on_the_device_with_a_row_either(editor, draft):
    desk = editor("configuration")
    row = desk.add(desk.part("parameter"))
    (key,) = desk.keys("parameter")
    desk.cell(f"parameter.{key}.name").fill("ROUTE")
    desk.saved()
    desk.page.context.set_offline(True)
    desk.cell(f"parameter.{key}.default").fill("quiet-river-77")
    row.locator("[data-menu]").click()
    desk.page.get_by_role("menuitem", name="Duplicate").click()
    desk.cell(f"parameter.{key}.name").press("Control+Shift+Backspace")
    until(lambda: desk.page.evaluate(KEPT, "delete"))
    assert desk.page.evaluate(KEPT, "quiet-river-77") is False
    desk.page.context.set_offline(False)
    desk.saved()
    assert "quiet-river-77" in desk.texts("parameter", "default")
