"""ALR-02, the half that asks: a page that an alert or dashboard leads to and that is not there is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from specs import posting, store, tasks, template
from specs.models import LinkCheck, Status
from specs.models.link_check import A_FEW
from specs.posting import Refused, ask
from specs.readiness.links import addresses
from tests.cast import brought_to
from tests.hookserver import hook_server

KEY, BOARD = "aler00000000", "dash00000000"


@pytest.fixture
def wiki(settings):
    with hook_server() as server:
        settings.WEBHOOK_ALLOW_PRIVATE = True
        settings.LINK_HOSTS = [f"127.0.0.1:{server.server_address[1]}"]
        yield server


def page(server, path="/errors"):
    return f"http://127.0.0.1:{server.server_address[1]}{path}"


def write(spec, alerts=(), url=""):
    """The alerts of a specification, and a dashboard at an address."""
    document, row = store.load(spec), template.find("alert").blank()
    document["sections"]["alerts"]["alert"] = [
        row | {"key": f"{KEY[:-3]}{at:03}", "name": "Errors"} | one for at, one in enumerate(alerts)
    ]
    board = template.find("dashboard").blank() | {"key": BOARD, "name": "Health", "url": url}
    document["sections"]["dashboards"]["dashboard"] = [board] if url else []
    store.save(spec, document)
    return spec


def told(spec, document=None):
    return [one for one in spec.findings(document) if one.rule == "ALR-02"]


def look_later():
    """The job, when the interval has passed."""
    LinkCheck.objects.update(at=timezone.now() - timedelta(days=2))
    tasks.look_at_links()


def test_a_page_that_answers_is_no_finding(spec, wiki):
    write(spec, [{"runbook": page(wiki)}])
    tasks.look_at_links()
    assert wiki.asked == ["HEAD /errors"]
    assert told(spec) == []
    assert LinkCheck.objects.get().status == 200


def test_a_page_that_is_gone_is_a_warning_at_the_cell_of_the_alert(spec, wiki):
    write(spec, [{"runbook": f"[Errors]({page(wiki)}#steps)"}])
    wiki.pages["/errors"] = 404
    tasks.look_at_links()
    (one,) = told(spec)
    assert (one.title, one.severity) == ("Runbook link of Errors is dead", "warning")
    assert (one.section, one.address) == ("alerts", f"alert.{KEY}.runbook")
    assert one.sentence.startswith(f"{page(wiki)}: It answered 404. Correct")


def test_annotations_and_dashboards_are_asked_too(spec, wiki):
    said = f"summary: Errors\nrunbook_url: {page(wiki, '/a')}.\ndashboard: {page(wiki, '/b')}"
    write(spec, [{"annotations": said}], page(wiki, "/c"))
    wiki.pages = {"/a": 404, "/c": 500}
    tasks.look_at_links()
    first, board = told(spec)
    assert first.address == f"alert.{KEY}.annotations" and "/a: It answered 404." in first.sentence
    assert (board.section, board.address) == ("dashboards", f"dashboard.{BOARD}.url")
    assert board.title == "Dashboard link of Health is dead"


def test_what_only_the_approved_version_says_is_asked_as_well(spec, wiki, alice, rita):
    write(spec, [{"runbook": page(wiki)}])
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    write(spec)
    wiki.pages["/errors"] = 404
    tasks.look_at_links()
    assert told(spec) == []
    (one,) = told(spec, spec.approved.document)
    assert one.address == f"alert.{KEY}.runbook"


def test_a_host_that_is_not_on_the_list_is_never_asked(spec, wiki, settings):
    settings.LINK_HOSTS = ["wiki.example", "127.0.0.1"]  # and that is port 80
    write(spec, [{"runbook": page(wiki)}])
    tasks.look_at_links()
    assert wiki.asked == [] and not LinkCheck.objects.exists()


def test_without_hosts_nothing_is_asked_and_nothing_old_is_told(
    spec, wiki, settings, django_assert_num_queries
):
    write(spec, [{"runbook": page(wiki)}])
    wiki.pages["/errors"] = 404
    tasks.look_at_links()
    settings.LINK_HOSTS = []
    with django_assert_num_queries(0):
        tasks.look_at_links()
    assert told(spec) == [] and len(wiki.asked) == 2


def test_a_page_that_does_not_answer_in_time_is_told(spec, wiki, settings):
    settings.WEBHOOK_TIMEOUT_SECONDS = 0.3
    wiki.drip = 0.05
    write(spec, [{"runbook": page(wiki)}])
    tasks.look_at_links()
    (one,) = told(spec)
    assert "No answer within 0.3 seconds." in one.sentence


def test_a_page_that_refuses_head_is_asked_with_get(spec, wiki):
    write(spec, [{"runbook": page(wiki)}])
    wiki.pages["HEAD /errors"] = 405
    tasks.look_at_links()
    assert wiki.asked == ["HEAD /errors", "GET /errors"]
    assert told(spec) == []


def test_a_redirect_is_an_answer_and_is_not_followed(spec, wiki):
    write(spec, [{"runbook": page(wiki)}])
    wiki.pages["/errors"] = 302
    tasks.look_at_links()
    assert wiki.asked == ["HEAD /errors"]
    assert told(spec) == []


def test_an_address_is_asked_once_in_an_interval_however_many_lead_there(spec, wiki):
    write(spec, [{"runbook": page(wiki)}, {"runbook": page(wiki, "/errors#more")}])
    tasks.look_at_links()
    tasks.look_at_links()
    assert wiki.asked == ["HEAD /errors"]
    look_later()
    assert wiki.asked == ["HEAD /errors"] * 2


def test_the_numbers_of_lists_follow_what_was_found(spec, wiki):
    write(spec, [{"runbook": page(wiki)}])
    spec.recount()
    before = spec.warnings
    wiki.pages["/errors"] = 404
    tasks.look_at_links()
    spec.refresh_from_db()
    assert spec.warnings == before + 1
    wiki.pages.clear()
    look_later()
    spec.refresh_from_db()
    assert spec.warnings == before and told(spec) == []


def test_an_address_that_nobody_leads_to_is_forgotten(spec, wiki):
    write(spec, [{"runbook": page(wiki)}])
    tasks.look_at_links()
    write(spec)
    tasks.look_at_links()
    assert not LinkCheck.objects.exists()


def test_many_links_are_asked_a_few_at_a_time(spec, wiki):
    write(spec, [{"runbook": page(wiki, f"/{at}")} for at in range(A_FEW + 5)])
    tasks.look_at_links()
    assert len(wiki.asked) == A_FEW
    tasks.look_at_links()
    assert len(set(wiki.asked)) == len(wiki.asked) == A_FEW + 5


def test_a_host_in_our_own_network_is_refused_and_nothing_is_said_of_the_page(spec, wiki, settings):
    settings.WEBHOOK_ALLOW_PRIVATE = False
    write(spec, [{"runbook": page(wiki)}])
    tasks.look_at_links()
    assert wiki.asked == [] and told(spec) == []
    assert "private network" in LinkCheck.objects.get().fault


def test_a_name_that_leads_into_our_network_is_refused(monkeypatch):
    inside = [(2, 1, 6, "", ("10.0.0.7", 80))]
    monkeypatch.setattr(posting.socket, "getaddrinfo", lambda *_, **__: inside)
    with pytest.raises(Refused, match="private network"):
        ask("HEAD", "http://wiki.example/", {}, seconds=1, private=False)


def test_a_save_asks_the_records_once_however_many_links_there_are(
    spec, wiki, settings, django_assert_num_queries
):
    write(spec, [{"runbook": page(wiki, f"/{at}")} for at in range(8)])
    LinkCheck.objects.bulk_create(
        LinkCheck(url=page(wiki, f"/{at}"), dead=True, fault="It answered 404.") for at in range(8)
    )
    document, hosts = spec.document(), settings.LINK_HOSTS
    settings.LINK_HOSTS = []
    with CaptureQueriesContext(connection) as without:
        assert told(spec, document) == []
    settings.LINK_HOSTS = hosts
    with django_assert_num_queries(len(without) + 1):
        assert len(told(spec, document)) == 8
    assert wiki.asked == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://wiki.example/a_(b)", ["https://wiki.example/a_(b)"]),
        ("see (https://WIKI.example/a), then", ["https://WIKI.example/a"]),
        ("<https://wiki.example:443/a> and http://wiki.example/b.",
         ["https://wiki.example:443/a", "http://wiki.example/b"]),
        ("https://wiki.example:8443/ https://other.example/wiki.example", []),
        ("https://wiki.example@other.example/ https://me:pw@wiki.example/", []),
        ("https://wiki.example/{{ $labels.pod }} https://wiki.example:99999/ https://...", []),
        ("https://wiki.example.evil.example/ https://[wiki.example/ ftp://wiki.example/", []),
        (f"https://wiki.example/{'a' * 1000} https://wiki.example/ä @runbook", []),
    ],
)  # fmt: skip
def test_only_whole_addresses_of_the_hosts_on_the_list_are_taken(text, found):
    assert list(addresses(text, ["wiki.example"])) == found
