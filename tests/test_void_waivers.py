"""A waiver of somebody who then takes part in the version counts nowhere, and every page says so."""

import pytest
from django.test import Client

from specs import cells, gate
from specs.models import Blocked, Spec, Waiver
from tests.cast import join
from tests.test_gate import token_of
from tests.waiving import REASON, soon, waived, write

WHY = "What Rita waived does not count: Rita had part in this version."
NEXT = "Another reviewer waives it again, or the team mends it."


def edited_by(spec, person):
    """Somebody writes in the draft, elsewhere than the finding."""
    cells.write(spec, person, [cells.Change("header.-.contact", "Pager", "")])
    spec.recount()
    return Spec.objects.get(pk=spec.pk)


@pytest.fixture
def void(blocked, alice, rita, payments):
    """Rita waived the blocker, joined the team and edited the draft; it is in review again."""
    waived(blocked, rita)
    blocked.request_changes(rita, "Not yet.")
    join(rita, payments)
    spec = edited_by(Spec.objects.get(pk=blocked.pk), rita)
    assert (spec.blockers, spec.waived) == (1, 0)
    spec.submit(alice, reason="It was waived.")
    return Spec.objects.get(pk=spec.pk)


def review_page(spec):
    return f"/specs/{spec.guid}/reviews/{spec.open_review.number}/"


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_review_page_shows_a_blocker_with_who_why_and_what_next(on, void, ruben):
    page = words(on(ruben).get(review_page(void)))
    assert "Waived until" not in page
    assert f"{WHY} {NEXT}" in page and f"Their reason: {REASON}" in page


def test_the_checks_page_and_the_editor_say_the_same(on, void, alice):
    page = words(on(alice).get(f"/specs/{void.guid}/checks/"))
    assert "Blockers 1" in page and "Waived until" not in page and WHY in page
    assert WHY in words(on(alice).get(f"/specs/{void.guid}/sections/overview/"))


def test_the_list_of_all_waivers_marks_it_in_review_and_in_the_next_draft(on, void, alice, ruben):
    mark = "Does not count: Rita had part in this version."
    assert words(on(alice).get("/waivers/")).count(mark) == 1
    void.request_changes(ruben, "Not yet.")
    assert words(on(alice).get("/waivers/")).count(mark) == 1
    Waiver.objects.update(by=ruben)
    page = words(on(alice).get("/waivers/"))
    assert REASON in page and mark.replace("Rita", "Ruben") not in page


def test_the_refusal_says_whose_waiver_does_not_count(on, void, ruben):
    review = void.open_review
    given = {"revision": review.revision_id, "verdict": "approve"}
    answer = on(ruben).post(f"{review_page(void)}decision/", given)
    assert answer.status_code == 422
    assert f"1 blocker must be fixed or waived first. {WHY} {NEXT}" in words(answer)


def test_two_void_waivers_of_one_person_are_told_once(void):
    found = void.open_blockers(void.document())
    assert str(Blocked([*found, *found])).count(WHY) == 1


def test_the_numbers_of_lists_count_it_as_open(void):
    assert (void.blockers, void.waived) == (1, 0)


def test_another_reviewer_gives_it_again_and_the_export_names_that_one(void, ruben):
    waived(void, ruben)
    revision = void.approve(ruben)
    assert [one["name"] for one in revision.waivers] == ["Ruben"]
    assert "by: Ruben" in revision.markdown and "by: Rita" not in revision.markdown


def test_a_void_waiver_of_a_warning_is_not_in_the_export(spec, alice, rita, ruben, payments):
    write(spec, alice, "TBD")  # only warns here
    spec.submit(alice)
    waived(spec, rita)
    spec.request_changes(rita, "Not yet.")
    join(rita, payments)
    edited_by(Spec.objects.get(pk=spec.pk), rita)
    again = Spec.objects.get(pk=spec.pk)
    again.submit(alice)
    revision = again.approve(ruben)
    assert revision.waivers == [] and "## Waivers" not in revision.markdown


def test_who_only_submits_voids_their_waiver_too(blocked, alice, rita, payments):
    waived(blocked, rita)
    blocked.withdraw(alice)
    join(rita, payments)
    spec = Spec.objects.get(pk=blocked.pk)
    assert (spec.blockers, spec.waived) == (0, 1)
    spec.submit(rita)
    spec = Spec.objects.get(pk=spec.pk)
    assert (spec.blockers, spec.waived) == (1, 0)
    assert [one.void.by for one in spec.open_blockers(spec.document())] == [rita]


def test_what_was_counted_at_the_approval_still_counts_when_its_giver_edits_the_next_version(
    blocked,
    alice,
    rita,
    payments,
):
    waived(blocked, rita)
    blocked.approve(rita)
    blocked.revise(alice, "minor")
    join(rita, payments)
    spec = edited_by(Spec.objects.get(pk=blocked.pk), rita)
    assert spec.blockers == 1
    assert gate.judge(spec, "0.1.0").answer == gate.ALLOW


def test_the_gate_takes_no_later_waiver_of_somebody_who_wrote_the_version(
    blocked,
    alice,
    rita,
    ruben,
    payments,
):
    blocked.withdraw(alice)
    join(ruben, payments)
    edited_by(blocked, ruben)
    spec = Spec.objects.get(pk=blocked.pk)
    spec.submit(alice, reason="See the waiver.")
    first = waived(spec, rita)
    spec.approve(rita)
    spec.revise(alice, "minor")
    Waiver.objects.filter(pk=first.pk).update(expires_on=soon(-1))
    assert gate.judge(spec, "0.1.0").answer == gate.DENY
    waived(spec, ruben)  # he had no part in the new version, but wrote the old one
    assert gate.judge(spec, "0.1.0").answer == gate.DENY


def test_the_findings_of_an_approved_version_go_by_who_wrote_that_version(
    blocked,
    alice,
    rita,
    payments,
):
    waived(blocked, rita)
    blocked.approve(rita)
    blocked.revise(alice, "minor")
    join(rita, payments)
    edited_by(Spec.objects.get(pk=blocked.pk), rita)
    answer = Client().get(
        f"/api/v1/specs/{blocked.guid}/findings?v=0.1.0",
        headers={"authorization": f"Bearer {token_of(alice, 'read')}"},
    )
    (one,) = [each for each in answer.json() if each["rule"] == "GEN-01"]
    assert one["waived_until"] == soon().isoformat()


def test_a_draft_without_waivers_asks_nobody_who_wrote_it(spec, django_assert_num_queries):
    document = spec.document()
    spec.findings(document)
    with django_assert_num_queries(2):  # the policy and the waivers
        spec.findings(document)
