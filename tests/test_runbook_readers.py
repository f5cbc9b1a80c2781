"""Who was signed in lately reads approved runbooks when the session has ended; nothing else opens, and not for long."""

import pytest
from django.core import signing
from django.test import Client

from specs import readers
from specs.models import Status

from .cast import PASSWORD, as_person
from .rehearsing import address, approved_runbooks, runbook, write_runbooks  # noqa: F401


def out(client, **cookies):
    """The same browser, its session ended at the server."""
    later = Client()
    for name, morsel in client.cookies.items():
        if name != "sessionid":
            later.cookies[name] = morsel.value
    return later


@pytest.fixture
def browser(approved, charlie):
    """Charlie's, who was signed in a moment ago."""
    client = as_person(charlie)
    client.get("/account/")
    assert readers.COOKIE in client.cookies
    return client


def read(client, spec, more=""):
    return client.get(address(spec, more=more))


def test_a_runbook_opens_without_a_session(approved, browser):
    html = read(out(browser), approved).content.decode()
    assert "Checkout latency is high" in html
    assert "Record a rehearsal" not in html


@pytest.mark.parametrize(
    "path", ["/", "/specs/", "/account/", "{spec}", "{spec}read/", "{spec}spec.md"]
)
def test_no_other_page_opens_by_it(approved, browser, path):
    answer = out(browser).get(path.format(spec=f"/specs/{approved.guid}/"))
    assert answer.status_code == 302 and answer.url.startswith("/accounts/login/")


def test_nothing_can_be_sent_by_it(approved, browser):
    assert out(browser).post(address(approved)).status_code in (302, 405)


def test_a_draft_does_not_open_by_it(approved, alice):
    client = as_person(alice)
    client.get("/account/")
    approved.revise(alice, "minor")
    assert read(out(client), approved, "?draft=1").url.startswith("/accounts/login/")
    html = read(out(client), approved).content.decode()
    assert "?draft=1" not in html


def test_where_nothing_is_approved_nothing_opens(spec, alice):
    client = as_person(alice)
    client.get("/account/")
    write_runbooks(spec, [runbook()])
    assert spec.status == Status.DRAFT
    assert read(out(client), spec).status_code == 302


def test_it_ends_after_the_days_of_the_setting(approved, browser, settings, monkeypatch):
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 6.9 * readers.DAY)
    assert read(out(browser), approved).status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: now + 7.1 * readers.DAY)
    assert read(out(browser), approved).status_code == 302


def test_the_setting_turns_it_off(approved, browser, settings):
    settings.RUNBOOK_READER_DAYS = 0
    assert read(out(browser), approved).status_code == 302


def test_a_new_password_ends_it(approved, browser, charlie):
    charlie.set_password("another horse")
    charlie.save()
    assert read(out(browser), approved).status_code == 302


def test_it_ends_with_the_account(approved, browser, charlie):
    charlie.is_active = False
    charlie.save()
    assert read(out(browser), approved).status_code == 302


def test_signing_out_ends_it(approved, browser):
    assert browser.post("/accounts/logout/")["Clear-Site-Data"] == '"cache"'
    assert browser.cookies[readers.COOKIE].value == ""
    assert read(out(browser), approved).status_code == 302


def test_what_it_opens_is_asked_anew(approved, browser):
    approved.team.private = True
    approved.team.save()
    assert read(out(browser), approved).status_code == 404


@pytest.mark.parametrize(
    "value",
    ["", "x", "W10:1:x", signing.dumps([1, "x"]), "[1]"],
    ids=["empty", "a word", "badly signed", "signed for something else", "a list"],
)
def test_a_made_up_cookie_opens_nothing(approved, client, value):
    client.cookies[readers.COOKIE] = value
    assert read(client, approved).status_code == 302


def test_a_cookie_for_somebody_else_does_not_pass_for_charlies(approved, browser, charlie, alice):
    forged = signing.dumps([alice.pk, readers._mark(charlie)], salt=readers.SALT)
    client = Client()
    client.cookies[readers.COOKIE] = forged
    assert read(client, approved).status_code == 302


def test_the_cookie_is_out_of_reach_of_scripts_and_set_once_a_day(browser):
    cookie = browser.cookies[readers.COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert readers.COOKIE not in browser.get("/account/").cookies


def test_reading_by_it_does_not_lengthen_it(approved, browser):
    assert readers.COOKIE not in read(out(browser), approved).cookies


def test_the_sign_in_form_gives_it_on_the_next_page(approved, charlie, client):
    client.post("/accounts/login/", {"login": "charlie", "password": PASSWORD})
    client.get("/account/")
    assert read(out(client), approved).status_code == 200


def test_runbooks_are_found_without_a_session_too(approved, browser):
    html = out(browser).get("/runbooks/").content.decode()
    assert "Checkout latency is high" in html and "data-keep" not in html
    assert 'class="drop views"' not in html
    answer = out(browser).get("/runbooks/?alert=CheckoutLatencyHigh")
    assert (answer.status_code, answer.url) == (302, address(approved))
    assert (
        "Checkout latency" in out(browser).get(f"/specs/{approved.guid}/runbooks/").content.decode()
    )
    assert out(browser).get("/runbooks/mine.json").status_code == 200
