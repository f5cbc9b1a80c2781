"""Comments and suggestions in a real browser: written on a review, followed in the editor, by keyboard too."""

import pytest
from playwright.sync_api import expect

from specs import cells, comments, rows
from specs.documents import cell_digest
from specs.models import Comment, Spec

from .editing import Editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CONDITION = "alert.a1.condition"


@pytest.fixture
def alerts(spec, alice):
    """Two alerts in Alice's draft."""
    for key, name in (("a1", "Backlog"), ("a2", "Errors")):
        words = {"name": name, "condition": "> 1000 for 10 min"}
        rows.add(spec, alice, "alert", key, cells=words)
    return spec


@pytest.fixture
def review(alerts, alice, rita):
    """The second version in its round: one condition changed."""
    alerts.submit(alice, reason="It is complete for this test.")
    alerts.approve(rita)
    alerts.revise(alice, "minor")
    changed = cells.Change(CONDITION, "> 2000 for 10 min", cell_digest("> 1000 for 10 min"))
    cells.write(alerts, alice, [changed])
    return Spec.objects.get(pk=alerts.pk).submit(alice, reason="Look at the backlog.")


def where(review):
    return f"/specs/{review.spec.guid}/reviews/{review.number}/"


def test_a_suggestion_is_written_on_a_review_sent_with_the_decision_and_applied_by_the_author(
    seat, review, rita, alice, ruben, axe
):
    page, said = seat(rita, where(review)), []
    page.on("console", lambda message: said.append(message.text))
    page.get_by_role("link", name="Comment on Backlog").click()
    form = page.locator("#new-alert-a1 form")
    expect(form.get_by_label("Comment on Alerts, Backlog")).to_be_focused()
    page.keyboard.type("10 minutes is too long.")
    form.get_by_text("Suggest a change").click()
    form.get_by_label("Condition").fill("> 2000 for 3 min")
    form.get_by_role("button", name="Add pending comment").click()
    thread = page.locator("#new-alert-a1 .thread")
    expect(thread).to_contain_text("Pending")
    expect(thread.locator(".ln.ins")).to_have_text("+Added: > 2000 for 3 min")
    alone = "Comment added. Only you see it until you send your decision."
    expect(page.locator("#live")).to_have_text(alone)
    expect(page.locator("#pending-said")).to_have_text(
        "1 pending comment is sent with your decision."
    )
    page.reload()
    expect(page.locator(".difft .thread")).to_contain_text("10 minutes is too long.")
    axe(page)
    for other in (alice, ruben):
        expect(seat(other, where(review)).locator("#changes")).not_to_contain_text("too long")

    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_label("Request changes").check()
    page.get_by_label("Summary for the author").fill("See the comment.")
    page.get_by_role("button", name="Request changes").click()
    page.get_by_text("Changes requested. Payments Core").first.wait_for()

    author = seat(alice, f"/specs/{review.spec.guid}/sections/monitoring/")
    author.on("console", lambda message: said.append(message.text))
    tab = author.get_by_role("tab", name="Comments")
    expect(tab).to_contain_text("1")
    tab.click()
    thread = author.locator("#comments .thread")
    expect(thread).to_contain_text("10 minutes is too long.")
    thread.get_by_role("button", name="Apply suggestion").click()
    expect(author.locator(f'[name="{CONDITION}"]')).to_have_value("> 2000 for 3 min")
    expect(thread).to_contain_text("applied by Alice")
    expect(author.locator("#comments-count")).to_have_text("0")
    assert cells.shown_now(review.spec, CONDITION) == "> 2000 for 3 min"
    axe(author)
    assert said == []


def test_what_is_being_typed_is_not_overwritten_by_a_suggestion(
    seat, alerts, alice, bob, live_server
):
    comments.start(alerts, bob, CONDITION, "Shorter.", {CONDITION: "> 1"})
    page = seat(alice, f"/specs/{alerts.guid}/sections/monitoring/")
    page.get_by_role("tab", name="Comments").click()
    thread = page.locator("#comments .thread")
    expect(thread).to_contain_text("Shorter.")
    control = page.locator(f'[name="{CONDITION}"]')
    control.fill("> 7")
    thread.get_by_role("button", name="Apply suggestion").click()
    expect(thread.get_by_role("alert")).to_contain_text("It says “> 7” now.")
    expect(control).to_have_value("> 7")
    assert Comment.objects.get().applied_at is None


def test_a_row_is_talked_about_with_the_keyboard_alone(seat, alerts, alice, live_server):
    page = seat(alice, f"/specs/{alerts.guid}/sections/monitoring/")
    page.locator(f'[name="{CONDITION}"]').focus()
    page.keyboard.press("Control+Alt+m")
    text = page.locator("#comments-new textarea[name=text]")
    expect(text).to_be_focused()
    page.keyboard.type("Is this long enough?")
    page.keyboard.press("Control+Enter")
    thread = page.locator("#comments-new .thread")
    expect(thread).to_contain_text("Is this long enough?")
    expect(thread.locator(".where")).to_be_focused()
    assert Comment.objects.get().thread.place == "alert.a1"
    page.keyboard.press("Tab")
    for control in ("a:text('Edit')", ".unsay > summary", ".answer > summary"):
        page.keyboard.press("Tab")
        expect(thread.locator(control)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Yes.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#comments-new .thread")).to_contain_text("Yes.")


def test_a_comment_is_begun_from_the_menu_of_a_row_and_left_with_escape(
    page, live_server, sign_in, alerts, alice
):
    sign_in(page, alice)
    editor = Editor(page, live_server, alerts, "monitoring").open()
    menu = page.locator("#r-alert-a2 [data-menu]")
    menu.click()
    page.get_by_role("menuitem", name="Comment").click()
    form = page.locator("#comments-new form")
    expect(form.locator("label").first).to_contain_text("Alerts, Errors")
    expect(form.locator("textarea[name=text]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    assert editor.keys("alert") == ["a1", "a2"]


def test_without_javascript_a_comment_is_a_page_and_comes_back_to_the_review(seat, review, rita):
    page = seat(rita, where(review), java_script_enabled=False)
    page.get_by_role("link", name="Comment on Backlog").click()
    page.get_by_role("textbox", name="Comment on Alerts, Backlog").fill("Too long.")
    page.get_by_role("button", name="Add pending comment").click()
    page.wait_for_url(lambda url: url.partition("#")[0].endswith(where(review)))
    expect(page.locator(".difft .thread")).to_contain_text("Too long.")
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(".thread").filter(has_text="Too long.")).to_have_count(0)


def test_the_page_of_all_comments_and_of_a_new_one_have_no_fault(seat, alerts, alice, axe):
    gone = comments.start(alerts, alice, "alert.a2", "Gone?", {})
    comments.start(alerts, alice, CONDITION, "Hm, `> 3`, @alice.", {CONDITION: "> 3"})
    comments.settle(alerts, alice, gone, resolved=True)
    rows.delete(alerts, alice, "alert", "a2")
    axe(seat(alice, f"/specs/{alerts.guid}/comments/?show=all"))
    axe(seat(alice, f"/specs/{alerts.guid}/comments/new/?at={CONDITION}"))


def test_words_typed_after_the_draft_was_sent_are_kept_as_a_suggestion(seat, alerts, alice, bob):
    page = seat(bob, f"/specs/{alerts.guid}/sections/monitoring/")
    control = page.locator(f'[name="{CONDITION}"]')
    expect(control).to_be_editable()
    alerts.submit(alice, reason="It is complete for this test.")
    control.fill("> 1 for 1 min")
    banner = page.locator("#banner")
    expect(banner).to_contain_text("This draft was sent for review at")
    expect(banner).to_contain_text("by Alice. Your last edits are kept as a suggestion.")
    banner.get_by_role("link", name="See suggestion").click()
    expect(page.locator(".thread .ln.ins")).to_have_text("+Added: > 1 for 1 min")


def test_a_deleted_row_takes_its_comments_along_and_undo_brings_them_back(seat, alerts, alice):
    comments.start(alerts, alice, "alert.a2", "Why?", {})
    page = seat(alice, f"/specs/{alerts.guid}/sections/monitoring/")
    page.locator('[name="alert.a2.name"]').focus()
    page.keyboard.press("Control+Shift+Backspace")
    expect(page.locator("#savestate")).to_have_attribute("data-state", "saved")
    page.get_by_role("tab", name="Comments").click()
    expect(page.locator("#comments")).to_contain_text("On removed rows")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator('[name="alert.a2.name"]')).to_have_value("Errors")
    expect(page.locator("#savestate")).to_have_attribute("data-state", "saved")
    page.reload()
    page.get_by_role("tab", name="Comments").click()
    expect(page.locator("#comments .thread")).to_contain_text("Why?")
    expect(page.locator("#comments")).not_to_contain_text("On removed rows")


def test_the_field_written_in_last_is_talked_about_with_the_mouse(seat, alerts, alice):
    page = seat(alice, f"/specs/{alerts.guid}/sections/overview/")
    page.locator('[name="overview.-.overview"]').click()
    page.get_by_role("tab", name="Comments").click()
    page.get_by_role("button", name="Comment on Overview").click()
    text = page.locator("#comments-new textarea[name=text]")
    expect(text).to_be_focused()
    text.fill("For whom?")
    page.get_by_role("button", name="Add comment").click()
    expect(page.locator("#comments-new .thread")).to_contain_text("For whom?")
    assert Comment.objects.get().thread.place == "overview.-.overview"


def test_after_one_thread_is_resolved_the_next_open_one_has_the_focus(seat, alerts, alice):
    for place in ("alert.a1", "alert.a2"):
        comments.start(alerts, alice, place, "Why?", {})
    page = seat(alice, f"/specs/{alerts.guid}/comments/")
    first, second = page.locator(".thread").all()
    first.get_by_role("button", name="Resolve").click()
    expect(page.locator(".thread .tag.ok")).to_have_text("Resolved")
    expect(second.locator(".answer > summary")).to_be_focused()


def test_on_a_review_n_and_c_begin_a_comment_on_a_change(seat, review, rita):
    page = seat(rita, where(review))
    page.locator("#main").focus()
    page.keyboard.press("n")
    page.keyboard.press("c")
    text = page.locator("#new-alert-a1 textarea[name=text]")
    expect(text).to_be_focused()
    page.keyboard.type("Too late.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#new-alert-a1 .thread")).to_contain_text("Too late.")
    assert Comment.objects.get().pending


def test_what_comments_look_and_act_like_comes_with_the_first_look_at_them(
    seat, alerts, alice, bob
):
    comments.start(alerts, bob, CONDITION, "Shorter.", {CONDITION: "> 1"})
    page = seat(alice, f"/specs/{alerts.guid}/sections/monitoring/")
    loaded = "performance.getEntriesByType('resource').map(one => one.name).join(' ')"
    expect(page.locator("#savestate")).to_have_attribute("data-state", "saved")
    assert not [name for name in ("comments.css", "talk.js") if name in page.evaluate(loaded)]
    thread = page.locator("#comments .thread")
    page.evaluate(
        """() => { window.shown = []; new MutationObserver(() => {
          const thread = document.querySelector("#comments .thread");
          if (thread) shown.push(getComputedStyle(thread).display);
        }).observe(document.getElementById("comments"), { childList: true, subtree: true }); }"""
    )
    page.get_by_role("tab", name="Comments").click()
    expect(thread).to_have_css("display", "grid")
    assert set(page.evaluate("shown")) == {"grid"}
    assert "talk.js" in page.evaluate(loaded)
