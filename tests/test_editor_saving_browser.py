"""Saving in a real browser: slow, broken or absent networks, and two people at once, lose no text."""

import json
import re
from contextlib import suppress
from itertools import groupby

import pytest
from django.apps import apps
from django.db import models
from playwright.sync_api import Error, expect

from specs import cells, rows
from specs.models import Comment, Conflict, Spec, Status
from tests.cast import brought_to
from tests.editing import SLOW, Editor
from tests.exporting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ABOUT, LOAD = "overview.-.overview", "capacity.-.load"


def text_of(spec, address):
    return cells.shown_now(Spec.objects.get(pk=spec.pk), address)


def slow(page, latency):
    """A network on which every answer takes this many milliseconds."""
    line = {"offline": False, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)


class Posts:
    """What the page saves at the portal, and what comes back; that it is open is told beside."""

    def __init__(self, page):
        self.open, self.most, self.bodies, self.answers = 0, 0, [], []
        self.begun = set()  # one that began before is none of ours
        page.on("request", self.sent)
        page.on("requestfinished", self.done)
        page.on("requestfailed", self.done)

    def sent(self, request):
        if request.method == "POST" and "/presence/" not in request.url:
            self.begun.add(request)
            self.open += 1
            self.most = max(self.most, self.open)
            self.bodies.append(request.post_data)

    def done(self, request):
        if request in self.begun:
            self.open -= 1
            self.answers.append(request.response())


def test_what_is_typed_during_a_slow_save_stays_and_so_does_the_caret(editor, draft):
    desk = editor("overview")
    slow(desk.page, 2000)
    area = desk.cell(ABOUT)
    area.focus()
    with desk.page.expect_request("**/cells/") as first:
        desk.page.keyboard.type("It sells things.")
    for _ in "things.":
        desk.page.keyboard.press("ArrowLeft")
    desk.page.keyboard.type("many ")
    place = area.evaluate("area => [area.value, area.selectionStart]")
    first.value.response()
    assert area.evaluate("area => [area.value, area.selectionStart]") == place
    assert place == ["It sells many things.", len("It sells many ")]
    expect(area).to_be_focused()
    desk.saved()
    expect(area).to_have_value("It sells many things.")
    assert text_of(draft, ABOUT) == "It sells many things."


def test_one_request_at_a_time_and_the_last_has_the_newest_text(editor, draft):
    desk = editor("scaling")
    slow(desk.page, 300)
    posts = Posts(desk.page)
    desk.add(desk.part("resource_limit"))
    desk.page.keyboard.type("API")
    for name in ("load", "growth", "recommendations"):
        desk.cell(f"capacity.-.{name}").type(f"All about {name}, typed slowly.", delay=30)
    desk.add(desk.part("resource_limit"))
    desk.cell(LOAD).fill("40 a second")
    desk.cell(LOAD).press("Control+s")
    desk.cell(LOAD).fill("41 a second")
    desk.saved()
    assert posts.most == 1
    assert "41+a+second" in posts.bodies[-1]
    assert text_of(draft, LOAD) == "41 a second"


def test_an_answer_never_holds_a_control(editor):
    desk = editor("scaling")
    posts = Posts(desk.page)
    desk.cell("capacity.-.rps").fill("[X]")
    desk.saved()
    desk.add(desk.part("scaling_rule"))
    desk.page.keyboard.type("API")
    desk.saved()
    with desk.page.expect_response("**/progress/") as progress:
        desk.cell("capacity.-.rps").fill("40")
        desk.saved()
    for answer in (*posts.answers, progress.value):
        assert not re.search('<(input(?! type="hidden")|select|textarea)', answer.text())


TELL = """() => {
  window.told = [];
  const state = document.getElementById("savestate");
  new MutationObserver(() => told.push(state.textContent.trim())).observe(state, {childList: true});
}"""


def test_the_states_of_saving_are_told_in_words(editor):
    desk = editor("overview")
    slow(desk.page, 1500)
    desk.page.evaluate(TELL)
    desk.cell(ABOUT).fill("It sells.")
    desk.saved()
    told = [words for words, _ in groupby(desk.page.evaluate("told"))]
    assert told[:2] == ["Unsaved changes", "Saving…"]
    assert re.fullmatch(r"Saved \d\d:\d\d", " ".join(told[2:]))


@pytest.mark.parametrize("fault", ["stopped", "silent", 500, 503])
def test_a_server_in_trouble_is_told_and_then_everything_is_saved(editor, draft, fault):
    desk = editor("overview")
    unanswered = []
    broken = {
        "stopped": lambda route: route.abort("connectionrefused"),
        # The connection stands, and nobody answers.
        "silent": lambda route: unanswered.append(route),
    }.get(fault, lambda route: route.fulfill(status=fault, body="no"))
    desk.page.route("**/cells/", broken)
    desk.cell(ABOUT).fill("It sells.")
    expect(desk.state).to_contain_text("Not saved, trying again", timeout=45_000)
    desk.cell(ABOUT).fill("It sells well.")
    desk.page.unroute("**/cells/")
    for route in unanswered:
        with suppress(Error):  # the page itself waits no longer
            route.abort()
    desk.saved()
    assert text_of(draft, ABOUT) == "It sells well."


def test_a_server_that_asks_for_patience_gets_it(editor, draft):
    desk = editor("overview")
    answers = iter([{"status": 429, "headers": {"Retry-After": "5"}}])
    desk.page.route(
        "**/cells/",
        lambda route: route.fulfill(**one) if (one := next(answers, None)) else route.continue_(),
    )
    desk.cell(ABOUT).fill("It sells.")
    expect(desk.state).to_contain_text("Saving again in 5 s", timeout=SLOW)
    desk.saved()
    assert text_of(draft, ABOUT) == "It sells."


def test_text_of_a_page_that_was_closed_offline_is_offered_again(editor, draft, live_server):
    desk = editor("monitoring")
    context = desk.page.context
    context.set_offline(True)
    row = desk.add(desk.part("dashboard")).get_attribute("data-row")
    desk.page.keyboard.type("System Health")
    desk.cell("logging.-.retention").fill("30 days")
    expect(desk.state).to_have_text("Offline. Kept on this device.", timeout=SLOW)
    until(lambda: desk.page.evaluate(KEPT, "30 days"))
    desk.page.close()
    context.set_offline(False)
    again = Editor(context.new_page(), live_server, draft, "monitoring").open()
    expect(again.page.get_by_text("You have unsaved text from")).to_be_visible()
    again.page.get_by_role("button", name="Restore").click()
    expect(again.cell("logging.-.retention")).to_have_value("30 days")
    again.saved()
    assert text_of(draft, "logging.-.retention") == "30 days"
    assert text_of(draft, f"dashboard.{row}.name") == "System Health"
    again.open()
    expect(again.page.get_by_text("You have unsaved text from")).to_have_count(0)


KEPT = """text => new Promise(done => {
  const asked = indexedDB.open("opsportal", 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction("drafts").objectStore("drafts").getAll();
    all.onsuccess = () => done(JSON.stringify(all.result).includes(text));
  };
})"""


def test_two_people_in_different_cells_never_notice(editor, beside, draft, bob):
    desk, other = editor("scaling"), beside(bob, "scaling")
    desk.cell(LOAD).fill("40 a second")
    other.cell("capacity.-.growth").fill("25% a year")
    desk.saved()
    other.saved()
    for one in (desk, other):
        expect(one.page.locator("dialog[open]")).to_have_count(0)
        expect(one.page.locator("#banner")).to_be_empty()
    assert text_of(draft, LOAD) == "40 a second"
    assert text_of(draft, "capacity.-.growth") == "25% a year"


def test_who_loses_a_cell_sees_both_texts_and_chooses_later(
    editor, beside, draft, alice, bob, sign_in
):
    desk, other = editor("scaling"), beside(bob, "scaling")
    desk.cell(LOAD).fill("40 a second")
    desk.saved()
    other.cell(LOAD).fill("90 a second")
    banner = other.page.locator("#banner")
    expect(banner).to_contain_text("Alice", timeout=SLOW)
    expect(other.state).to_contain_text("Paused, 1 change needs you")
    other.cell(LOAD).type(", at night")
    expect(other.cell(LOAD)).to_have_value("90 a second, at night")
    until(lambda: Conflict.open_for(draft, bob).get().mine == "90 a second, at night")
    banner.get_by_role("link", name="Resolve").click()
    other.page.wait_for_url("**/merge/")
    other.page.context.clear_cookies()
    sign_in(other.page, bob)
    other.page.reload()
    for text in ("90 a second, at night", "40 a second"):
        expect(other.page.locator(".merge .val", has_text=re.compile(f"^{text}$"))).to_be_visible()
    other.page.get_by_role("radio", name=re.compile("Yours")).check()
    other.page.get_by_role("button", name="Save merged section").click()
    other.page.wait_for_url("**/scaling/")
    expect(other.cell(LOAD)).to_have_value("90 a second, at night")
    assert text_of(draft, LOAD) == "90 a second, at night"
    assert not Conflict.open_for(draft, bob).exists()


def test_a_cell_edited_while_its_row_was_deleted_can_be_brought_back(
    editor, beside, draft, alice, bob
):
    rows.add(draft, alice, "dashboard", "board", cells={"name": "System"})
    desk, other = editor("monitoring"), beside(bob, "monitoring")
    desk.page.locator("#r-dashboard-board [data-menu]").click()
    desk.page.get_by_role("menuitem", name="Delete").click()
    desk.saved()
    other.cell("dashboard.board.name").fill("System Health")
    other.page.locator("#banner").get_by_role("link", name="Resolve").click()
    other.page.get_by_role("radio", name=re.compile("Yours")).check()
    other.page.get_by_role("button", name="Save merged section").click()
    other.page.wait_for_url("**/monitoring/")
    expect(other.cell("dashboard.board.name")).to_have_value("System Health")


def holders_of(text):
    """Every table of the database in which a text is found."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField | models.JSONField):
                continue
            values = model._default_manager.values_list(field.name, flat=True)
            found += [f"{model.__name__}.{field.name}" for one in values if text in json.dumps(one)]
    return found


def test_the_value_of_a_secret_is_kept_nowhere(editor, draft, alice, rita):
    desk = editor("configuration")
    desk.add(desk.part("parameter"))
    (key,) = desk.keys("parameter")
    desk.cell(f"parameter.{key}.name").fill("LLM_API_KEY")
    desk.cell(f"parameter.{key}.default").fill("sk-very-secret")
    desk.saved()
    assert holders_of("sk-very-secret") != []
    desk.cell(f"parameter.{key}.sensitive").select_option("Yes")
    expect(desk.cell(f"parameter.{key}.default")).to_have_value("")
    expect(desk.cell(f"parameter.{key}.default")).not_to_be_editable()
    desk.saved()
    assert holders_of("sk-very-secret") == []
    assert desk.page.evaluate(KEPT, "sk-very-secret") is False
    approved = brought_to(Spec.objects.get(pk=draft.pk), Status.APPROVED, alice, rita).approved
    assert "LLM_API_KEY" in approved.markdown and "sk-very-secret" not in approved.markdown
    assert holders_of("sk-very-secret") == []


def test_a_pasted_secret_does_not_even_leave_the_page(editor, draft):
    desk = editor("configuration")
    sent: list[str] = []
    desk.page.on("request", lambda request: sent.append(request.post_data or ""))
    part = desk.part("parameter")
    pasted = {"Name": "LLM_API_KEY", "Default": "sk-very-secret", "Sensitive": "Yes"}
    open_one = {"Name": "MAIL_RATE", "Default": "50", "Sensitive": "No"}
    desk.paste_rows(part, [pasted, open_one])
    key, other = desk.keys("parameter")
    expect(desk.cell(f"parameter.{other}.default")).to_have_value("50")
    expect(desk.cell(f"parameter.{key}.default")).to_have_value("")
    expect(desk.cell(f"parameter.{key}.default")).to_have_attribute("placeholder", "never kept")
    desk.saved()
    assert [body for body in sent if "sk-very-secret" in body] == []
    assert any("LLM_API_KEY" in body for body in sent)
    assert holders_of("sk-very-secret") == []


def test_a_secret_that_a_stale_page_sends_is_refused(editor, beside, draft, alice, bob):
    rows.add(draft, alice, "parameter", "secret", cells={"name": "LLM_API_KEY"})
    other, desk = beside(bob, "configuration"), editor("configuration")
    desk.cell("parameter.secret.sensitive").select_option("Yes")
    desk.saved()
    other.cell("parameter.secret.default").fill("sk-very-secret")
    expect(other.page.locator("#banner")).to_contain_text("This looks like a secret", timeout=SLOW)
    assert holders_of("sk-very-secret") == []
    assert other.page.evaluate(KEPT, "sk-very-secret") is False


def test_who_was_signed_out_signs_in_again_and_loses_nothing(editor, draft, sign_in, alice):
    desk = editor("overview")
    desk.page.context.clear_cookies()
    desk.cell(ABOUT).fill("It sells.")
    dialog = desk.page.get_by_role("dialog", name="You have been signed out")
    expect(dialog).to_be_visible(timeout=SLOW)
    sign_in(desk.page, alice)
    dialog.get_by_role("button", name="I am back").click()
    desk.saved()
    assert text_of(draft, ABOUT) == "It sells."


def test_a_draft_that_was_submitted_meanwhile_keeps_the_last_text(
    editor, beside, draft, alice, bob
):
    desk, other = editor("overview"), beside(bob, "overview")
    desk.cell(ABOUT).fill("It sells.")
    desk.saved()
    Spec.objects.get(pk=draft.pk).submit(alice, reason="It is complete for this test.")
    other.cell("header.-.contact").fill("PagerDuty")
    expect(other.page.locator("#banner")).to_contain_text(
        "This draft was sent for review", timeout=SLOW
    )
    expect(other.cell(ABOUT)).not_to_be_editable()
    kept = Comment.objects.get(thread__spec=draft, thread__place="header.-.contact")
    assert (kept.author, kept.suggestion) == (bob, "PagerDuty")
    assert text_of(draft, "header.-.contact") != "PagerDuty"
