"""What loosens a promise is said on the page, and only a reviewer of operations approves it."""

import pytest

from specs import store
from specs.models import Area, Refused, Review, Spec, Status

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


# ---------------------------------------------------------------- the next round


@pytest.fixture
def otto(db):
    """Reviews operations; Rita of the other tests does so too."""
    return person("otto", is_reviewer=True, areas="SRE")


def again(review, alice, by, **header):
    """An approval is not enough, somebody sends it back; it is changed and submitted once more."""
    Spec.objects.get(pk=review.spec_id).request_changes(by, "Not yet.")
    spec = Spec.objects.get(pk=review.spec_id)
    document = store.load(spec)
    document["sections"]["disaster_recovery"] |= header
    document["sections"]["secrets"]["notes"] = "Rotated by hand."
    store.save(spec, document)
    return spec.submit(alice)


@pytest.fixture
def loosened_then(looser, alice, otto, ruben):
    """Otto said yes to the looser promise in a round in which Security was still missing."""
    Area.objects.create(name="Security", sections=["secrets", "disaster_recovery"])
    assert looser.spec.approve(otto) is None
    return looser


def panel(client, review):
    return " ".join(client.get(page_of(review)).content.decode().split())


def test_the_yes_of_operations_holds_while_what_loosens_stays(on, alice, ruben, loosened_then):
    third = again(loosened_then, alice, ruben)
    said = f'carried. Otto approved it in <a href="/specs/{third.spec.guid}/reviews/{loosened_then.number}/">'
    assert f"<b>Operations</b>, for what loosens: {said}" in panel(on(ruben), third)
    published = Spec.objects.get(pk=third.spec_id).approve(ruben)
    assert published is not None
    assert "**Carried**: what loosens, approved by Otto" in published.markdown


def test_the_yes_of_operations_ends_when_something_else_loosens(on, alice, ruben, loosened_then):
    third = again(loosened_then, alice, ruben, rpo="2 hours")
    page = panel(on(ruben), third)
    assert "Otto approved it in round" in page and "Disaster recovery changed since." in page
    assert Spec.objects.get(pk=third.spec_id).approve(ruben) is None
    assert Review.objects.get(pk=third.pk).is_open


def test_before_anybody_of_operations_said_yes_the_page_says_why_one_is_needed(on, ruben, looser):
    page = panel(on(ruben), looser)
    assert "<b>Operations</b>: needed, because 1 change loosens what was promised." in page
    assert "Waits for Rita." in page
