"""The pages and files of the trail: who may see it, what filters find, and what ten thousand lines cost."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from specs.models import Event, Verb, seal_events
from specs.models.sealing import FINISHED
from specs.models.trail import PAGE
from tests.cast import person, started

BOTH = pytest.mark.parametrize("where", ["spec", "organisation"])


@pytest.fixture
def auditor(client, db):
    """Olga audits; she is on no team."""
    olga = person("olga", is_auditor=True)
    client.force_login(olga)
    return client


def at(spec, where, ending="/"):
    return f"/specs/{spec.guid}/audit{ending}" if where == "spec" else f"/audit{ending}"


def wrote(spec, by, n=1, place="alert.a{}.name", verb=Verb.EDITED, **more):
    Event.objects.bulk_create(
        Event(spec=spec, actor=by, verb=verb, place=place.format(i), new=f"Text {i}", **more)
        for i in range(n)
    )


def found(client, path, **asked):
    return [line["event"] for line in client.get(path, asked).context["lines"]]


def body(answer):
    return b"".join(answer.streaming_content).decode()


def test_auditors_and_admins_read_the_organisations_trail_others_hear_why_not(
    client, auditor, ada, alice, rita, spec
):
    assert auditor.get("/audit/").status_code == 200
    client.force_login(ada)
    assert client.get("/audit/").status_code == 200
    for one in (alice, rita):
        client.force_login(one)
        for path in ("/audit/", "/audit.csv", "/audit.json"):
            answer = client.get(path)
            assert answer.status_code == 403
            assert "Only admins and auditors can read the trail" in answer.content.decode()


def test_an_auditor_reads_the_trail_of_a_draft_but_not_the_draft(auditor, spec, alice):
    wrote(spec, alice)
    assert auditor.get(f"/specs/{spec.guid}/audit/").status_code == 200
    assert auditor.get(f"/specs/{spec.guid}/").status_code == 404
    page = auditor.get("/audit/").content.decode()
    assert "Checkout API" in page and f'href="/specs/{spec.guid}/' not in page


def test_a_stranger_finds_no_trail_of_a_draft(client, charlie, spec):
    client.force_login(charlie)
    for ending in ("/", ".csv", ".json"):
        assert client.get(f"/specs/{spec.guid}/audit{ending}").status_code == 404


@BOTH
def test_each_filter_finds_its_lines(auditor, spec, alice, bob, where):
    path = at(spec, where)
    wrote(spec, alice, 3)
    wrote(spec, bob, 2, place="slo.s{}.target", at=datetime(2026, 3, 5, 23, 59, tzinfo=UTC))
    wrote(spec, bob, 1, place="monitoring", verb=Verb.COMPLETED)
    assert len(found(auditor, path)) == 7
    assert {str(one.actor) for one in found(auditor, path, actor="bob")} == {"Bob"}
    assert len(found(auditor, path, verb="completed")) == 1
    assert len(found(auditor, path, chapter="monitoring")) == 4
    assert len(found(auditor, path, chapter="nothing")) == 0
    assert len(found(auditor, path, place="slo.")) == 2
    assert len(found(auditor, path, since="2026-03-05", until="2026-03-05")) == 2
    assert len(found(auditor, path, until="2026-03-04")) == 0
    assert len(found(auditor, path, since="2026-03-06", actor="bob")) == 1
    assert len(found(auditor, path, since="yesterday")) == 7, "what is no date does not matter"


def test_the_organisations_trail_is_asked_by_name_or_guid(auditor, spec, payments, alice, ada, bob):
    other = started(payments, alice, "Ledger API")
    payments.admit(bob, "reader", ada)
    assert len(found(auditor, "/audit/")) == 3
    for words in ("ledger", other.guid):
        assert [one.spec for one in found(auditor, "/audit/", spec=words)] == [other]


@BOTH
def test_the_pages_hold_every_line_once_newest_first(auditor, spec, alice, where):
    wrote(spec, alice, 2 * PAGE + 5)
    path, seen = at(spec, where), []
    while path:
        context = auditor.get(path).context
        seen += [line["event"].pk for line in context["lines"]]
        path = at(spec, where) + context["more"] if context["more"] else ""
    assert seen == sorted(Event.objects.values_list("pk", flat=True), reverse=True)


@BOTH
def test_the_filter_goes_along_to_the_next_page_and_into_the_files(
    auditor, spec, alice, bob, where
):
    wrote(spec, alice, PAGE + 1)
    wrote(spec, bob, 1)
    answer = auditor.get(at(spec, where), {"actor": "alice", "verb": "edited"})
    assert "actor=alice" in answer.context["more"] and "verb=edited" in answer.context["more"]
    page = answer.content.decode()
    assert f"{at(spec, where, '.csv')}?actor=alice&amp;verb=edited" in page
    rows = list(csv.DictReader(io.StringIO(body(auditor.get(at(spec, where, ".csv"), {"actor": "bob"})))))  # fmt: skip
    assert [row["actor"] for row in rows] == ["bob"]
    said = json.loads(body(auditor.get(at(spec, where, ".json"), {"actor": "alice"})))
    assert len(said) == Event.objects.filter(actor=alice).count()


def test_both_files_carry_every_line_with_its_seal(auditor, spec, alice):
    Event.record(spec, alice, Verb.EDITED, place="alert.a.name", old="a|b", new='two\nlines "x", ü')
    seal_events(timezone.now() + FINISHED + timedelta(minutes=1))
    rows = list(csv.DictReader(io.StringIO(body(auditor.get("/audit.csv")))))
    said = json.loads(body(auditor.get("/audit.json")))
    assert [row["new"] for row in rows] == ['two\nlines "x", ü', "Checkout API"]
    assert [row["new"] for row in rows] == [one["new"] for one in said]
    assert [one["entry"] for one in said] == [2, 1] and len(rows[0]["digest"]) == 64
    assert said[0]["at"].endswith("+00:00") and said[0]["spec"] == spec.guid


def test_an_empty_file_still_says_what_its_columns_are(auditor, spec):
    assert body(auditor.get("/audit.csv", {"actor": "nobody"})).startswith("event,at,actor,")
    assert json.loads(body(auditor.get("/audit.json", {"actor": "nobody"}))) == []


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_the_csv_is_a_formula(auditor, spec, alice, text):
    wrote(spec, alice, place=text)
    Event.objects.update(new=text, old=text)
    type(alice).objects.filter(pk=alice.pk).update(full_name=text)
    rows = list(csv.DictReader(io.StringIO(body(auditor.get("/audit.csv")), newline="")))
    for row in rows:
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]  # fmt: skip
        assert row["new"] == f"'{text}"


@BOTH
def test_ten_thousand_lines_cost_no_more_queries_than_ten(
    auditor, spec, alice, where, django_assert_max_num_queries
):
    wrote(spec, alice, 10_000, place="alert.a{}.name")
    with django_assert_max_num_queries(10):
        auditor.get(at(spec, where), {"actor": "alice", "chapter": "monitoring"})
    with django_assert_max_num_queries(6):
        text = body(auditor.get(at(spec, where, ".csv")))
    assert text.count("\n") == 10_002


def test_the_page_shows_what_is_sealed_and_what_was_changed_since(auditor, spec, alice):
    wrote(spec, alice, 2)
    seal_events(timezone.now() + FINISHED + timedelta(minutes=1))
    page = auditor.get(f"/specs/{spec.guid}/audit/").content.decode()
    assert "Sealed until" in page and "entry 3" in page and "intact" in page
    with connection.cursor() as cursor:
        cursor.execute("UPDATE specs_event SET new = 'x' WHERE place = 'alert.a0.name'")
    page = auditor.get(f"/specs/{spec.guid}/audit/").content.decode()
    assert "Changed since" in page and "1 of these entries is not as sealed." in page


def test_markup_in_a_line_is_text(auditor, spec, alice):
    wrote(spec, alice, place="<b>x</b>")
    Event.objects.update(old="<i>", new="<script>alert(1)</script>")
    page = auditor.get("/audit/").content.decode()
    assert "<script>alert" not in page and "<b>x</b>" not in page


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, ""])
def test_a_page_that_nobody_linked_to_is_no_error(auditor, spec, before):
    assert auditor.get("/audit/", {"before": before}).status_code == 200
