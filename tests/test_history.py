"""Looking back: versions, comparisons, the trail; and the small moves that make a version."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from specs.models import Event, Spec, Status, Verb
from specs.models.history import where

from .cast import brought_to
from .test_review_pages import metric, write


@pytest.fixture
def approved(spec, alice, rita):
    """0.1.0 is approved, 0.2.0 is being written."""
    write(spec, [metric("Errors")])
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    write(spec, [metric("Errors", threshold="> 5%")])
    return Spec.objects.get(pk=spec.pk)


def at(spec, rest=""):
    return f"/specs/{spec.guid}/{rest}"


# ---------------------------------------------------------------- versions


def test_the_versions_stand_newest_first_with_what_changed(on, approved, alice):
    approved.submit(alice)
    html = on(alice).get(at(approved, "versions/")).content.decode()
    assert html.index(">0.2.0<") < html.index("What readers see")
    assert "1 changed" in html and "compare/1...2/" in html and "Approved by Rita" in html


def test_a_stranger_sees_published_versions_only(on, approved, alice, charlie):
    approved.submit(alice)
    rows = on(charlie).get(at(approved, "versions/")).context["versions"]
    assert [row["revision"].version for row in rows] == ["0.1.0"]


def test_before_the_first_submission_the_history_says_so(on, spec, alice):
    assert "No approved version yet." in on(alice).get(at(spec, "versions/")).content.decode()


def test_the_history_asks_no_more_for_more_versions(on, approved, alice, rita):
    def asked():
        client = on(alice)
        client.get(at(approved, "versions/"))
        with CaptureQueriesContext(connection) as queries:
            client.get(at(approved, "versions/"))
        return len(queries)

    few = asked()
    for _ in range(3):
        approved.submit(alice)
        approved.request_changes(rita, "Again.")
    assert asked() == few <= 10


# ---------------------------------------------------------------- comparing


def test_the_changes_are_those_since_the_approval(on, approved, alice):
    answer = on(alice).get(at(approved, "changes/"))
    assert answer.url == at(approved, "compare/1...draft/")
    html = on(alice).get(answer.url).content.decode()
    assert "Changes between 0.1.0 and 0.2.0" in html and "&gt; 5%" in html
    assert "# Checkout API: changes between 0.1.0 and 0.2.0\n" in html
    assert "Copy as Markdown" in html


def test_two_versions_are_chosen_by_form(on, approved, alice):
    answer = on(alice).get(at(approved, "changes/?a=draft&b=1"))
    assert answer.url == at(approved, "compare/draft...1/")


def test_versions_can_be_compared_by_their_names(on, approved, alice, rita, charlie):
    approved.submit(alice)
    approved.approve(rita)
    html = on(charlie).get(at(approved, "compare/0.1.0...0.2.0/")).content.decode()
    assert "1 changed" in html


def test_with_one_version_there_is_nothing_to_compare(on, spec, alice):
    assert "Nothing to compare yet." in on(alice).get(at(spec, "changes/")).content.decode()


def test_nobody_compares_what_they_may_not_read(on, approved, alice, charlie):
    approved.submit(alice)
    client = on(charlie)
    assert client.get(at(approved, "compare/1...draft/")).status_code == 403
    assert client.get(at(approved, "compare/1...2/")).status_code == 404
    assert client.get(at(approved, "compare/1...0.2.0/")).status_code == 404


# ---------------------------------------------------------------- the trail


def test_the_trail_says_who_what_where_and_both_texts(on, spec, alice, bob):
    Event.record(spec, bob, Verb.EDITED, place="rollback.-.rto", old="10 min", new="5 min")
    html = on(alice).get(at(spec, "audit/")).content.decode()
    assert "Bob" in html and "10 min" in html and "5 min" in html
    assert at(spec, "sections/deployment/#rollback---rto") in html
    assert "Rollback Procedure / RTO" in html


def test_the_trail_is_filtered_by_person_and_by_deed(on, spec, alice, bob):
    Event.record(spec, bob, Verb.EDITED, place="rollback.-.rto", new="5 min")
    lines = on(alice).get(at(spec, "audit/?actor=bob")).context["lines"]
    assert [line["event"].verb for line in lines] == ["edited"]
    lines = on(alice).get(at(spec, "audit/?verb=created")).context["lines"]
    assert [line["event"].verb for line in lines] == ["created"]
    html = on(alice).get(at(spec, "audit/?actor=nobody")).content.decode()
    assert "No entries match." in html


def test_the_trail_is_paged_by_key(on, spec, alice):
    for n in range(60):
        Event.record(spec, alice, Verb.EDITED, place=f"alert.k{n}.name", new=str(n))
    first = on(alice).get(at(spec, "audit/"))
    second = on(alice).get(at(spec, "audit/") + first.context["more"])
    seen = [line["event"].pk for page in (first, second) for line in page.context["lines"]]
    assert len(seen) == len(set(seen)) == 61 and seen == sorted(seen, reverse=True)
    assert second.context["more"] == ""


def test_the_trail_is_for_those_who_may_read_the_draft(on, approved, charlie, dora):
    assert on(dora).get(at(approved, "audit/")).status_code == 200
    assert on(charlie).get(at(approved, "audit/")).status_code == 403


def test_the_trail_asks_no_more_for_more_lines(on, spec, alice):
    def asked():
        client = on(alice)
        with CaptureQueriesContext(connection) as queries:
            client.get(at(spec, "audit/"))
        return len(queries)

    few = asked()
    for n in range(30):
        Event.record(spec, alice, Verb.EDITED, place=f"alert.k{n}.name", new=str(n))
    assert asked() == few <= 9


@pytest.mark.parametrize(
    ("place", "words", "anchor"),
    [
        ("alert.k7.severity", "Alerts / alert / Severity", "alert-k7-severity"),
        ("alert.k7", "Alerts / alert", "r-alert-k7"),
        ("overview.-.overview", "Overview", "overview---overview"),
        ("monitoring", "Monitoring", ""),
    ],
)
def test_a_place_is_told_in_words(place, words, anchor):
    found = where(place)
    assert found.words.startswith(words) and found.anchor == anchor


def test_an_unknown_place_is_left_as_it_is():
    assert where("nothing.of.ours") is None


# ---------------------------------------------------------------- submit and the small moves


def test_an_author_checks_and_submits(on, spec, alice, rita):
    html = on(alice).get(at(spec, "submit/")).content.decode()
    assert "Check before you request review" in html and "Rita" in html
    given = {"reviewers": [rita.pk], "deploy_on": "2027-01-05", "note": "Please."}
    answer = on(alice).post(at(spec, "submission/"), given, follow=True)
    assert "It is in the queue of Rita." in answer.content.decode()
    review = Spec.objects.get(pk=spec.pk).open_review
    assert (review.note, str(review.deploy_on)) == ("Please.", "2027-01-05")
    assert list(review.reviewers.all()) == [rita]


def test_blockers_ask_for_a_reason(on, strict_policy, spec, alice):
    html = on(alice).get(at(spec, "submit/")).content.decode()
    assert "Request review anyway" in html and "Fix blockers" in html
    answer = on(alice).post(at(spec, "submission/"), {"note": "Kept words"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "say why a review is wanted" in page and "Kept words" in page
    answer = on(alice).post(at(spec, "submission/"), {"reason": "The date is fixed."})
    assert answer.status_code == 303


def test_submitting_twice_is_a_conflict(on, spec, alice):
    spec.submit(alice)
    answer = on(alice).post(at(spec, "submission/"), {})
    assert answer.status_code == 409
    assert "A review is requested for a draft." in answer.content.decode()


def test_an_author_withdraws(on, spec, alice):
    spec.submit(alice)
    assert "Withdraw the request" in on(alice).get(at(spec, "withdrawal/")).content.decode()
    assert on(alice).post(at(spec, "withdrawal/")).status_code == 303
    assert Spec.objects.get(pk=spec.pk).status == Status.DRAFT
    assert on(alice).post(at(spec, "withdrawal/")).status_code == 409


def test_anyone_of_the_team_marks_as_implemented_with_evidence(on, spec, alice, rita, dora):
    brought_to(spec, Status.APPROVED, alice, rita)
    answer = on(dora).post(at(spec, "implementation/"), {"evidence": " "})
    assert answer.status_code == 422 and "Say where it can be seen" in answer.content.decode()
    answer = on(dora).post(at(spec, "implementation/"), {"evidence": "deploy 4f9c21a"})
    assert answer.status_code == 303
    assert Spec.objects.get(pk=spec.pk).status == Status.IMPLEMENTED


def test_an_author_opens_the_next_version(on, spec, alice, rita):
    brought_to(spec, Status.APPROVED, alice, rita)
    html = on(alice).get(at(spec, "versions/new/")).content.decode()
    assert "0.1.1, patch" in html and "0.2.0, minor" in html and "1.0.0, major" in html
    assert on(alice).post(at(spec, "versions/"), {"bump": ""}).status_code == 422
    assert on(alice).post(at(spec, "versions/"), {"bump": "minor"}).status_code == 303
    assert Spec.objects.get(pk=spec.pk).version == "0.2.0"
    assert on(alice).post(at(spec, "versions/"), {"bump": "minor"}).status_code == 409


FORMS = ["submit/", "submission/", "withdrawal/", "implementation/", "versions/new/", "versions/"]


def call(client, url, part):
    return client.post(url) if part in ("submission/", "versions/") else client.get(url)


@pytest.mark.parametrize("part", FORMS)
def test_a_stranger_finds_none_of_the_forms(on, spec, charlie, part):
    assert call(on(charlie), at(spec, part), part).status_code == 404


@pytest.mark.parametrize("part", FORMS)
def test_a_stranger_may_use_none_of_the_forms_of_what_was_approved(on, approved, charlie, part):
    assert call(on(charlie), at(approved, part), part).status_code == 403


@pytest.mark.parametrize("part", [one for one in FORMS if one != "implementation/"])
def test_a_reader_of_the_team_may_not_move_it(on, spec, dora, part):
    assert call(on(dora), at(spec, part), part).status_code == 403


@pytest.mark.parametrize("part", [*FORMS, "changes/", "audit/", "compare/1...draft/"])
def test_every_page_asks_for_a_sign_in(client, spec, part):
    answer = call(client, at(spec, part), part)
    assert answer.url.startswith("/accounts/login/")
