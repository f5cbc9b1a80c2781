"""Two people move the same specification at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from specs.models import Refused, Review, ReviewState, Spec, Status, Verb

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run every act in a thread of its own, all from one starting line; their results."""
    line = Barrier(len(acts))

    def run(act):
        try:
            line.wait(10)
            return act()
        except Refused as why:
            return why
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def seen(spec):
    """The spec as each browser has it."""
    return Spec.objects.get(pk=spec.pk)


def test_of_two_approvals_at_once_one_publishes(spec, alice, rita, ruben):
    spec.submit(alice)
    one, two = seen(spec), seen(spec)
    results = at_once(lambda: one.approve(rita), lambda: two.approve(ruben))
    assert sum(isinstance(result, Refused) for result in results) == 1
    spec.refresh_from_db()
    assert spec.status == Status.APPROVED
    assert spec.revisions.filter(status=Status.APPROVED).count() == 1
    assert spec.events.filter(verb=Verb.PUBLISHED).count() == 1


def test_of_a_quorum_of_two_at_once_both_count(spec, alice, rita, ruben, settings):
    settings.APPROVAL_QUORUM = 2
    spec.submit(alice)
    one, two = seen(spec), seen(spec)
    results = at_once(lambda: one.approve(rita), lambda: two.approve(ruben))
    assert not any(isinstance(result, Refused) for result in results)
    spec.refresh_from_db()
    assert spec.status == Status.APPROVED
    assert len(spec.approved.approvals) == 2


def test_of_an_approval_and_a_withdrawal_at_once_one_wins(spec, alice, rita):
    spec.submit(alice)
    one, two = seen(spec), seen(spec)
    results = at_once(lambda: one.approve(rita), lambda: two.withdraw(alice))
    assert sum(isinstance(result, Refused) for result in results) == 1
    spec.refresh_from_db()
    state = spec.reviews.get().state
    assert (spec.status, state) in {
        (Status.APPROVED, ReviewState.APPROVED),
        (Status.DRAFT, ReviewState.WITHDRAWN),
    }


def test_of_two_submissions_at_once_one_opens_a_round(spec, alice, bob):
    one, two = seen(spec), seen(spec)
    results = at_once(lambda: one.submit(alice), lambda: two.submit(bob))
    assert sum(isinstance(result, Review) for result in results) == 1
    assert spec.reviews.count() == spec.revisions.count() == 1
