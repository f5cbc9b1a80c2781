"""A change of twelve chapters reviewed with the keyboard alone: comments, a suggestion, a waiver, two rounds."""

from __future__ import annotations

import copy

import pytest
from playwright.sync_api import Locator, Page, expect

from specs import store
from specs.models import Comment, Spec, Status, Waiver
from specs.suggestions import apply
from tests.cast import brought_to
from tests.editing import SLOW
from tests.samples import CHECKOUT

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CHANGES = {
    "overview": ("overview", "", 0),
    "environments": ("purpose", "environment", 0),
    "rollback": ("notes", "", 0),
    "parameters": ("description", "parameter", 0),
    "alerts": ("condition", "alert", 0),
    "capacity": ("growth", "", 0),
    "backup_strategy": ("what", "backup", 0),
    "disaster_recovery": ("notes", "", 0),
    "upgrade": ("notes", "", 0),
    "common_issues": ("notes", "", 0),
    "runbooks": ("impact", "runbook", 0),
    "upstream": ("failure", "upstream_service", 0),
}
TEXTS = {"alerts": "Error rate 5xx > 2% for 2 min", "capacity": "[X]% more requests a year."}
REASON = "The sales plan is decided in March; nothing depends on it until then."
MOST_TABS = 600


@pytest.fixture
def waiting(payments, alice, rita):
    """The complete demo, approved, and its next version with a change in each of twelve chapters."""
    spec = Spec.start(payments, alice, "Checkout API", copy.deepcopy(CHECKOUT))
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    document = store.load(spec)
    for section, (field, group, number) in CHANGES.items():
        values = document["sections"][section]
        row = values[group][number] if group else values
        row[field] = TEXTS.get(section, f"{row[field]} Looked at again.".strip())
    store.save(spec, document | {"header": spec.document()["header"]})
    spec.submit(alice, reason="The growth is not known yet.")
    return Spec.objects.get(pk=spec.pk)


class Keys:
    """Hands that never leave the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def to(self, wanted: Locator, key: str = "Tab") -> None:
        """Press Tab until it has the focus."""
        wanted = wanted.first
        wanted.wait_for(state="attached", timeout=SLOW)
        for _ in range(MOST_TABS):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            self.press(key)
        raise AssertionError(f"{wanted} is not reached by {key}")

    def decide(self, choice: str, summary: str) -> None:
        """From anywhere on the page: the decision, its words, and the button."""
        self.press("Escape", "d")
        radio = self.page.get_by_role("radio", name=choice)
        for _ in range(4):
            if radio.is_checked():
                break
            self.press("ArrowDown")
        else:
            self.press("Space")
        expect(radio).to_be_checked()
        self.to(self.page.get_by_label("Summary for the author"))
        self.type(summary)
        self.press("Control+Enter")


def test_twelve_chapters_are_reviewed_in_two_rounds_with_the_keyboard_alone(
    page, live_server, sign_in, waiting, alice, rita
):
    sign_in(page, rita)
    keys = Keys(page)
    page.goto(f"{live_server.url}/reviews/")
    keys.press("j", "o")
    page.get_by_text("0 of 12").first.wait_for(timeout=SLOW)
    page.wait_for_load_state()  # the keys come with the script

    assert read_all(page, keys) == 12
    comment(page, keys)
    suggest(page, keys)
    waive(page, keys)
    keys.decide("Request changes", "See the comments.")
    expect(page.get_by_text("Changes requested. Payments Core").first).to_be_visible(timeout=SLOW)
    assert set(Comment.objects.values_list("pending", flat=True)) == {False}

    follow_and_submit_again(waiting, alice)
    page.goto(f"{live_server.url}/reviews/")
    keys.press("j", "o")
    page.wait_for_url("**/reviews/3/", timeout=SLOW)
    assert read_all(page, keys) == 1
    keys.decide("Approve", "Now it is right.")
    page.get_by_text("is approved").first.wait_for(timeout=SLOW)
    waiting.refresh_from_db()
    assert waiting.status == Status.APPROVED
    assert [one["rule"] for one in waiting.approved.waivers] == ["GEN-01"]


def read_all(page, keys):
    """Walk every change with `n`, and tick each chapter that is not read yet with `s`; how many were."""
    ticked = 0
    while page.locator("input[data-read]:not(:checked)").count():
        keys.press("n")
        here = page.locator("section.sheet:has(:focus) input[data-read]")
        if not here.is_checked():
            with page.expect_response("**/read/**", timeout=SLOW):
                keys.press("s")
            expect(here).to_be_checked()
            ticked += 1
        assert ticked <= 12
    return ticked


def change(page, words):
    """The focus on the change that holds these words, by `p` from the last one back."""
    for _ in range(60):
        if words in page.evaluate("document.activeElement.textContent"):
            return
        page.keyboard.press("p")
    raise AssertionError(f"no change says {words}")


def comment(page, keys):
    """`c` begins one on the change that has the focus."""
    change(page, "Looked at again.")
    keys.press("c")
    expect(page.locator("form[data-comment] textarea[name=text]").first).to_be_focused(timeout=SLOW)
    keys.type("Looked at by whom?")
    keys.press("Control+Enter")
    thread = page.locator(".thread", has_text="Looked at by whom?").first
    expect(thread).to_contain_text("Pending", timeout=SLOW)
    expect(thread.locator(".where")).to_be_focused()


def suggest(page, keys):
    """A comment with one value changed: unfold the small inputs, and write into one of them."""
    keys.press("Escape")
    keys.press("n")
    change(page, "CheckoutErrorRate")
    keys.press("c")
    form = page.locator("form[data-comment]").last
    expect(form.locator("textarea[name=text]")).to_be_focused(timeout=SLOW)
    keys.type("Twice as many errors before anybody wakes.")
    keys.to(form.locator("summary", has_text="Suggest a change"))
    keys.press("Enter")
    keys.to(form.get_by_label("Condition"))
    keys.press("Control+a")
    keys.type("Error rate 5xx > 1.5% for 2 min")
    keys.press("Control+Enter")
    thread = page.locator(".thread", has_text="Twice as many errors")
    expect(thread.locator(".ln.ins").first).to_contain_text("> 1.5% for 2 min", timeout=SLOW)
    expect(thread.locator(".where")).to_be_focused()
    assert Comment.objects.exclude(suggestion=None).get().pending


def waive(page, keys):
    """The blocker of the growth, in its dialog."""
    keys.press("Escape")
    keys.to(page.get_by_role("link", name="Waive Placeholder left in"))
    keys.press("Enter")
    dialog = page.locator("dialog#waive")
    expect(dialog.get_by_label("Why is it safe until then?")).to_be_focused(timeout=SLOW)
    keys.type(REASON)
    keys.press("Control+Enter")
    expect(dialog).to_be_hidden(timeout=SLOW)
    expect(page.locator("#checks")).to_be_focused()
    assert Waiver.objects.get().reason == REASON


def follow_and_submit_again(spec, alice):
    """What Alice does meanwhile: she follows the suggestion and asks again."""
    spec.refresh_from_db()
    apply(spec, alice, Comment.objects.exclude(suggestion=None).get())
    spec.submit(alice, reason="The growth is waived until March.")
