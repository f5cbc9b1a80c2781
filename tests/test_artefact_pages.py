"""The artefacts of a specification in the portal: seen, copied, downloaded, previewed, by whom who may read."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client

from specs import reader
from specs.models import Spec
from tests.samples import DEMO

pytestmark = pytest.mark.django_db


@pytest.fixture
def checkout(payments, alice, rita):
    """The complete demo, approved, with its next version begun."""
    spec = Spec.start(payments, alice, "Checkout API", reader.read(DEMO.read_text()).document)
    spec.submit(alice, reason="for the test")
    spec.approve(rita)
    spec.revise(alice, "minor")
    return spec


def get(user, spec, path="", **query):
    client = Client()
    client.force_login(user)
    return client.get(f"/specs/{spec.guid}/artefacts/{path}", query)


def test_every_format_is_listed_with_its_state(checkout, charlie):
    page = get(charlie, checkout).content.decode()
    assert page.count("Current") >= 13
    assert "Not possible yet" not in page
    assert "Its component names no workload." in page
    assert "/sections/" not in page, "a stranger may not open the chapters"


def test_who_writes_is_led_to_the_chapter_where_it_is_mended(checkout, alice):
    page = get(alice, checkout).content.decode()
    assert f"/specs/{checkout.guid}/sections/scaling/#resource_limit-" in page


def test_one_artefact_is_shown_and_its_file_is_the_same(checkout, charlie):
    page = get(charlie, checkout, "prometheus-rules/").content.decode()
    file = get(charlie, checkout, "prometheus-rules.yaml")
    assert "CheckoutErrorRate" in page
    assert file["Content-Type"] == "application/yaml; charset=utf-8"
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file.content.decode().startswith("# specification: Checkout API\n# guid: ")


def test_files_come_from_the_approved_version_and_the_draft_is_a_preview(checkout, alice, charlie):
    checkout.set_header(alice, name="Checkout Next")
    assert "Checkout API" in get(charlie, checkout, "openslo.yaml").content.decode()
    assert "Checkout Next" in get(alice, checkout, "openslo.yaml", v="draft").content.decode()
    assert get(charlie, checkout, "openslo.yaml", v="draft").status_code == 403


def test_all_of_them_come_in_one_zip_that_is_the_same_each_time(checkout, charlie):
    first, second = (get(charlie, checkout, "all.zip").content for _ in range(2))
    names = zipfile.ZipFile(io.BytesIO(first)).namelist()
    assert first == second
    assert {"prometheus-rules.yaml", ".env.example", "hpa.yaml", "catalog-info.yaml"} <= set(names)
    assert sum(name.startswith("runbooks/") for name in names) == 5


def test_every_file_of_every_format_has_an_address(checkout, charlie):
    names = zipfile.ZipFile(io.BytesIO(get(charlie, checkout, "all.zip").content)).namelist()
    for name in names:
        assert get(charlie, checkout, name).status_code == 200, name


@pytest.mark.parametrize("path", ["nothing/", "nothing.yaml", "../spec.md", "runbooks/none.md"])
def test_what_there_is_not_is_not_found(checkout, charlie, path):
    assert get(charlie, checkout, path).status_code == 404


def test_strangers_do_not_find_those_of_an_unapproved_draft(payments, alice, charlie):
    spec = Spec.start(payments, alice, "New")
    for path in ("", "prometheus-rules/", "prometheus-rules.yaml", "all.zip"):
        assert get(charlie, spec, path).status_code == 404
    page = get(alice, spec).content.decode()
    assert "Not possible yet" in page
    assert "A preview from the draft." in page
