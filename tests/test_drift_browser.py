"""An edit in git, from the notice on the repository's page to the question what to import, in a browser."""

import pytest
from playwright.sync_api import expect

from specs.models import Drift, Export, Spec, Status
from tests.cast import brought_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_edit_in_git_is_compared_and_imported_back(
    page, live_server, sign_in, axe, spec, alice, rita, repository, bare
):
    brought_to(spec, Status.APPROVED, alice, rita)
    row = Export.objects.get()
    Export.deliver(row.pk)
    edited = row.revision.markdown.replace("## Overview\n", "## Overview\n\nEdited by hand.\n", 1)
    bare.commit(f"operations/ybs-spec_{spec.guid}.md", edited)
    Drift.look(repository.pk)
    Spec.objects.get().revise(alice, "minor")
    sign_in(page, alice)
    page.goto(f"{live_server.url}/repositories/ops/")
    expect(
        page.get_by_role("heading", name="1 file was edited in git after export")
    ).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Compare").click()
    expect(page.locator(".difference ins").last).to_have_text("+Edited by hand.")
    axe(page)
    page.get_by_role("button", name="Import back").click()
    expect(page.get_by_role("heading", name="What should be imported?")).to_be_focused()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("changed")
    assert spec.document()["sections"]["overview"]["overview"] == "Edited by hand."
