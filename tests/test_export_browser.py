"""Exports in a real browser: an approval becomes a commit while the page is open."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from specs.models import Export, Status
from tests.cast import brought_to
from tests.exporting import export, next_version

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def row(spec, alice, rita, repository):
    brought_to(spec, Status.APPROVED, alice, rita)
    return Export.objects.get()


def test_the_page_follows_the_export_to_its_end(page, live_server, sign_in, alice, row, bare):
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/{row.spec.guid}/exports/{row.pk}/")
    page.get_by_text("Waiting for a worker.").wait_for()
    Export.deliver(row.pk)
    page.locator("#run").get_by_text("Done", exact=True).first.wait_for()
    assert page.locator("#commit").inner_text() == bare.branches()["main"]
    assert page.locator("#run[hx-get]").count() == 0


def test_a_refusal_is_put_right_and_tried_again(page, live_server, sign_in, alice, row, bare):
    bare.hook("pre-receive", "echo 'main is protected' >&2; exit 1")
    Export.deliver(row.pk)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/{row.spec.guid}/exports/{row.pk}/")
    page.get_by_text("main is protected").first.wait_for()
    (bare.folder / "hooks" / "pre-receive").unlink()
    page.get_by_role("button", name="Retry").click()
    page.get_by_role("button", name="Try now").wait_for()
    Export.deliver(row.pk)
    page.locator("#commit").wait_for()


def test_the_pages_have_no_accessibility_fault(page, live_server, sign_in, axe, ada, row, bare):
    sign_in(page, ada)
    run = f"/specs/{row.spec.guid}/exports/{row.pk}/"
    for path in ("/repositories/", "/repositories/new/", "/repositories/ops/edit/", run):
        page.goto(f"{live_server.url}{path}")
        axe(page)
    Export.deliver(row.pk)
    bare.hook("pre-receive", "exit 1")
    failed = export(next_version(row.revision))
    assert failed.state == "failed"
    for path in ("/repositories/ops/", run, f"/specs/{row.spec.guid}/exports/",
                 f"/specs/{row.spec.guid}/exports/{failed.pk}/"):  # fmt: skip
        page.goto(f"{live_server.url}{path}")
        axe(page)


def test_a_long_log_stays_in_its_sheet(page, live_server, sign_in, alice, row):
    Export.objects.update(state="failed", log="$ git push " + "x" * 400)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/{row.spec.guid}/exports/{row.pk}/")
    page.get_by_text("Log", exact=True).click()
    log = page.locator("#run pre")
    assert log.bounding_box()["width"] <= page.locator("#run").bounding_box()["width"]


@pytest.fixture
def looks(page, row):
    """Every request the page makes for the state of the export."""
    seen = []
    page.on("request", lambda one: f"/exports/{row.pk}/?" in one.url and seen.append(one.url))
    return seen


def test_the_page_stops_asking_after_the_end(page, live_server, sign_in, alice, row, looks):
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/{row.spec.guid}/exports/{row.pk}/")
    with page.expect_request("**/exports/*/?seen=queued-*"):
        pass
    Export.deliver(row.pk)
    page.locator("#commit").wait_for()
    expect(page.locator("#live")).to_have_text("Done")
    page.wait_for_timeout(300)
    before = len(looks)
    page.wait_for_timeout(5_000)
    assert len(looks) == before
    assert page.locator("#run[hx-get], #run[hx-trigger], #run [hx-get]").count() == 0


def test_a_hidden_page_does_not_ask_and_asks_again_when_it_is_seen(
    page, live_server, sign_in, alice, row, looks
):
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/{row.spec.guid}/exports/{row.pk}/")
    with page.expect_request("**/exports/*/?seen=*"):
        pass
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {configurable: true, get: () => true})"
    )
    page.wait_for_timeout(300)
    before = len(looks)
    page.wait_for_timeout(5_000)
    assert len(looks) == before
    page.evaluate("delete document.hidden")
    with page.expect_request("**/exports/*/?seen=*"):
        pass


def test_a_log_is_folded_and_progress_is_a_bar(page, live_server, sign_in, alice, row):
    sign_in(page, alice)
    lease = timezone.now() + timedelta(minutes=5)
    log = "$ git fetch x (0.4 s)"
    Export.objects.update(
        state="running", step="commit", started_at=timezone.now(), lease_until=lease, log=log
    )
    page.goto(f"{live_server.url}/specs/{row.spec.guid}/exports/{row.pk}/")
    expect(page.get_by_role("progressbar", name="Steps done")).to_have_attribute("value", "1")
    expect(page.locator("#run pre")).to_be_hidden()
    assert page.locator("#run > ol > li").count() == 3
