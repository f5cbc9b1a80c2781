"""What loosens a promise is said on the page, and only a reviewer of operations approves it."""

import pytest

from specs import store
from specs.models import Refused, Spec, Status

from .cast import brought_to, person


def promise(spec, rpo, rto="1 hour"):
    document = store.load(spec)
    document["sections"]["disaster_recovery"] |= {"rpo": rpo, "rto": rto}
    store.save(spec, document)


@pytest.fixture
def looser(spec, alice, rita):
    """Version 0.2.0 in review: an hour of data may be lost, where it were five minutes."""
    promise(spec, "5 min")
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    promise(spec, "1 hour", "30 min")
    return spec.submit(alice)


def page_of(review):
    return f"/specs/{review.spec.guid}/reviews/{review.number}/"


def test_the_page_says_what_loosens_and_what_tightens_in_words(on, rita, looser):
    page = on(rita).get(page_of(looser)).content.decode()
    assert "1 loosened" in page and "1 tightened" in page
    assert ">Loosened</span>" in page and ">Tightened</span>" in page


def test_a_reviewer_of_another_area_is_told_who_can_approve_it(on, rita, ruben, looser):
    given = {"verdict": "approve", "summary": "", "revision": looser.revision_id}
    answer = on(ruben).post(f"{page_of(looser)}decision/", given)
    assert answer.status_code == 422
    assert (
        "1 change loosens what was promised. An operations reviewer must approve this: Rita."
        in answer.content.decode()
    )
    assert Spec.objects.get(pk=looser.spec_id).status == Status.REVIEW


def test_a_reviewer_of_operations_approves_what_loosens(rita, looser):
    assert looser.spec.approve(rita) is not None


def test_a_reviewer_without_areas_answers_for_all_of_them(looser, db):
    assert looser.spec.approve(person("otto", is_reviewer=True)) is not None


def test_which_areas_are_operations_is_a_setting(settings, rita, ruben, looser):
    settings.OPERATIONS_AREAS = ["security"]
    with pytest.raises(Refused, match="Ruben"):
        looser.spec.approve(rita)
    assert looser.spec.approve(ruben) is not None


def test_what_only_tightens_any_reviewer_approves(spec, alice, rita, ruben):
    promise(spec, "1 hour")
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    promise(spec, "5 min")
    assert spec.submit(alice).loosened == 0
    assert spec.approve(ruben) is not None
