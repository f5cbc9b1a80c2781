"""The hourly job: marks late reviews and stale approvals, and tells people once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from specs import tasks
from specs.models import Event, Notification, Review, Spec, Status, Verb
from tests.cast import brought_to


def marked():
    """An hour's turn, and the worker that empties the outbox."""
    mail.outbox.clear()
    tasks.mark_reviews()
    tasks.dispatch()
    return [
        letter.to[0]
        for letter in mail.outbox
        if "asks for" not in letter.subject and "approved" not in letter.subject
    ]


def age(spec, **changes):
    Spec.objects.filter(pk=spec.pk).update(**changes)
    spec.refresh_from_db()


def submitted_days_ago(spec, by, days, **more):
    review = spec.submit(by, **more)
    Review.objects.filter(pk=review.pk).update(submitted_at=timezone.now() - timedelta(days=days))
    return review


def test_a_review_that_waited_too_long_is_marked_and_told_once(spec, alice, rita, ruben):
    submitted_days_ago(spec, alice, 4, reviewers=[rita])
    assert marked() == ["rita@shop.example"]
    assert "waited 4 days" in mail.outbox[-1].body
    assert marked() == []
    spec.refresh_from_db()
    assert spec.review_overdue
    late = Notification.objects.filter(sentence__contains="waited").get()
    assert (late.person, late.path) == (rita, f"/specs/{spec.guid}/reviews/1/")
    assert Event.objects.filter(verb=Verb.OVERDUE).count() == 1


def test_without_an_assigned_reviewer_all_reviewers_hear_it(spec, alice, rita, ruben):
    submitted_days_ago(spec, alice, 4)
    assert sorted(marked()) == ["rita@shop.example", "ruben@shop.example"]


def test_a_fresh_review_is_left_alone(spec, alice, rita):
    submitted_days_ago(spec, alice, 2)
    assert marked() == []
    spec.refresh_from_db()
    assert not spec.review_overdue


def test_the_mark_goes_with_the_decision(spec, alice, rita):
    submitted_days_ago(spec, alice, 4)
    tasks.mark_reviews()
    spec.refresh_from_db()
    spec.request_changes(rita, "The canary never ends.")
    assert not spec.review_overdue


def test_an_approval_past_its_date_is_marked_and_its_team_told_once(spec, alice, dora, rita):
    brought_to(spec, Status.APPROVED, alice, rita)
    age(spec, review_by=timezone.localdate() - timedelta(days=1))
    assert marked() == ["alice@shop.example"]
    assert marked() == []
    spec.refresh_from_db()
    assert spec.past_review_by
    assert Event.objects.filter(verb=Verb.PAST_REVIEW).count() == 1


def test_the_next_approval_sets_the_date_and_the_mark_anew(spec, alice, rita):
    brought_to(spec, Status.APPROVED, alice, rita)
    age(spec, review_by=timezone.localdate() - timedelta(days=1))
    tasks.mark_reviews()
    spec.refresh_from_db()
    spec.revise(alice, "patch")
    assert spec.past_review_by
    spec.submit(alice)
    spec.approve(rita)
    assert not spec.past_review_by
    assert spec.review_by > timezone.localdate()


@pytest.mark.parametrize("name", ["Checkout\nBcc: all@shop.example", ""])
def test_a_name_cannot_write_into_the_letters_head(spec, alice, rita, name):
    age(spec, name=name)
    submitted_days_ago(spec, alice, 4)
    assert len(marked()) == 1
    assert not any("\n" in letter.subject for letter in mail.outbox)
