"""The runbook in a real browser: on a phone, without style and script, ticked, printed, and when the portal is down."""

import re
import time

import pytest
from django.http import Http404
from playwright.sync_api import expect

from specs.models.alerting import Alerting

from .exporting import until
from .rehearsing import KEY, OTHER, address, approved_runbooks  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOWN = r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"
PHONE = {"width": 390, "height": 844}
# Playwright's wait_for_function takes the promise of such a function for a yes: ask by evaluate.
WORKER = "async () => (await navigator.serviceWorker.ready).active.state"
KEPT = "async (path) => Boolean(await (await caches.open('runbooks')).match(path))"


@pytest.fixture
def opened(page, live_server, sign_in, approved, charlie, settings):
    """Charlie's phone with the runbook open, as the link of the compiled alert opens it."""
    settings.PORTAL_URL = live_server.url
    frozen = approved.approved
    (reference, _) = (one["runbook"] for one in frozen.document["sections"]["alerts"]["alert"])
    link = Alerting().source(frozen.document, frozen.published_at).runbook_url(reference)
    assert link == f"{live_server.url}{address(approved)}"
    sign_in(page, charlie)
    page.set_viewport_size(PHONE)
    page.goto(link)
    return page


def test_from_the_alert_to_the_first_copied_command_no_other_tap_is_needed(
    opened, context, live_server
):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    opened.get_by_role("button", name="Copy command of step 1").tap() if opened.evaluate(
        "navigator.maxTouchPoints > 0"
    ) else opened.get_by_role("button", name="Copy command of step 1").click()
    expect(opened.locator("#live")).to_have_text("Copied")
    copied = opened.evaluate("navigator.clipboard.readText()")
    assert copied == "kubectl rollout status deploy/checkout -n payments"


def test_on_a_phone_the_copy_button_is_as_wide_as_the_command_and_44_pixels_high(opened):
    button = opened.get_by_role("button", name="Copy command of step 1").bounding_box()
    box = opened.locator("#step-1 .cmd").bounding_box()
    assert button["height"] >= 44 and button["width"] >= box["width"] - 4
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_the_first_copy_button_stands_above_the_bar(opened):
    bar = opened.get_by_role("group", name="Runbook tools").bounding_box()
    button = opened.get_by_role("button", name="Copy command of step 1").bounding_box()
    assert button["y"] + button["height"] <= bar["y"]


def test_the_lead_says_when_to_use_it(opened):
    expect(opened.locator(".when > b")).to_have_text("Use this when:")
    assert opened.locator(".when > b").bounding_box()["width"] > 20


def test_the_escalation_is_always_in_reach(opened):
    bar = opened.get_by_role("group", name="Runbook tools")
    for where in (0, 600, 100_000):
        opened.evaluate(f"scrollTo(0, {where})")
        expect(bar.get_by_role("link", name="Escalate")).to_be_in_viewport()
    opened.evaluate("scrollTo(0, 0)")
    bar.get_by_role("link", name="Escalate").click()
    expect(opened.get_by_role("heading", name="Escalate")).to_be_in_viewport()


def test_steps_are_ticked_on_the_device_for_this_version_and_start_over(opened, live_server):
    requests = []
    opened.get_by_role("button", name="Step 1: mark as done").focus()
    opened.on("request", lambda one: requests.append(one.method))
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("button", name="Step 1: Done")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(opened.get_by_role("link", name="Step 2 of 5")).to_be_visible()
    assert requests == []
    opened.reload()
    expect(opened.get_by_role("button", name="Step 1: Done")).to_be_visible()
    opened.evaluate(
        "for (const name of Object.keys(localStorage)) { const kept = JSON.parse(localStorage[name]);"
        "kept.at -= 12 * 3600 * 1000; localStorage[name] = JSON.stringify(kept); }"
    )
    opened.reload()
    expect(opened.get_by_role("button", name="Step 1: mark as done")).to_be_visible()
    opened.get_by_role("button", name="Step 2: mark as done").click()
    opened.get_by_role("button", name="Start over").click()
    expect(opened.get_by_role("button", name="Step 2: mark as done")).to_be_visible()
    assert opened.evaluate("localStorage.length") == 0


def test_keys_go_from_step_to_step_and_copy(opened, context, live_server):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    for key, step in (("n", 1), ("n", 2), ("p", 1), ("n", 2)):
        opened.keyboard.press(key)
        expect(opened.locator(f"#step-{step} .n")).to_be_focused()
    opened.keyboard.press("y")
    expect(opened.locator("#live")).to_have_text("Copied")
    assert opened.evaluate("navigator.clipboard.readText()").startswith("psql")


def test_keys_of_one_letter_can_be_switched_off(opened, charlie, live_server, approved):
    charlie.single_keys = False
    charlie.save()
    opened.goto(f"{live_server.url}{address(approved, OTHER)}")
    opened.keyboard.press("n")
    assert opened.evaluate("document.activeElement === document.body")


def test_without_style_and_script_it_reads_in_order_and_commands_can_be_selected(
    new_context, live_server, sign_in, approved, charlie
):
    context = new_context(java_script_enabled=False)
    context.route(re.compile(r"\.(css|js)$"), lambda route: route.abort())
    page = context.new_page()
    sign_in(page, charlie)
    page.goto(f"{live_server.url}{address(approved)}")
    words = page.inner_text("main")
    wanted = ["Checkout latency is high", "Impact", "Diagnose", "kubectl rollout", "Resolve", "Verify",
              "Not solved after 15 minutes"]  # fmt: skip
    places = [words.index(one) for one in wanted]
    assert places == sorted(places)
    command = page.locator("#command-2")
    command.click(click_count=3)
    assert command.inner_text() == 'psql "$RO_URL" -c "select <count>"'
    page.locator("summary", has_text="Prevention").click()
    expect(page.get_by_text("Test the pool before a release.")).to_be_visible()


def test_printed_it_says_what_version_this_is_and_where_it_is_found(opened):
    opened.emulate_media(media="print")
    expect(opened.locator(".printline")).to_contain_text("Checkout API 0.1.0, approved")
    expect(opened.locator(".printline")).to_contain_text(f"/runbooks/{KEY}/")
    for part in (".topbar", ".mobilebar", ".cmd .btn"):
        expect(opened.locator(part).first).to_be_hidden()
    expect(opened.locator("#command-1")).to_be_visible()


def test_everyone_can_use_it(opened, axe, live_server, approved, sign_in, alice):
    axe(opened)
    opened.goto(f"{live_server.url}{address(approved, 'k0nothing000')}")
    axe(opened)
    sign_in(opened, alice)
    for path in ("/runbooks/", "/runbooks/?alert=QueueStuck", f"/specs/{approved.guid}/runbooks/",
                 address(approved, more="drills/")):  # fmt: skip
        opened.goto(f"{live_server.url}{path}")
        axe(opened)


def kept(page, path):
    """Wait until the device has a copy of a page, and a worker that shows it."""
    until(lambda: page.evaluate(WORKER) == "activated")
    until(lambda: page.evaluate(KEPT, path))


def open_fresh(page, url):
    """Open a page until the portal itself shows it; where it takes long, the copy comes first."""

    def shown():
        page.goto(url)
        return not page.locator(".asof").count()

    until(shown)


def down(context, url):
    """A page of its own does not come; one after the other in one page would meet its error."""
    page = context.new_page()
    with pytest.raises(Exception, match=DOWN):
        page.goto(url)
    page.close()


def test_an_opened_runbook_is_there_when_the_portal_is_down_and_no_other_page_is(
    opened, context, live_server, approved
):
    kept(opened, address(approved))
    opened.goto(f"{live_server.url}/specs/{approved.guid}/read/")
    open_fresh(opened, f"{live_server.url}{address(approved)}")
    context.set_offline(True)
    opened.reload()
    expect(opened.locator(".asof")).to_contain_text(re.compile(r"Offline copy from \d\d:\d\d\."))
    expect(opened.locator("#command-1")).to_be_visible()
    opened.evaluate("scrollTo(0, 1000)")
    expect(opened.locator(".asof")).to_be_in_viewport()
    assert (
        opened.evaluate("getComputedStyle(document.querySelector('.escal')).borderTopWidth")
        == "2px"
    )
    opened.get_by_role("button", name="Step 1: mark as done").click()
    expect(opened.get_by_role("link", name="Step 2 of 5")).to_be_visible()
    for path in (f"/specs/{approved.guid}/read/", address(approved, OTHER), "/runbooks/"):
        down(context, f"{live_server.url}{path}")
    context.set_offline(False)
    open_fresh(opened, f"{live_server.url}{address(approved)}")
    names = opened.evaluate(
        "(async () => (await (await caches.open('runbooks')).keys()).map(one => new URL(one.url).pathname))()"
    )
    pages = [name for name in names if name.startswith("/specs/") or name == "/"]
    assert pages == [address(approved)]


def test_a_copy_is_shown_too_when_the_server_has_a_fault(
    opened, context, live_server, approved, monkeypatch
):
    kept(opened, address(approved))
    opened.reload()
    monkeypatch.setattr("specs.views.runbooks.told", None)
    opened.reload()
    expect(opened.locator(".asof")).to_contain_text("The portal does not answer.")


def test_a_no_that_comes_after_the_copy_was_shown_deletes_the_copy(
    opened, live_server, approved, monkeypatch
):
    kept(opened, address(approved))

    def late(spec):
        time.sleep(6)
        raise Http404

    monkeypatch.setattr("specs.views.runbooks.places_of", late)
    opened.context.new_cdp_session(opened).send("Network.clearBrowserCache")
    opened.reload()
    expect(opened.locator(".asof")).to_be_visible()
    until(lambda: not opened.evaluate(KEPT, address(approved)))


def test_the_runbooks_of_ones_teams_are_kept_on_request_and_deleted_at_the_sign_out(
    page, context, live_server, sign_in, approved, alice
):
    sign_in(page, alice)
    page.goto(f"{live_server.url}/runbooks/")
    page.get_by_label("Keep runbooks of my teams on this device").check()
    expect(page.locator("#kept")).to_contain_text(re.compile(r"2 of 2 runbooks kept at \d\d:\d\d"))
    context.set_offline(True)
    page.goto(f"{live_server.url}{address(approved, OTHER)}")
    expect(page.get_by_role("heading", name="Checkout errors are high")).to_be_visible()
    expect(page.locator(".asof")).to_be_visible()
    context.set_offline(False)
    page.goto(f"{live_server.url}/")
    page.locator("summary.avatar").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")
    until(lambda: not page.evaluate("caches.has('runbooks')"))
    assert page.evaluate("localStorage.length") == 0
    context.set_offline(True)
    down(context, f"{live_server.url}{address(approved, OTHER)}")


def test_somebody_elses_copies_are_deleted_before_ones_own_are_kept(
    opened, live_server, sign_in, approved, alice
):
    kept(opened, address(approved))
    sign_in(opened, alice)
    opened.goto(f"{live_server.url}{address(approved, OTHER)}")
    kept(opened, address(approved, OTHER))
    assert not opened.evaluate(KEPT, address(approved))


def test_a_runbook_that_may_no_longer_be_read_is_not_kept(opened, live_server, approved):
    kept(opened, address(approved))
    approved.team.private = True
    approved.team.save()
    opened.context.new_cdp_session(opened).send("Network.clearBrowserCache")
    until(lambda: opened.reload().status == 404)  # an answer that takes long is the copy
    until(lambda: not opened.evaluate(KEPT, address(approved)))
