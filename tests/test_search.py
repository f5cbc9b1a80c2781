"""Search: what is found, in which order, by whom, and that saving writes nothing for it."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from specs import searching, store, template
from specs.models import Searched, SearchState, Spec, Status, index_all, index_due
from specs.models.team import Team
from specs.searchable import words_of
from specs.searching import marked, search, snippet

from .cast import brought_to, started


def fill(spec, name="", **sections):
    """Write rows by section and group: `fill(spec, alerts={"alert": [{"name": ...}]})`."""
    document = store.load(spec)
    document["header"]["name"] = name or spec.name
    for slug, values in sections.items():
        for field, value in values.items():
            if isinstance(value, list):
                blank = template.find(field).blank()
                value = [blank | {"key": f"k{at}"} | row for at, row in enumerate(value)]
            document["sections"][slug][field] = value
    store.save(spec, document)
    Spec.objects.filter(pk=spec.pk).update(updated_at=timezone.now())
    return Spec.objects.get(pk=spec.pk)


def titles(user, words, *kinds):
    return [hit.plain for hit in search(user, words, kinds).hits]


@pytest.fixture
def written(spec):
    """A draft with an alert, a runbook and two parameters, one of them secret."""
    spec = fill(
        spec,
        overview={"overview": "Takes a cart, and the café around the corner <b>pays</b>."},
        alerts={"alert": [{"name": "CheckoutLatencyHigh", "condition": "> 500 ms for 5 min"}]},
        runbooks={"runbook": [{"name": "Checkout is slow", "when": "CheckoutLatencyHigh fires."}]},
        parameters={
            "parameter": [
                {"name": "MAX_UPLOAD_SIZE_MB", "description": "Largest file", "default": "10"},
                {"name": "API_TOKEN", "sensitive": "Yes", "default": "hunter2hunter2"},
            ]
        },
    )
    Searched.refresh(spec)
    return spec


# ---------------------------------------------------------------- what is found


def test_a_name_finds_its_row_first_and_what_mentions_it_after(written, alice):
    assert titles(alice, "CheckoutLatencyHigh") == ["CheckoutLatencyHigh", "Checkout is slow"]


def test_a_guid_finds_its_specification(written, alice):
    assert titles(alice, written.guid.upper()) == ["Checkout API"]


@pytest.mark.parametrize(
    "words, title",
    [
        ("MAX_UPLOAD_SIZE_MB", "MAX_UPLOAD_SIZE_MB"),
        ("upload max", "MAX_UPLOAD_SIZE_MB"),
        ("latenc hig", "CheckoutLatencyHigh"),
        ("CAFE", "Checkout API"),
        ("payments core", "Payments Core"),
        ("largest fi", "MAX_UPLOAD_SIZE_MB"),
    ],
)
def test_words_beginnings_and_parts_of_names_find_it(written, alice, words, title):
    assert titles(alice, words)[0] == title


def test_all_words_must_be_there(written, alice):
    assert titles(alice, "largest elephant") == []


@pytest.mark.parametrize(
    "words", ["", "  ", '"', "*", "' OR 1=1 --", "a:b & !c", "NEAR(", "\\", "<->"]
)
def test_signs_of_query_languages_are_only_signs(written, alice, words):
    assert isinstance(search(alice, words).hits, list)


def test_a_kind_leaves_the_rest_out(written, alice):
    assert titles(alice, "checkout", "alert") == ["CheckoutLatencyHigh"]
    assert titles(alice, "checkout", "runbook") == ["Checkout is slow"]


def test_secrets_are_not_even_in_the_table(written, alice):
    assert "API_TOKEN" in titles(alice, "api token")
    assert titles(alice, "hunter2hunter2") == []
    assert not Searched.objects.filter(text__contains="hunter2").exists()


def test_words_are_marked_and_everything_else_is_escaped(written, alice):
    assert marked("a <b> CheckoutLatency", ["latency", "b"]) == (
        "a &lt;<mark>b</mark>&gt; Checkout<mark>Latency</mark>"
    )
    assert "&lt;b&gt;<mark>pays</mark>" in search(alice, "pays").hits[0].snippet
    assert snippet("x " * 200 + "needle " + "y " * 200, ["needle"]).count("…") == 2


def test_humps_and_accents_make_words():
    assert words_of("CheckoutLatencyHigh é_P99") == [
        "checkoutlatencyhigh", "checkout", "latency", "high", "e", "p99",
    ]  # fmt: skip


# ---------------------------------------------------------------- by whom


def test_a_draft_is_found_by_its_team_and_admins_only(
    written, alice, bob, dora, ada, charlie, rita
):
    for person in (alice, bob, dora, ada):
        assert titles(person, "CheckoutLatencyHigh")
    for person in (charlie, rita):
        assert search(person, "checkout").hits == []


def test_a_reviewer_finds_it_while_it_is_in_review(written, alice, rita):
    brought_to(written, Status.REVIEW, alice, rita)
    Searched.refresh(written)
    assert titles(rita, "CheckoutLatencyHigh")


@pytest.fixture
def approved(written, alice, rita):
    """0.1.0 is approved with the alert; 0.2.0 renames it."""
    brought_to(written, Status.APPROVED, alice, rita)
    written.revise(alice, "minor")
    spec = fill(Spec.objects.get(pk=written.pk), alerts={"alert": [{"name": "CheckoutErrorsHigh"}]})
    Searched.refresh(spec)
    return spec


def test_strangers_find_what_was_approved_and_the_team_what_is_written(approved, alice, charlie):
    assert titles(charlie, "latency high", "alert") == ["CheckoutLatencyHigh"]
    assert titles(charlie, "errors high", "alert") == []
    assert titles(alice, "latency high", "alert") == []
    assert titles(alice, "errors high", "alert") == ["CheckoutErrorsHigh"]


def test_what_stands_alike_in_both_versions_is_one_row_and_found_once(approved, alice, charlie):
    both = Searched.objects.filter(title="MAX_UPLOAD_SIZE_MB")
    assert [(row.in_draft, row.in_published) for row in both] == [(True, True)]
    for person in (alice, charlie):
        assert titles(person, "MAX_UPLOAD_SIZE_MB") == ["MAX_UPLOAD_SIZE_MB"]


def test_a_private_teams_approvals_are_for_the_team(approved, payments, alice, charlie):
    Team.objects.filter(pk=payments.pk).update(private=True)
    assert search(charlie, "checkout").hits == []
    assert search(alice, "checkout").hits


def test_writers_come_to_the_row_in_the_editor_and_readers_to_the_document(
    approved,
    alice,
    charlie,
    on,
):
    mine, theirs = search(alice, "max upload").hits[0], search(charlie, "max upload").hits[0]
    assert mine.url == f"/specs/{approved.guid}/sections/configuration/#r-parameter-k0"
    assert theirs.url == f"/specs/{approved.guid}/read/#r-k0"
    assert 'id="r-k0"' in on(charlie).get(theirs.url).content.decode()
    assert search(charlie, "slow", ["runbook"]).hits[0].url.endswith("/runbooks/k0/")


# ---------------------------------------------------------------- when


def test_saving_writes_nothing_for_search_and_the_next_turn_reads_it(written, alice, on):
    before = Searched.objects.count()
    cells = {"overview.-.overview": "Sells umbrellas.", "seen": "{}"}
    with CaptureQueriesContext(connection) as queries:
        on(alice).post(f"/specs/{written.guid}/cells/", cells, headers={"HX-Request": "true"})
    assert not [one for one in queries if "specs_search" in one["sql"]]
    Spec.objects.filter(pk=written.pk).update(updated_at=timezone.now() - timedelta(seconds=11))
    assert titles(alice, "umbrellas") == []
    assert index_due() == 1 and index_due() == 0
    assert Searched.objects.count() == before


def test_who_types_on_is_read_once_a_minute(written):
    Spec.objects.filter(pk=written.pk).update(updated_at=timezone.now())
    assert index_due() == 0
    SearchState.objects.update(at=timezone.now() - timedelta(seconds=61))
    assert index_due() == 1


def test_a_decision_is_read_at_once(written, alice, rita):
    brought_to(written, Status.APPROVED, alice, rita)
    assert index_due() == 1
    assert Searched.objects.filter(spec=written, in_published=True).exists()


def test_reading_again_leaves_rows_alone_that_say_the_same(written):
    before = set(Searched.objects.values_list("pk", flat=True))
    Searched.refresh(fill(written, alerts={"alert": [{"name": "Another"}]}))
    after = set(Searched.objects.values_list("pk", flat=True))
    assert len(before - after) == 1 and len(after - before) == 1


def test_the_index_is_made_anew_by_a_command(written, alice, capsys):
    Searched.objects.all().delete()
    assert titles(alice, "checkout") == []
    call_command("index")
    assert "1 specifications read" in capsys.readouterr().out
    assert titles(alice, "CheckoutLatencyHigh")
    call_command("index", "--due")
    assert "0 specifications" in capsys.readouterr().out


def test_a_table_that_was_made_anew_is_indexed_again(written, alice):
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER specs_searched_fts_in")
    call_command("index")
    assert titles(alice, "CheckoutLatencyHigh")


# ---------------------------------------------------------------- the page


def test_the_page_works_without_javascript(written, alice, on):
    html = on(alice).get("/search/", {"q": "checkout latency"}).content.decode()
    assert "<mark>Checkout</mark><mark>Latency</mark>High" in html
    assert re.search(r'<h2 id="s-\w+"><a href="/specs/\w+/">Checkout API</a>', html)
    assert "kind=alert" in html and "q=checkout" in html


def test_what_was_found_is_listed_by_specification_and_section(written, alice, payments, on):
    other = fill(started(payments, alice, "Ledger"), runbooks={"runbook": [{"name": "Checkout"}]})
    Searched.refresh(other)
    html = on(alice).get("/search/", {"q": "checkout"}).content.decode()
    told = re.findall(r"<h([23])[^>]*>(?:<a [^>]*>)?([^<]+)|<li><a [^>]*>(.*?)</a> <small>", html)
    plain = [(level, words or re.sub("<.*?>", "", title)) for level, words, title in told]
    ledger = plain.index(("2", "Ledger"))
    assert plain[ledger + 1 : ledger + 3] == [("3", "Runbooks"), ("", "Checkout")]
    checkout = plain[plain.index(("2", "Checkout API")) :]
    assert checkout[1] == ("", "Checkout API"), "the specification itself stands under no section"
    alerts, runbooks = (checkout.index(("3", name)) for name in ("Alerts", "Runbooks"))
    assert checkout[alerts + 1] == ("", "CheckoutLatencyHigh")
    assert checkout[runbooks + 1] == ("", "Checkout is slow")


def test_the_page_says_what_to_do_when_nothing_is_there(written, alice, on):
    assert "Nothing found for “zebra”" in on(alice).get("/search/?q=zebra").content.decode()
    assert "Search all specifications." in on(alice).get("/search/").content.decode()
    assert on(alice).get("/search/?q=checkout&kind=nonsense").status_code == 200


def test_a_database_that_cannot_search_is_not_an_empty_list(written, alice, on, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("no such table")

    monkeypatch.setattr(searching, "search", broken)
    answer = on(alice).get("/search/?q=checkout")
    assert answer.status_code == 503 and "Search is not available." in answer.content.decode()
    assert on(alice).get("/search/?q=checkout&palette=1").status_code == 503


def test_the_palette_lists_pages_places_and_actions(written, alice, on):
    html = on(alice).get("/search/?palette=1&q=checkout").content.decode()
    groups = re.findall(r'role="presentation">([^<]+)<', html)
    assert groups == ["Specifications", "Rows and fields", "Runbooks", "Actions"]
    html = on(alice).get("/search/?palette=1&q=revi").content.decode()
    assert 'href="/reviews/"' in html
    assert "People" not in on(alice).get("/search/?palette=1").content.decode()


@pytest.mark.parametrize("person", ["alice", "ada"])
def test_every_page_that_the_palette_offers_is_there_for_this_person(request, on, person):
    client = on(request.getfixturevalue(person))
    html = client.get("/search/?palette=1").content.decode()
    offered = re.findall(r'role="option"[^>]* href="([^"]+)"', html)
    assert len(offered) > 12
    assert [(url, client.get(url).status_code) for url in offered] == [(u, 200) for u in offered]
    assert ("/settings/checks/" in offered) is (person == "ada")


def test_more_specifications_cost_no_more_queries(written, payments, alice, on):
    client = on(alice)
    client.get("/search/?q=checkout")
    with CaptureQueriesContext(connection) as few:
        client.get("/search/?q=checkout")
    for at in range(5):
        fill(started(payments, alice, f"Checkout {at}"), overview={"overview": "A checkout."})
    index_all()
    with CaptureQueriesContext(connection) as many:
        html = client.get("/search/?q=checkout").content.decode()
    assert "Checkout 4" in html and len(many) == len(few) <= 9
