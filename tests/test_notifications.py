"""Who is told what: everybody concerned, once, in the same transaction, and never strangers."""

import pytest
from django.db import IntegrityError, transaction

from specs import access
from specs.models import Event, Export, Notification, Role, Verb, notify
from specs.models.kinds import Kind
from tests.cast import join, person
from tests.exporting import approved


def heard(kind=None):
    """Who was told, and the sentence."""
    told = Notification.objects.order_by("person__username")
    told = told.filter(kind=kind) if kind else told
    return [(one.person.username, one.sentence) for one in told.select_related("person")]


def test_asking_for_a_review_tells_the_assigned_reviewers(spec, alice, rita, ruben):
    spec.submit(alice, reviewers=[rita], reason="x")
    assert heard() == [("rita", "Alice asks for a review of Checkout API 0.1.0.")]
    told = Notification.objects.get()
    assert told.path == f"/specs/{spec.guid}/reviews/1/"
    assert (told.by, told.spec, told.read_at) == (alice, spec, None)


def test_without_assigned_reviewers_every_reviewer_is_told_but_not_who_asks(spec, alice, rita):
    alice.is_reviewer = True
    alice.save()
    spec.submit(alice, reason="x")
    assert [name for name, _ in heard()] == ["rita"]


def test_a_decision_is_told_to_who_submitted_and_who_wrote(spec, alice, bob, dora, rita):
    Event.record(spec, bob, Verb.EDITED, place="overview.-.overview", new="Sells.")
    spec.submit(alice, reason="x")
    spec.request_changes(rita, "The canary never ends.")
    words = "Rita requested changes to Checkout API 0.1.0."
    assert heard(Kind.DECIDED) == [("alice", words), ("bob", words)]


def test_a_comment_on_the_round_is_told_too(spec, alice, rita):
    spec.submit(alice, reason="x")
    spec.comment(rita, "Where is the rollback?")
    assert heard(Kind.COMMENTED) == [("alice", "Rita commented on Checkout API 0.1.0.")]


def test_people_who_may_not_read_the_draft_hear_nothing(spec, alice, charlie, rita, ada, dora):
    everybody = [alice, charlie, rita, ada, dora]
    notify(Kind.MENTIONED, spec, everybody, "Look at this.", "/x/")
    assert [name for name, _ in heard()] == ["ada", "alice", "dora"]
    spec.submit(alice, reason="x")
    notify(Kind.MENTIONED, spec, [rita, charlie], "And this.", "/x/")
    assert ("rita", "And this.") in heard() and "charlie" not in dict(heard())


def test_whoever_may_read_hears_exactly_what_the_door_lets_them_see(
    spec, alice, bob, charlie, rita, ruben, ada, dora
):
    spec.submit(alice, reviewers=[rita], reason="x")
    spec.withdraw(alice)
    spec.refresh_from_db()
    everybody = [alice, bob, charlie, rita, ruben, ada, dora]
    Notification.objects.all().delete()
    notify(Kind.COMMENTED, spec, everybody, "x", "/x/")
    may = sorted(one.username for one in everybody if access.may_read_draft(one, spec))
    assert [name for name, _ in heard()] == may == ["ada", "alice", "bob", "dora", "rita"]


def test_who_left_and_who_did_it_hear_nothing(spec, alice, bob):
    bob.is_active = False
    bob.save()
    notify(Kind.COMMENTED, spec, [alice, bob], "Alice wrote.", "/x/", by=alice)
    assert heard() == []


def test_what_is_rolled_back_was_told_to_nobody(spec, alice):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        notify(Kind.COMMENTED, spec, [alice], "x", "/x/")
        _ = 1 / 0
    alice.refresh_from_db()
    assert heard() == [] and alice.unread == 0


def test_telling_many_takes_no_more_queries_than_telling_one(
    spec, payments, alice, django_assert_num_queries
):
    people = [join(person(f"p{n}"), payments, Role.READER) for n in range(30)]
    with django_assert_num_queries(7):  # with the two of the savepoint
        notify(Kind.DECIDED, spec, people, "x", "/x/")
    assert {one.unread for one in type(alice).objects.filter(pk__in=[p.pk for p in people])} == {1}


def test_a_path_out_of_the_portal_is_refused(spec, alice):
    with pytest.raises(IntegrityError), transaction.atomic():
        notify(Kind.COMMENTED, spec, [alice], "x", "https://elsewhere.example/")


def test_a_failed_export_is_told_to_the_authors_and_the_admins(
    payments, alice, dora, rita, ada, charlie, bare, repository
):
    bare.hook("pre-receive", "exit 1")
    (revision,) = approved(payments, alice, rita)
    row = Export.queue(revision)[0]
    Export.deliver(row.pk)
    told = heard(Kind.EXPORT_FAILED)
    assert [name for name, _ in told] == ["ada", "alice"]
    assert told[0][1].startswith("The export of Spec 0 1.0.0 to ops failed: ")
    assert Notification.objects.first().path == f"/specs/{revision.spec.guid}/exports/{row.pk}/"


def test_a_batch_that_fails_is_one_piece_of_news(payments, alice, rita, bare, repository):
    bare.hook("pre-receive", "exit 1")
    rows = [Export.queue(one)[0] for one in approved(payments, alice, rita, 8)]
    Export.deliver(rows[0].pk)
    told = heard(Kind.EXPORT_FAILED)
    assert len(told) < 8 and any("exports to ops failed" in words for _, words in told)
