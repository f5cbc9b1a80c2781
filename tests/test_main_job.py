"""The main job, from a blank page to approved Markdown in a git repository, all of it in a browser."""

from __future__ import annotations

import copy
import re
import subprocess

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from specs import references, tasks
from specs.documents import keyless
from specs.models import Export, Spec
from specs.reader import read
from specs.sections.base import Chapter
from specs.writer import REVIEW, write
from tests.cast import PASSWORD
from tests.editing import SLOW, Editor
from tests.guide_values import SECTIONS, STAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in_by_form(page, live_server, name):
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("form.sign-in button").click()
    page.wait_for_url(f"{live_server.url}/")


def start(page, live_server):
    page.goto(f"{live_server.url}/specs/new/")
    page.get_by_label("Blank").check()
    page.locator("[name=name]").fill("Checkout API")
    page.get_by_role("button", name="Create draft").click()
    page.wait_for_url(re.compile(r"/specs/[0-9a-f]{12}/$"))
    return Spec.objects.get(name="Checkout API")


def by_keyboard(editor, model, rows):
    """A table typed with the hands on the keyboard: Tab goes on, and adds the next row."""
    page, names = editor.page, list(rows[0])
    editor.add(editor.part(model))
    for number, row in enumerate(rows):
        last = editor.rows(editor.part(model)).last
        order = last.locator("textarea, select").evaluate_all(
            "cells => cells.map(c => c.name.split('.')[2])"
        )
        assert [name for name in order if name in names] == names
        expect(last.locator("textarea, select").first).to_be_focused()
        for name in order:
            text = row.get(name, "")
            if text and page.evaluate("document.activeElement.tagName") == "SELECT":
                page.locator("*:focus").select_option(text)
            elif text:
                page.keyboard.insert_text(text)
            if (number, name) != (len(rows) - 1, order[-1]):
                page.keyboard.press("Tab")


def filled_in(page, live_server, spec):
    """Every chapter, by typing, Add buttons, Tab, and pasting from a spreadsheet."""
    rest = {name: values for name, values in SECTIONS.items() if name != "pipeline"}
    chapters = [c.slug for c in Chapter if c is not Chapter.RUNBOOKS]
    for chapter in ("runbooks", *chapters):  # alerts name a runbook
        editor = Editor(page, live_server, spec, chapter).open()
        if chapter == Chapter.DEPLOYMENT.slug:
            by_keyboard(editor, "stage", STAGES)
        editor.fill(rest)
        editor.saved()
        page.locator("#complete").check()
        editor.saved()


def holds(document, expected, where=""):
    """Every value that was typed stands in its place."""
    for name, value in expected.items():
        if isinstance(value, list):
            for number, row in enumerate(value):
                holds(document[name][number], row, f"{where}.{name}.{number}")
        else:
            assert document[name] == value, f"{where}.{name}"


def named(document):
    """The document with references as people see them."""
    document = copy.deepcopy(document)
    for section, group, name, to in references.cells():
        for row in document["sections"][section][group]:
            row[name] = references.shown(row[name], references.targets(document, to))
    return document


def words(value):
    """Every text of a nested value."""
    if not isinstance(value, dict | list):
        return [value] if isinstance(value, str) else []
    return [
        word
        for one in (value.values() if isinstance(value, dict) else value)
        for word in words(one)
    ]


def is_what_was_approved(text, revision):
    """The file is the writer's, holds every value typed, and reads back to the same document."""
    back = read(text)
    assert back.leftovers == {}
    assert keyless(back.document)["sections"] == keyless(revision.document)["sections"]
    assert back.document["header"]["name"] == "Checkout API"
    portal = {name: back.document["header"][name] for name in ("status", "updated")}
    document = revision.document | {"header": revision.document["header"] | portal}
    assert write(document, text.split(f"{REVIEW}\n\n", 1)[1].strip("\n")) == text
    found = set(words(named(back.document)))
    assert [word for word in words(SECTIONS) if word not in found] == []


def test_from_a_blank_page_to_approved_markdown_in_git(
    page, new_context, live_server, alice, rita, repository, bare, tmp_path
):
    sign_in_by_form(page, live_server, "alice")
    spec = start(page, live_server)
    filled_in(page, live_server, spec)

    document = named(spec.document())
    holds(document["header"], SECTIONS["header"], "header")
    for name, values in SECTIONS.items():
        if name != "header":
            holds(document["sections"][name], values, name)

    page.goto(f"{live_server.url}/specs/{spec.guid}/submit/")
    page.get_by_label("Rita").check()
    page.get_by_role("button", name="Request review").click()
    page.wait_for_url("**/reviews/1/")

    desk = new_context().new_page()
    sign_in_by_form(desk, live_server, "rita")
    desk.goto(f"{live_server.url}/reviews/")
    desk.get_by_role("link", name="Checkout API").click()
    desk.wait_for_url("**/reviews/1/")
    expect(desk.get_by_text("This is the first version.")).to_be_visible()
    for text in (
        "MAX_UPLOAD_SIZE_MB",
        "RAG retrieval empty rate",
        "kubectl rollout undo deploy/api",
    ):
        expect(desk.locator("article").get_by_text(text, exact=True).first).to_be_attached()
    desk.locator("[name=verdict][value=approve]").check()
    desk.locator("#id_summary").fill("Complete. Thank you.")
    desk.get_by_role("button", name="Approve").click()
    expect(desk.get_by_text("is approved").first).to_be_visible(timeout=SLOW)

    row = Export.objects.get(spec=spec)
    tasks.export.apply(args=[row.pk])
    row.refresh_from_db()
    assert row.state == "done", row.log

    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(bare.folder), str(clone)], check=True)
    file = clone / "operations" / f"ybs-spec_{spec.guid}.md"
    spec.refresh_from_db()
    assert file.read_bytes() == spec.approved.markdown.encode()
    is_what_was_approved(file.read_text(encoding="utf-8"), spec.approved)
    call_command("verify_spec", str(file))

    page.goto(f"{live_server.url}/specs/{spec.guid}/exports/")
    expect(page.locator("#main")).to_contain_text(row.repository.name)
