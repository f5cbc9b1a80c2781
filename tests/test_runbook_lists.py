"""Finding a runbook: by alert, by words, of one specification; only what the person may see, and cheaply."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from specs.models import PublishedAlert, PublishedRunbook, Spec

from .cast import as_person, started
from .rehearsing import (  # noqa: F401
    KEY,
    OTHER,
    address,
    approve,
    approved_runbooks,
    runbook,
    write_runbooks,
)


def listed(person, query="", status=200):
    answer = as_person(person).get(f"/runbooks/{query}")
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def second(finance, charlie, rita, alice):
    """Another team's specification, whose alert has the same name as one of Checkout's."""
    spec = started(finance, charlie, "Ledger API")
    write_runbooks(spec, [runbook("k0ledger0000", "Postings come late")],
                   [("CheckoutLatencyHigh", "@k0ledger0000"), ("Alone", "")])  # fmt: skip
    return approve(spec, charlie, rita)


def test_the_list_holds_every_approved_runbook_with_its_alerts(approved, charlie):
    html = listed(charlie)
    assert "Checkout latency is high" in html and "Checkout errors are high" in html
    assert "CheckoutLatencyHigh" in html and "Payments on-call" in html
    assert "2 runbooks" in html and f'href="{address(approved)}"' in html


def test_a_draft_and_a_private_teams_runbooks_are_not_in_it(approved, alice, charlie):
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook("k0fresh00000", "Fresh")])
    assert "Fresh" not in listed(alice)
    approved.team.private = True
    approved.team.save()
    assert "Checkout latency" not in listed(charlie) and "Checkout latency" in listed(alice)
    assert "This alert has no runbook" in listed(charlie, "?alert=CheckoutLatencyHigh")


@pytest.mark.parametrize(
    "name", ["CheckoutLatencyHigh", "checkoutlatencyhigh", " CheckoutLatencyHigh "]
)
def test_an_alert_leads_straight_to_its_page(approved, charlie, name):
    answer = as_person(charlie).get("/runbooks/", {"alert": name})
    assert (answer.status_code, answer.url) == (302, address(approved))


def test_an_alert_of_two_services_gives_a_short_list(approved, second, alice):
    html = listed(alice, "?alert=CheckoutLatencyHigh")
    assert "2 runbooks for this alert" in html
    assert address(approved) in html and address(second, "k0ledger0000") in html


def test_an_alert_without_a_runbook_says_whom_to_page(approved, alice):
    html = listed(alice, "?alert=QueueStuck")
    called = "Page Payments Core on-call, <b>Payments Core schedule</b>"
    assert f"<b>This alert has no runbook.</b> {called}" in html


def test_an_unknown_alert_says_so(approved, alice):
    html = listed(alice, "?alert=<Nothing>")
    assert "This alert has no runbook" in html and "&lt;Nothing&gt;" in html


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("latency", 1),
        ("LATENCY high", 1),
        ("payments slow", 2),
        ("checkout-latency", 1),
        ("ledgr", 0),
        ("%", 0),
    ],
)
def test_words_are_looked_for_in_names_symptoms_alerts_and_owners(approved, charlie, words, found):
    html = as_person(charlie).get("/runbooks/", {"q": words}).content.decode()
    assert html.count("data-row-link") == found
    assert found or "No runbook matches" in html


def test_a_fragment_answers_the_search_field(approved, charlie):
    answer = as_person(charlie).get("/runbooks/?q=latency", headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode() and "1 runbook found" in answer.content.decode()


def test_before_the_first_approval_the_list_says_how_one_gets_in(alice):
    assert "No runbook is approved yet" in listed(alice)


def test_the_list_of_one_specification_shows_when_each_was_rehearsed(approved, charlie, alice):
    html = as_person(charlie).get(f"/specs/{approved.guid}/runbooks/").content.decode()
    assert "As approved in 0.1.0" in html and "4 Mar 2026</time>, overdue" in html
    assert f'href="{address(approved)}"' in html
    assert (
        "Record a rehearsal of"
        in as_person(alice).get(f"/specs/{approved.guid}/runbooks/").content.decode()
    )


def test_the_list_of_a_draft_warns_its_team_and_is_hidden_from_others(spec, alice, charlie):
    write_runbooks(spec, [runbook()])
    assert "Use with care" in as_person(alice).get(f"/specs/{spec.guid}/runbooks/").content.decode()
    assert as_person(charlie).get(f"/specs/{spec.guid}/runbooks/").status_code == 404


def test_what_a_device_keeps_are_the_runbooks_of_the_persons_teams(approved, second, alice, client):
    paths = as_person(alice).get("/runbooks/mine.json").json()["paths"]
    assert paths == [address(approved), address(approved, OTHER)]
    assert client.get("/runbooks/mine.json").status_code == 302


def test_the_worker_is_a_script_at_the_root_that_is_asked_for_anew(client):
    answer = client.get("/runbooks-worker.js")
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-cache"
    assert answer["Content-Type"].startswith("text/javascript")
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_the_approval_rebuilds_the_list_and_nothing_else_does(approved, alice, rita):
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook(name="Renamed")], [("New", f"@{KEY}")])
    assert PublishedRunbook.objects.get(spec=approved, key=KEY).title == "Checkout latency is high"
    approve(approved, alice, rita)
    assert PublishedRunbook.objects.get(spec=approved, key=KEY).title == "Renamed"
    assert [one.name for one in PublishedAlert.objects.filter(spec=approved)] == ["New"]
    assert PublishedRunbook.objects.get(spec=approved, key=OTHER).gone_in == "0.2.0"


def test_the_list_can_be_made_anew_from_what_is_approved(approved):
    before = list(PublishedRunbook.objects.values_list("spec", "key", "title", "alerts", "words"))
    PublishedRunbook.objects.all().delete()
    assert PublishedRunbook.publish_all() == 1
    after = list(PublishedRunbook.objects.values_list("spec", "key", "title", "alerts", "words"))
    assert before == after and len(after) == 2


def test_the_list_asks_as_often_for_many_specifications_and_reads_no_document(
    approved, charlie, alice
):
    client = as_person(charlie)
    client.get("/runbooks/")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/runbooks/").status_code == 200
        return [query["sql"] for query in queries]

    few = asked()
    row = PublishedRunbook.objects.filter(spec=approved).first()
    specs = [started(approved.team, alice, f"Service {n}") for n in range(25)]
    Spec.objects.filter(pk__in=[one.pk for one in specs]).update(
        approved=approved.approved, status="Approved"
    )
    PublishedRunbook.objects.bulk_create(
        PublishedRunbook(
            spec=one, key=f"k{n:011}", revision=row.revision, title=f"No {n}", words=""
        )
        for n, one in enumerate(specs)
    )
    many = asked()
    assert len(many) == len(few) <= 12
    assert not any('"document"' in sql for sql in many)


def test_a_command_makes_the_list_anew(approved, capsys):
    PublishedRunbook.objects.all().delete()
    call_command("runbooks")
    assert capsys.readouterr().out == "2 runbooks of 1 specifications\n"
    assert PublishedRunbook.objects.count() == 2
