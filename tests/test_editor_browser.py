"""The section editor in a real browser: checks, states, reading only, and no JavaScript at all."""

import re

import pytest
from playwright.sync_api import expect

from specs import cells, rows
from specs.cells import Change
from specs.models import ChapterState, Conflict, Spec, Status
from tests.cast import brought_to
from tests.editing import SLOW, names, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THREE = ("System", "Business", "Agents")


@pytest.fixture
def boards(draft, alice):
    """Three dashboards."""
    for number, name in enumerate(THREE):
        rows.add(draft, alice, "dashboard", f"board{number}", cells={"name": name})
    return draft


def write(spec, by, **texts):
    """Cells of a section; `__` stands for `.-.`."""
    found = [Change(name.replace("__", ".-."), text) for name, text in texts.items()]
    assert not cells.write(spec, by, found).conflicts


# ---------------------------------------------------------------- checks


def test_a_placeholder_in_a_number_is_saved_and_flagged_where_it_stands(
    strict_policy, editor, draft
):
    desk = editor("scaling")
    cell = desk.cell("capacity.-.rps")
    cell.fill("[X]")
    expect(desk.page.locator("#m-capacity---rps .msg")).to_contain_text("[X]", timeout=SLOW)
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(desk.page.locator("#findings")).to_contain_text("[X]", timeout=SLOW)
    expect(desk.page.locator("#findings").get_by_role("img", name="Blocker")).to_be_visible()
    expect(desk.page.locator("#o-scaling").get_by_role("img", name="Has blockers")).to_be_visible()
    assert stored(draft, "capacity", "rps") == "[X]"
    cell.fill("40")
    expect(desk.page.locator("#m-capacity---rps .holder")).to_be_empty(timeout=SLOW)
    expect(cell).not_to_have_attribute("aria-invalid", "true")
    expect(desk.page.locator("#findings")).not_to_contain_text("[X]", timeout=SLOW)


def test_a_placeholder_in_a_table_is_flagged_in_its_row(editor):
    desk = editor("scaling")
    row = desk.add(desk.part("resource_limit"))
    key = row.get_attribute("data-row")
    desk.cell(f"resource_limit.{key}.cpu_limit").fill("[X] cores")
    holder = desk.page.locator(f"#r-resource_limit-{key} .note td")
    expect(holder).to_contain_text("Replace [X]", timeout=SLOW)
    desk.open()
    expect(holder).to_contain_text("Replace [X]")


def test_going_to_a_check_focuses_its_control_in_plain_sight(editor, draft, alice):
    for number in range(4):
        given = {"name": f"Alert {number}", "condition": "> 1% for 5 min", "severity": "High"}
        rows.add(draft, alice, "alert", f"alert{number}", cells=given)
    desk = editor("monitoring")
    desk.page.locator("#findings details").evaluate_all("all => all.forEach(d => (d.open = true))")
    go = desk.page.locator('#findings a[href$="#alert-alert2-notification"]')
    expect(go).to_have_text("Go to alert 3")
    go.click()
    control = desk.cell("alert.alert2.notification")
    expect(control).to_be_focused()
    seen = """c => { const box = c.getBoundingClientRect();
      return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === c; }"""
    assert control.evaluate(seen)


def test_a_chapter_with_a_blocker_stays_one_that_has_blockers(strict_policy, editor, boards):
    desk = editor("monitoring")
    desk.page.get_by_label("Mark section complete").check()
    ring = desk.page.locator("#o-monitoring").get_by_role("img", name="Has blockers")
    expect(ring).to_be_visible(timeout=SLOW)
    desk.saved()
    desk.open()
    expect(desk.page.get_by_label("Mark section complete")).to_be_checked()
    expect(ring).to_be_visible()


def test_a_chapter_that_is_filled_and_ticked_is_complete(editor, draft, alice):
    write(draft, alice, overview__overview="It sells.", header__contact="PagerDuty")
    desk = editor("overview")
    desk.page.get_by_label("Mark section complete").check()
    ring = desk.page.locator("#o-overview").get_by_role("img", name="Complete")
    expect(ring).to_be_visible(timeout=SLOW)
    expect(desk.page.locator("#sum")).to_contain_text("1 of 14")
    assert ChapterState.complete_of(draft) == {"overview"}


def test_what_does_not_apply_says_why(editor, draft):
    desk = editor("slos")
    sheet = desk.page.locator('[data-sheet="slos"]')
    sheet.locator(".excuse summary").first.click()
    desk.page.get_by_label("Why does this section not apply?").fill("Nobody depends on it.")
    ring = desk.page.locator("#o-slos").get_by_role("img", name="Not applicable")
    expect(ring).to_be_visible(timeout=SLOW)
    desk.saved()
    assert stored(draft, "slos", "excused") == "Nobody depends on it."


def test_a_group_of_rows_that_does_not_apply_says_why(editor, draft):
    desk = editor("deployment")
    part = desk.part("canary_step")
    part.locator(".excuse summary").click()
    part.locator(".excuse textarea").fill("All replicas change at once.")
    desk.saved()
    assert stored(draft, "rollout", "canary_excused") == "All replicas change at once."


def test_notes_are_saved_and_open_when_there_are_some(editor, draft):
    desk = editor("slos")
    desk.page.locator(".notesof summary").click()
    desk.page.get_by_label("Notes on").fill("Ask finance.")
    desk.saved()
    desk.open()
    expect(desk.page.get_by_label("Notes on")).to_have_value("Ask finance.")


def test_the_preview_shows_what_was_saved(editor):
    desk = editor("slos")
    desk.page.get_by_role("tab", name="Preview").click()
    expect(desk.page.locator("#preview")).to_have_css("display", "grid")  # as a document
    desk.page.locator(".notesof summary").click()
    with desk.page.expect_response("**/preview/"):
        desk.page.get_by_label("Notes on").fill("Ask finance.")
        desk.saved()
    expect(desk.page.locator("#preview")).to_contain_text("Ask finance.", timeout=SLOW)


# ---------------------------------------------------------------- reading only


@pytest.mark.parametrize("status", [Status.REVIEW, Status.APPROVED])
def test_what_is_no_draft_is_shown_as_text_with_a_way_out(editor, boards, alice, rita, status):
    brought_to(boards, status, alice, rita)
    desk = editor("monitoring")
    words = "in review" if status == Status.REVIEW else "Start a new version"
    expect(desk.page.locator("#form .banner")).to_contain_text(words)
    expect(desk.page.locator("#form").locator("input:visible, textarea, select")).to_have_count(0)
    for name in THREE:
        expect(desk.page.locator("#form").get_by_text(name, exact=True)).to_be_visible()
    way = desk.page.locator("#form .banner a")
    expect(way).to_have_count(1)
    where = way.get_attribute("href")
    way.click()
    desk.page.wait_for_url(f"**{where}")
    expect(desk.page.locator("h1")).to_be_visible()


def test_a_reader_of_the_team_sees_text_and_why(beside, boards, dora):
    desk = beside(dora, "monitoring")
    expect(desk.page.locator("#form .banner")).to_contain_text("Payments Core owns it")
    expect(desk.page.locator("#form textarea")).to_have_count(0)
    expect(desk.page.get_by_text("System", exact=True)).to_be_visible()


def test_a_stranger_sees_nothing(new_context, live_server, sign_in, boards, charlie):
    context = new_context()
    sign_in(context, charlie)
    page = context.new_page()
    answer = page.goto(f"{live_server.url}/specs/{boards.guid}/sections/monitoring/")
    assert answer.status == 404


# ---------------------------------------------------------------- without JavaScript


def test_without_javascript_rows_are_filled_added_ordered_deleted_and_saved(beside, boards, alice):
    desk = beside(alice, "monitoring", java_script_enabled=False)
    page = desk.page
    expect(page.get_by_role("button", name="Add dashboard")).to_be_hidden()
    page.locator('[name="dashboard.board0.audience"]').fill("On-call")
    page.locator('[name="logging.-.retention"]').fill("30 days")
    page.locator('[name="dashboard.board2.position"]').fill("1")
    page.locator('[name="dashboard.board0.position"]').fill("2")
    page.locator('[name="dashboard.board1.delete"]').check()
    spare = page.locator('noscript [name^="dashboard."][name$=".name"]').first
    spare.fill("New")
    page.get_by_role("button", name="Save section").click()
    expect(page.locator("#main")).to_contain_text("Saved.")
    assert names(boards) == ["Agents", "System", "New"]
    assert stored(boards, "dashboards", "dashboard")[1]["audience"] == "On-call"
    assert stored(boards, "logging", "retention") == "30 days"
    expect(page.locator('[name="logging.-.retention"]')).to_have_value("30 days")
    page.get_by_label("Mark section complete").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save section").click()
    assert ChapterState.complete_of(boards) == {"monitoring"}


def test_without_javascript_steps_hang_on_their_card_and_keep_their_order(beside, draft, alice):
    for key in ("errors", "latency"):
        rows.add(draft, alice, "runbook", key, cells={"name": key})
        for phase in ("diagnosis", "resolution"):
            for n in (1, 2):
                more = {"parent": key, "phase": phase, "cells": {"text": f"{key} {phase} {n}"}}
                rows.add(draft, alice, "runbook_step", f"{key}{phase}{n}", **more)
    before = stored(draft, "runbooks", "runbook")
    desk = beside(alice, "runbooks", java_script_enabled=False)
    steps = desk.page.locator('#r-runbook-latency [data-phase="resolution"] noscript')
    steps.locator('[name$=".text"]').first.fill("Roll back.")
    new = '[data-model="runbook"] > noscript [data-phase="diagnosis"] [name$=".text"]'
    desk.page.locator(new).first.fill("Look at the queue.")
    for _ in range(2):
        with desk.page.expect_navigation():
            desk.page.get_by_role("button", name="Save section").click()
        expect(desk.page.locator("#main")).to_contain_text("Saved.")
    errors, latency, third = stored(draft, "runbooks", "runbook")
    assert latency["resolution"].pop()["text"] == "Roll back."
    assert [errors, latency] == before
    assert [step["text"] for step in third["diagnosis"]] == ["Look at the queue."]


def test_without_javascript_the_text_for_a_closed_draft_is_kept(beside, boards, alice, bob):
    desk = beside(bob, "monitoring", java_script_enabled=False)
    Spec.objects.get(pk=boards.pk).submit(alice, reason="It is complete for this test.")
    desk.page.locator('[name="logging.-.retention"]').fill("30 days")
    desk.page.locator('noscript [name^="dashboard."][name$=".name"]').first.fill("New")
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="Save section").click()
    assert {one.mine for one in Conflict.open_for(boards, bob)} == {"30 days", "New"}
    assert names(boards) == list(THREE)


def test_without_javascript_who_loses_a_cell_comes_to_choose(beside, draft, alice, bob):
    desk = beside(bob, "scaling", java_script_enabled=False)
    write(draft, alice, capacity__load="40 a second")
    desk.page.locator('[name="capacity.-.load"]').fill("90 a second")
    desk.page.get_by_role("button", name="Save section").click()
    desk.page.wait_for_url("**/merge/")
    desk.page.get_by_role("radio", name=re.compile("Yours")).check()
    desk.page.get_by_role("button", name="Save merged section").click()
    expect(desk.page.locator('[name="capacity.-.load"]')).to_have_value("90 a second")
    assert stored(draft, "capacity", "load") == "90 a second"


def test_a_contradiction_between_two_sections_is_told_beside_the_field(
    strict_policy, editor, draft, alice
):
    write(draft, alice, disaster_recovery__rpo="5 min")
    store = {"name": "PostgreSQL", "kind": "data store"}
    rows.add(draft, alice, "component", "store0", cells=store)
    given = {"store": "PostgreSQL", "method": "Snapshots", "frequency": "Continuous"}
    rows.add(draft, alice, "backup", "backup0", cells=given)
    desk = editor("backup")
    cell = desk.cell("backup.backup0.frequency")
    cell.fill("Daily")
    holder = desk.page.locator("#r-backup-backup0 .note td")
    expect(holder).to_contain_text("RPO 5 min but backups daily", timeout=SLOW)
    expect(cell).to_have_attribute("aria-invalid", "true")
    told = desk.page.locator("#findings li", has_text="RPO 5 min but backups daily")
    expect(told.get_by_role("link", name="Request waiver")).to_be_visible()
    cell.fill("Every 5 min")
    expect(holder).to_be_empty(timeout=SLOW)
    expect(cell).not_to_have_attribute("aria-invalid", "true")
    expect(told).to_have_count(0)


def test_the_merge_page_says_how_many_choices_are_open(beside, draft, alice, bob):
    desk = beside(bob, "scaling", java_script_enabled=False)
    write(draft, alice, capacity__load="40 a second")
    desk.page.locator('[name="capacity.-.load"]').fill("90 a second")
    desk.page.get_by_role("button", name="Save section").click()
    merging = beside(bob, "scaling").page
    merging.goto(desk.page.url)
    expect(merging.locator("#live")).to_have_text("Every choice is made")
    merging.reload()
    merging.evaluate("document.querySelector(':checked').checked = false")
    merging.get_by_role("textbox", name="Something else").fill("60 a second")
    expect(merging.get_by_role("radio", name=re.compile("Something else"))).to_be_checked()
    expect(merging.locator("#live")).to_have_text("Every choice is made")


def test_the_head_opens_the_preview_and_says_when_it_was_saved(editor):
    desk = editor("scaling")
    expect(desk.page.locator("#savestate time")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    desk.page.locator(".pagehead").get_by_role("button", name="Preview").click()
    expect(desk.page.get_by_role("tab", name="Preview")).to_have_attribute("aria-selected", "true")
