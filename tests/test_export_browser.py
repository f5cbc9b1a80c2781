"""Exports in a real browser: an approval becomes a commit while the page is open."""

import pytest

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
    log = page.locator("#run pre")
    assert log.bounding_box()["width"] <= page.locator("#run").bounding_box()["width"]
