"""Home, the list, starting, the overview and the merge page."""

import re

import pytest

from specs import cells, rows
from specs.cells import Change
from specs.documents import cell_digest
from specs.models import Conflict, Spec, Status
from tests.cast import as_person, brought_to


@pytest.fixture
def draft(payments, alice):
    return Spec.start(payments, alice, "Checkout API")


def page(person, path, status=200):
    answer = as_person(person).get(path)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


# ------------------------------------------------------------ home and list


def test_a_stranger_is_sent_to_the_sign_in(client, draft):
    answer = client.get(f"/specs/{draft.guid}/")
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url


def test_a_fragment_of_somebody_signed_out_is_told_so(client, draft):
    answer = client.post(f"/specs/{draft.guid}/cells/", headers={"HX-Request": "true"})
    assert answer.status_code == 401


def test_home_shows_an_author_what_to_go_on_with(draft, alice):
    assert "Checkout API 0.1.0" in page(alice, "/")


def test_home_shows_a_reviewer_what_waits_first(draft, alice, rita):
    brought_to(draft, Status.REVIEW, alice, rita)
    text = page(rita, "/")
    assert "Waiting for you" in text
    assert f"/specs/{draft.guid}/reviews/1/" in text


def test_home_helps_somebody_new_to_start(alice):
    home = page(alice, "/")
    assert "Start your first specification" in home
    for start in ("import", "copy"):
        assert f'href="/specs/new/?start={start}"' in home
        form = page(alice, f"/specs/new/?start={start}")
        assert re.search(rf'value="{start}"[^>]* checked', form), start


def test_home_does_not_call_it_the_first_where_the_team_has_one(spec, alice, bob, rita):
    brought_to(spec, Status.APPROVED, alice, rita)
    for person in (alice, bob):
        home = page(person, "/")
        assert "You have no drafts at the moment." in home
        assert "Start your first specification" not in home


def test_home_lists_what_the_own_teams_run(spec, alice, charlie, rita):
    assert "Your services" not in page(alice, "/")
    spec = brought_to(spec, Status.APPROVED, alice, rita)
    Spec.objects.filter(pk=spec.pk).update(level="B", blockers=0, warnings=2)
    home = page(alice, "/")
    assert "Your services" in home
    assert "Approved, level B, 2 warnings · since " in home
    assert "Your services" not in page(charlie, "/")
    spec.refresh_from_db()
    spec.revise(alice, "minor")
    assert "Your services" not in page(alice, "/")


def test_home_asks_as_often_for_ten_drafts_as_for_two(
    payments, alice, django_assert_max_num_queries
):
    for at in range(10):
        Spec.objects.create(team=payments, name=f"Service {at}", created_by=alice)
    client = as_person(alice)
    with django_assert_max_num_queries(16):
        client.get("/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Checkout API", "Ledger API"}),
        ("?q=ledg", {"Ledger API"}),
        ("?status=Approved", {"Ledger API"}),
        ("?status=Draft", {"Checkout API"}),
        ("?mine=1", {"Checkout API"}),
        ("?team=finance-systems", {"Ledger API"}),
        ("?q=nothing", set()),
    ],
)
def test_the_list_answers_what_is_asked(draft, finance, alice, charlie, rita, query, found):
    brought_to(Spec.start(finance, charlie, "Ledger API"), Status.APPROVED, charlie, rita)
    text = page(alice, f"/specs/{query}")
    assert {name for name in ("Checkout API", "Ledger API") if f">{name}</a>" in text} == found


def test_a_stranger_does_not_find_a_draft(draft, charlie):
    assert "Checkout API" not in page(charlie, "/specs/")
    page(charlie, f"/specs/{draft.guid}/", 404)


# ------------------------------------------------------------ starting


def test_a_blank_start_has_the_standing_content(alice, payments):
    answer = as_person(alice).post(
        "/specs/new/", {"start": "blank", "name": "Basket", "team": payments.pk, "tier": "2"}
    )
    assert answer.status_code == 303
    spec = Spec.objects.get(name="Basket")
    assert spec.tier == spec.document()["header"]["tier"] == "2"
    names = [row["name"] for row in spec.document()["sections"]["environments"]["environment"]]
    assert names == ["Development", "Staging", "Production"]


def test_a_copy_brings_the_content_but_is_a_specification_of_its_own(draft, alice, payments):
    cells.write(draft, alice, [Change("overview.-.overview", "It sells.")])
    said = {"start": "copy", "source": draft.pk, "name": "Basket", "team": payments.pk}
    as_person(alice).post("/specs/new/", said)
    spec = Spec.objects.get(name="Basket")
    assert spec.guid != draft.guid
    assert spec.document()["sections"]["overview"]["overview"] == "It sells."
    assert spec.document()["header"]["name"] == "Basket"


def test_a_form_that_misses_something_says_what_and_keeps_the_rest(alice, payments):
    answer = as_person(alice).post(
        "/specs/new/", {"start": "copy", "name": "Basket", "team": payments.pk}
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Choose the specification to copy." in text
    assert 'value="Basket"' in text


def test_nobody_starts_a_specification_for_another_team(alice, finance):
    said = {"start": "blank", "name": "Basket", "team": finance.pk}
    assert as_person(alice).post("/specs/new/", said).status_code == 422


# ------------------------------------------------------------ overview


def test_the_overview_lists_every_chapter_and_the_next_move(draft, alice):
    text = page(alice, f"/specs/{draft.guid}/")
    assert text.count('class="ring') >= 14 or text.count("/sections/") >= 14
    assert f"/specs/{draft.guid}/submit/" in text


def test_who_may_read_but_not_write_is_told_whom_to_ask(draft, dora, alice):
    words = "You can read this specification, but not edit it. Payments Core owns it."
    way = '<a class="btn sm" href="/teams/payments-core/">Ask for access</a>'
    told = page(dora, f"/specs/{draft.guid}/sections/overview/")
    assert words in told and way in told
    assert page(dora, "/teams/payments-core/")
    assert way not in page(alice, f"/specs/{draft.guid}/sections/overview/")


def test_the_overview_of_an_approved_version_says_how_to_go_on(draft, alice, rita):
    brought_to(draft, Status.APPROVED, alice, rita)
    text = page(alice, f"/specs/{draft.guid}/")
    assert "Start a new version to change it." in text
    assert f"/specs/{draft.guid}/versions/new/" in text


def test_a_reader_of_the_organisation_is_shown_the_approved_version(draft, alice, rita, charlie):
    brought_to(draft, Status.APPROVED, alice, rita)
    answer = as_person(charlie).get(f"/specs/{draft.guid}/")
    assert answer.status_code == 303
    assert answer.url == f"/specs/{draft.guid}/read/"


# ------------------------------------------------------------ merge


@pytest.fixture
def lost(draft, alice, bob):
    """Bob's text lost against Alice's."""
    address = "overview.-.overview"
    cells.write(draft, alice, [Change(address, "Alice wrote this.")])
    cells.write(draft, bob, [Change(address, "Bob wrote that.")])
    return Conflict.objects.get(who=bob)


MERGE = "/specs/{}/sections/overview/merge/"


def said(conflict, choice, now="Alice wrote this.", other=""):
    pk = conflict.pk
    return {f"choice-{pk}": choice, f"seen-{pk}": cell_digest(now), f"other-{pk}": other}


def overview_of(spec):
    return spec.document()["sections"]["overview"]["overview"]


def test_the_merge_page_shows_both_texts(draft, lost, bob):
    text = page(bob, MERGE.format(draft.guid))
    assert "Bob wrote that." in text
    assert "Alice wrote this." in text


def test_a_conflict_waits_through_reload_and_a_new_sign_in(draft, lost, bob):
    for _ in range(2):
        assert "Bob wrote that." in page(bob, MERGE.format(draft.guid))
    assert "/merge/" in page(bob, f"/specs/{draft.guid}/sections/overview/")


@pytest.mark.parametrize(
    ("choice", "result"),
    [("mine", "Bob wrote that."), ("theirs", "Alice wrote this."), ("other", "Both.")],
)
def test_the_chosen_text_is_saved_and_the_conflict_ends(draft, lost, bob, choice, result):
    answer = as_person(bob).post(MERGE.format(draft.guid), said(lost, choice, other="Both."))
    assert answer.status_code == 303
    assert overview_of(draft) == result
    assert not Conflict.open_for(draft, bob).exists()


def test_without_a_choice_nothing_is_saved(draft, lost, bob):
    answer = as_person(bob).post(MERGE.format(draft.guid), said(lost, ""))
    assert answer.status_code == 422
    assert Conflict.open_for(draft, bob).exists()


def test_a_change_meanwhile_asks_again_and_keeps_the_choice(draft, lost, alice, bob):
    newer = Change("overview.-.overview", "Alice again.", cell_digest("Alice wrote this."))
    cells.write(draft, alice, [newer])
    answer = as_person(bob).post(MERGE.format(draft.guid), said(lost, "mine"))
    assert answer.status_code == 409
    assert overview_of(draft) == "Alice again."
    text = answer.content.decode()
    assert "Alice again." in text
    assert "Bob wrote that." in text


def test_keeping_a_text_of_a_deleted_row_brings_the_row_back(draft, alice, bob):
    rows.add(draft, alice, "alert", "ka", cells={"name": "High error rate"})
    rows.delete(draft, alice, "alert", "ka")
    cells.write(draft, bob, [Change("alert.ka.severity", "High")])
    conflict = Conflict.objects.get(who=bob)
    path = f"/specs/{draft.guid}/sections/monitoring/merge/"
    assert "the row was deleted" in page(bob, path)
    assert as_person(bob).post(path, said(conflict, "mine", now="")).status_code == 303
    (alert,) = draft.document()["sections"]["alerts"]["alert"]
    assert (alert["name"], alert["severity"]) == ("High error rate", "High")


def test_the_bar_tells_a_reviewer_how_many_reviews_wait(draft, alice, rita):
    assert "waiting</span>" not in page(rita, "/specs/")
    brought_to(draft, Status.REVIEW, alice, rita)
    assert '1<span class="vh"> waiting</span>' in page(rita, "/specs/")
    assert "waiting</span>" not in page(alice, "/specs/")


def test_while_the_next_version_is_drafted_others_see_the_last_approved_one(
    draft, alice, rita, charlie
):
    brought_to(draft, Status.APPROVED, alice, rita)
    draft.revise(alice, "minor")
    seen = cell_digest("Checkout API")
    cells.write(draft, alice, [Change("header.-.name", "Secret plan", seen)])
    for path in ("/specs/", f"/specs/{draft.guid}/read/", f"/specs/{draft.guid}/versions/"):
        text = page(charlie, path)
        assert "Checkout API" in text
        assert "Approved" in text
        assert "Secret plan" not in text
        assert "0.2.0" not in text
    assert "Secret plan" in page(alice, "/specs/")


def test_the_list_asks_as_often_for_thirty_as_for_three(
    payments, alice, rita, django_assert_max_num_queries
):
    for at in range(30):
        brought_to(
            Spec.objects.create(team=payments, name=f"S{at}", created_by=alice),
            Status.APPROVED,
            alice,
            rita,
        )
    client = as_person(rita)
    with django_assert_max_num_queries(11):
        client.get("/specs/")


def test_the_list_shows_no_text_of_a_name_as_markup(client, alice, payments):
    Spec.start(payments, alice, "<b>Checkout & co", None)
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/specs/").content.decode()
    assert "&lt;b&gt;Checkout &amp; co</a>" in page
    assert "<b>Checkout" not in page
