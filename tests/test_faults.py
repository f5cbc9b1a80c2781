"""The page while the database is away: static, with whom to call; and the 500 page with its id."""

import contextlib
import json
import logging

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from specs.views import faults
from tests.rehearsing import approved_runbooks  # noqa: F401
from tests.test_gate import token_of

HOST = "https://static.example.org/ops/"


@pytest.fixture
def client(alice):
    client = Client(raise_request_exception=False)
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def away(monkeypatch):
    """From now on no statement reaches the database."""

    def nothing(self, *args, **kwargs):
        raise OperationalError("connection refused")

    @contextlib.contextmanager
    def gone():
        with monkeypatch.context() as patched:
            patched.setattr(BaseDatabaseWrapper, "cursor", nothing)
            patched.setattr(BaseDatabaseWrapper, "chunked_cursor", nothing)
            yield

    return gone


def test_while_the_database_is_away_a_page_says_whom_to_call(client, away, settings, alice):
    settings.BUNDLE_URL = HOST
    with away():
        answer = client.get("/specs/")
    page = answer.content.decode()
    assert answer.status_code == 503 and answer["Retry-After"] == "60"
    assert "no-store" in answer["Cache-Control"]
    assert f'href="{HOST}contacts.html"' in page and f'href="{HOST}index.html"' in page
    assert "A runbook that was opened on this device is kept there" in page


def test_without_a_place_for_the_bundle_nothing_dead_is_linked(client, away, settings):
    settings.BUNDLE_URL = ""
    with away():
        page = client.get("/").content.decode()
    assert "contacts.html" not in page and "is not available right now" in page


def test_programs_are_told_the_same_as_a_problem(client, away, alice):
    said = {"authorization": f"Bearer {token_of(alice, 'read')}"}
    with away():
        answer = client.get("/api/v1/specs", headers=said)
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["detail"] == faults.AWAY


def test_a_fault_of_the_portal_is_500_with_an_id_that_the_log_has(client, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("specs.access.specs_visible", broken)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/specs/")
    page = answer.content.decode()
    number = page.partition("request id <code>")[2].partition("<")[0]
    assert answer.status_code == 500 and number == answer["X-Request-ID"] and number in caplog.text


def test_a_lock_is_no_absent_database(client, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("specs.access.specs_visible", locked)
    assert client.get("/specs/").status_code == 500


def test_the_bundle_lists_whom_to_call_by_team(approved, tmp_path):
    call_command("bundle", str(tmp_path / "b"), verbosity=0)
    page = (tmp_path / "b" / "contacts.html").read_text()
    assert "Payments Core schedule" in page and "Payments on-call" in page
    assert page.index("<h2>Payments Core</h2>") < page.index("Checkout API")
    text = (tmp_path / "b" / "contacts.md").read_text()
    assert "- **Checkout API**: Payments Core schedule\n  - Payments on-call\n" in text
    assert 'href="contacts.html"' in (tmp_path / "b" / "index.html").read_text()
    assert "[Contacts](contacts.md)" in (tmp_path / "b" / "index.md").read_text()


def test_what_a_proxy_shows_leads_to_where_the_bundle_is_served(approved, tmp_path, settings):
    settings.BUNDLE_URL = HOST
    call_command("bundle", str(tmp_path / "b"), verbosity=0)
    page = (tmp_path / "b" / "503.html").read_text()
    assert f'href="{HOST}contacts.html"' in page and f'href="{HOST}assets/base.css"' in page
