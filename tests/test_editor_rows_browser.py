"""Rows in a real browser: the keyboard, the grip, the menu, pasting, and Undo."""

import re

import pytest
from playwright.sync_api import expect

from specs import rows
from tests.editing import names, stored, tsv

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THREE = [{"name": name, "audience": f"{name} team"} for name in ("System", "Business", "Agents")]

# Controls of the form that stand above the one before them, or left of it on the same line.
BACKWARDS = """() => {
  const all = [...document.querySelectorAll("#form [data-order]")].sort((a, b) => a.dataset.order - b.dataset.order);
  return all.slice(1).filter((one, at) => {
    const [was, is] = [all[at].getBoundingClientRect(), one.getBoundingClientRect()];
    const sameLine = is.top < was.bottom && is.bottom > was.top;
    return is.bottom <= was.top || (sameLine && is.right <= was.left);
  }).map((one) => one.name || one.outerHTML.slice(0, 120));
}"""

# Chromium stops at what scrolls and holds no control, such as the head of an empty wide table.
SCROLLER = "document.activeElement.matches('div:not([tabindex])')"


@pytest.fixture
def boards(draft, alice):
    """Three dashboards."""
    for number, cells in enumerate(THREE):
        rows.add(draft, alice, "dashboard", f"board{number}", cells=cells)
    return draft


def focused(page, what="name"):
    return page.evaluate(f"document.activeElement.{what}")


def test_tab_from_the_last_cell_adds_a_row_unless_it_is_empty(editor, draft):
    desk = editor("monitoring")
    part, page = desk.part("dashboard"), desk.page
    desk.add(part)
    desk.cell("dashboard.*.name").fill("System Health")
    desk.cell("dashboard.*.url").focus()
    page.keyboard.press("Tab")
    expect(desk.rows(part)).to_have_count(2)
    second = desk.keys("dashboard")[1]
    assert focused(page) == f"dashboard.{second}.name"
    expect(desk.live).to_have_text("Dashboard 2 added")
    desk.cell(f"dashboard.{second}.url").focus()
    page.keyboard.press("Tab")
    assert focused(page, "dataset.menu") is not None
    page.keyboard.press("Tab")
    assert focused(page, "dataset.add") is not None
    expect(desk.rows(part)).to_have_count(2)
    desk.saved()
    assert names(draft) == ["System Health", ""]


@pytest.mark.parametrize("chapter", ["monitoring", "runbooks", "environments"])
def test_tab_visits_every_control_in_order_and_is_never_trapped(editor, boards, alice, chapter):
    rows.add(boards, alice, "dashboard", "empty")  # Tab out of a filled row would add one
    desk = editor(chapter)
    number = """() => {
      const all = [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true})
                     && e.type !== "hidden" && !e.closest("dialog:not([open])"));
      all.forEach((e, i) => e.dataset.order = i);
      return all.length;
    }"""
    count = desk.page.evaluate(number)
    assert desk.page.evaluate(BACKWARDS) == []
    for key, wanted in (("Tab", [*range(count)]), ("Shift+Tab", [*range(count)][::-1])):
        desk.page.locator(f"[data-order='{wanted[0]}']").focus()
        seen = [wanted[0]]
        while len(seen) < count and seen[-1] != wanted[-1]:
            desk.page.keyboard.press(key)
            if not desk.page.evaluate(SCROLLER):
                seen.append(int(focused(desk.page, "dataset.order") or -1))
        assert seen == wanted


@pytest.mark.parametrize(("key", "order", "said"), [
    ("Alt+ArrowUp", ["Business", "System", "Agents"], "Dashboard 2 moved to 1 of 3"),
    ("Alt+ArrowDown", ["System", "Agents", "Business"], "Dashboard 2 moved to 3 of 3"),
])  # fmt: skip
def test_alt_and_an_arrow_move_a_row_and_keep_the_focus(editor, boards, key, order, said):
    desk = editor("monitoring")
    cell = desk.cell("dashboard.board1.audience")
    cell.focus()
    desk.page.keyboard.press(key)
    expect(desk.live).to_have_text(said)
    expect(cell).to_be_focused()
    assert desk.texts("dashboard", "name") == order
    desk.saved()
    assert names(boards) == order


def test_a_row_is_dragged_by_its_grip(editor, boards):
    desk = editor("monitoring")
    grip = desk.page.locator("#r-dashboard-board0 [data-grip]")
    grip.evaluate("grip => grip.scrollIntoView({block: 'center'})")
    box, last = grip.bounding_box(), desk.page.locator("#r-dashboard-board2").bounding_box()
    mouse = desk.page.mouse
    mouse.move(box["x"] + 5, box["y"] + 5)
    mouse.down()
    mouse.move(box["x"] + 5, last["y"] + last["height"] - 4, steps=12)
    mouse.up()
    expect(desk.live).to_have_text("Dashboard 1 moved to 3 of 3")
    desk.saved()
    assert names(boards) == ["Business", "Agents", "System"]


def test_escape_puts_a_dragged_row_back(editor, boards):
    desk = editor("monitoring")
    grip = desk.page.locator("#r-dashboard-board0 [data-grip]")
    grip.evaluate("grip => grip.scrollIntoView({block: 'center'})")
    box, mouse = grip.bounding_box(), desk.page.mouse
    mouse.move(box["x"] + 5, box["y"] + 5)
    mouse.down()
    mouse.move(box["x"] + 5, box["y"] + 100, steps=8)
    desk.page.keyboard.press("Escape")
    mouse.up()
    assert desk.texts("dashboard", "name") == ["System", "Business", "Agents"]


def test_the_menu_does_what_the_mouse_does(editor, boards):
    desk = editor("monitoring")
    menu = desk.page.locator("#r-dashboard-board2 [data-menu]")
    menu.focus()
    desk.page.keyboard.press("Enter")
    desk.page.get_by_role("menuitem", name="Move up").click()
    assert desk.texts("dashboard", "name") == ["System", "Agents", "Business"]
    menu.click()
    desk.page.get_by_role("menuitem", name="Move to position").click()
    desk.page.get_by_label("Position, 1 to 3").fill("1")
    desk.page.keyboard.press("Enter")
    expect(desk.cell("dashboard.*.name").first).to_have_value("Agents")  # once the box is closed
    assert desk.texts("dashboard", "name") == ["Agents", "System", "Business"]
    menu.click()
    desk.page.get_by_role("menuitem", name="Duplicate").click()
    expect(desk.live).to_have_text("Dashboard 1 duplicated as dashboard 2")
    desk.saved()
    assert names(boards) == ["Agents", "Agents", "System", "Business"]


def test_the_keyboard_inserts_duplicates_deletes_and_walks_a_column(editor, boards):
    desk = editor("monitoring")
    keyboard = desk.page.keyboard
    desk.cell("dashboard.board0.audience").focus()
    keyboard.press("Enter")
    assert focused(desk.page) == "dashboard.board1.audience"
    keyboard.press("Shift+Enter")
    keyboard.press("Control+Enter")
    keyboard.insert_text("New")
    keyboard.press("Control+Shift+d")
    assert desk.texts("dashboard", "name") == ["System", "New", "New", "Business", "Agents"]
    keyboard.press("Control+Shift+Backspace")
    expect(desk.page.locator(".gone button")).to_be_focused()
    desk.saved()
    assert names(boards) == ["System", "New", "Business", "Agents"]


def test_escape_takes_back_what_was_typed_in_a_cell(editor, boards):
    desk = editor("monitoring")
    cell = desk.cell("dashboard.board0.name")
    cell.fill("Nonsense")
    desk.page.keyboard.press("Escape")
    expect(cell).to_have_value("System")
    desk.saved()
    assert names(boards)[0] == "System"


def test_twelve_pasted_rows_are_shown_first_and_undone_at_once(editor, boards):
    desk = editor("monitoring")
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    pasted = [
        {"name": f"Board {n}", "audience": f"Team {n}", "panels": "Errors"} for n in range(12)
    ]
    desk.cell("dashboard.board1.name").focus()
    desk.paste(tsv(pasted))
    box = desk.page.locator("#paste")
    expect(box.locator("h2")).to_have_text("Paste 12 rows into Dashboards")
    expect(box.locator("[data-preview] tr")).to_have_count(7)
    box.get_by_role("button", name="Paste rows").click()
    expect(desk.rows(desk.part("dashboard"))).to_have_count(15)
    desk.saved()
    wanted = [row["name"] for row in pasted]
    assert names(boards) == ["System", "Business", *wanted, "Agents"]
    desk.page.get_by_role("button", name="Undo").click()
    expect(desk.rows(desk.part("dashboard"))).to_have_count(3)
    desk.saved()
    assert names(boards) == ["System", "Business", "Agents"]


def test_a_quoted_cell_with_new_lines_is_one_cell(editor, draft):
    desk = editor("monitoring")
    desk.part("dashboard").locator("[data-paste]").click()
    text = 'Dashboard\tKey panels\nHealth\t"Errors\nand ""saturation""\tof all"\nPlain\tTraffic\n'
    desk.page.locator("#paste textarea").fill(text)
    desk.page.get_by_role("button", name="Paste rows", exact=True).last.click()
    expect(desk.rows(desk.part("dashboard"))).to_have_count(2)
    desk.saved()
    panels = [row["panels"] for row in stored(draft, "dashboards", "dashboard")]
    assert panels == ['Errors and "saturation"\tof all', "Traffic"]


def test_a_word_that_is_no_choice_is_kept_and_named(editor, draft):
    desk = editor("monitoring")
    desk.part("metric").locator("[data-paste]").click()
    desk.page.locator("#paste textarea").fill(
        "Metric\tSeverity\nDisk usage\tWarning\nCPU\tcritical"
    )
    expect(desk.page.locator("[data-says]")).to_contain_text("1 row needs a severity")
    desk.page.get_by_role("button", name="Paste rows", exact=True).last.click()
    expect(desk.rows(desk.part("metric")).first).to_contain_text("Warning")
    desk.saved()
    found = [row["severity"] for row in stored(draft, "metrics", "metric")]
    assert found == ["Warning", "Critical"]


def test_a_deleted_runbook_comes_back_whole(editor, draft, alice):
    rows.add(draft, alice, "runbook", "first", cells={"name": "Errors", "impact": "No orders"})
    rows.add(draft, alice, "runbook", "second", cells={"name": "Latency"})
    for n in range(2):
        words = {"text": f"Step {n}", "command": "kubectl get pods"}
        more = {"parent": "first", "phase": "diagnosis", "cells": words}
        rows.add(draft, alice, "runbook_step", f"step{n}", **more)
    before = stored(draft, "runbooks", "runbook")
    desk = editor("runbooks")
    desk.cell("runbook.first.prevention").fill("Test it.")
    desk.page.locator("#r-runbook-first > header [data-menu]").click()
    desk.page.get_by_role("menuitem", name="Delete").click()
    expect(desk.page.locator(".gone")).to_contain_text("Runbook deleted: Errors.")
    desk.saved()
    assert [row["key"] for row in stored(draft, "runbooks", "runbook")] == ["second"]
    desk.page.get_by_role("button", name="Undo").click()
    desk.saved()
    before[0]["prevention"] = "Test it."
    assert stored(draft, "runbooks", "runbook") == before
    expect(desk.cell("runbook.first.prevention")).to_have_value(re.compile("Test it"))
    desk.cell("runbook_step.step1.text").fill("Step one, again")
    desk.saved()
    assert stored(draft, "runbooks", "runbook")[0]["diagnosis"][1]["text"] == "Step one, again"


def test_a_step_added_to_a_new_card_hangs_on_it(editor, draft):
    desk = editor("runbooks")
    card = desk.add(desk.part("runbook"))
    key = card.get_attribute("data-row")
    desk.cell(f"runbook.{key}.name").fill("Queue grows")
    part = desk.part("runbook_step", "resolution", card)
    desk.add(part)
    desk.page.keyboard.insert_text("Scale the worker.")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.insert_text("Watch the queue.")
    desk.saved()
    (row,) = stored(draft, "runbooks", "runbook")
    steps = [one["text"] for one in row["resolution"]]
    assert (row["name"], steps) == ("Queue grows", ["Scale the worker.", "Watch the queue."])
