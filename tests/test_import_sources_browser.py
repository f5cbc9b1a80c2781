"""Files of a repository in a real browser: named, waited for, matched; and what is said when there are none."""

import pytest
from playwright.sync_api import expect

from specs.models import Import
from tests.exporting import to
from tests.test_importers import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(page, live_server, sign_in, alice, spec, bare):
    """Step 1, with one repository that may be read."""
    bare.commit("deploy/alerts.rules.yml", RULES)
    to(bare, name="service", imports=True)
    sign_in(page, alice)

    def ask(path):
        page.goto(f"{live_server.url}/specs/{spec.guid}/imports/new/")
        page.get_by_label("Path in the repository").fill(path)
        page.get_by_role("button", name="Read from the repository").click()
        expect(page.get_by_role("heading", name="The files are being read")).to_be_focused()
        return Import.objects.get(awaited=True).pk

    return ask


def test_the_page_goes_on_by_itself_once_a_worker_has_read_the_files(page, asked, axe):
    found = asked("deploy/*.yml")
    axe(page)
    Import.fetch(found)
    expect(page.get_by_role("heading", name="Where does each value go?")).to_be_focused()
    expect(page.get_by_role("heading", name="deploy/alerts.rules.yml")).to_be_visible()


def test_a_wrong_path_is_said_and_can_be_changed(page, asked, axe):
    found = asked("deploy/*.json")
    Import.fetch(found)
    expect(page.locator("#run")).to_contain_text("There is no file deploy/*.json on branch main.")
    axe(page)
    page.get_by_role("link", name="Change the path").click()
    field = page.get_by_label("Path in the repository")
    expect(field).to_have_value("deploy/*.json")
    axe(page)
    field.fill("../outside")
    page.get_by_role("button", name="Read from the repository").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#errors")).to_contain_text("Write a path inside the repository")
    axe(page)
