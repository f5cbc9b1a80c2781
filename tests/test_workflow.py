"""The moves of a specification: each allowed one, each forbidden one, and two at once."""

import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from specs.models import MOVES, Event, Overtaken, Refused, Review, ReviewState, Spec, Status, Verb
from specs.models.workflow import BY_NAME, Who
from tests.cast import brought_to, join, person

WORDS = {"reason": "The canary never ends.", "evidence": "deploy 4f9c21a", "bump": "minor"}
WHO_MAY = {
    Who.AUTHOR: {"alice", "bob"},
    Who.REVIEWER: {"rita", "ruben"},
    Who.INDEPENDENT: {"rita", "ruben"},
    Who.MEMBER: {"alice", "bob", "dora", "rita", "ruben", "ada"},
}
EVERYONE = ("alice", "bob", "dora", "rita", "ruben", "charlie", "ada")
PAIRS = [(move.name, status) for move in MOVES for status in Status]


def make(spec, name, by):
    """Make a move with the words it asks for."""
    move = BY_NAME[name]
    getattr(spec, name)(by, *([WORDS[move.asks]] if move.asks else []))


@pytest.fixture
def everyone(alice, bob, dora, rita, ruben, charlie, ada):
    people = (alice, bob, dora, rita, ruben, charlie, ada)
    return dict(zip(EVERYONE, people, strict=True))


@pytest.mark.parametrize(("name", "status"), PAIRS)
@pytest.mark.parametrize("who", EVERYONE)
def test_exactly_the_moves_of_the_table_are_possible(spec, everyone, name, status, who):
    move, by = BY_NAME[name], everyone[who]
    brought_to(spec, status, everyone["alice"], everyone["rita"])
    allowed = status in move.sources and who in WHO_MAY[move.who]
    assert spec.may(name, by) is allowed
    assert (move in spec.moves_for(by)) is allowed
    before = spec.events.count()
    if allowed:
        make(spec, name, by)
        assert spec.status == move.target
        assert spec.events.count() > before
        return
    with pytest.raises(Refused if status not in move.sources else PermissionDenied):
        make(spec, name, by)
    assert Spec.objects.get(pk=spec.pk).status == status
    assert spec.events.count() == before


@pytest.mark.parametrize("move", [move for move in MOVES if move.asks], ids=lambda move: move.name)
def test_a_move_that_asks_for_words_is_refused_without_them(spec, alice, rita, move):
    brought_to(spec, move.sources[0], alice, rita)
    by = alice if move.who == Who.AUTHOR else rita
    with pytest.raises(Refused):
        getattr(spec, move.name)(by, "  ")
    assert Spec.objects.get(pk=spec.pk).status == move.sources[0]


def test_every_status_can_be_reached_and_left():
    assert {move.target for move in MOVES} == set(Status)
    assert {source for move in MOVES for source in move.sources} == set(Status)


def test_whoever_submitted_may_not_approve_even_as_a_reviewer(spec, payments):
    both = join(person("both", is_reviewer=True), payments)
    spec.submit(both)
    with pytest.raises(PermissionDenied):
        spec.approve(both)


def test_whoever_edited_the_version_may_not_approve_it(spec, alice, rita, ruben, payments):
    join(rita, payments)
    Event.record(spec, rita, Verb.EDITED, place="overview.-.overview", new="Sells things.")
    spec.submit(alice)
    with pytest.raises(PermissionDenied):
        spec.approve(rita)
    assert spec.approve(ruben) is not None


def test_whoever_edited_an_earlier_version_may_approve_the_next(spec, alice, rita, ruben, payments):
    join(rita, payments)
    Event.record(spec, rita, Verb.EDITED, place="overview.-.overview", new="Sells things.")
    spec.submit(alice)
    spec.approve(ruben)
    spec.revise(alice, "minor")
    spec.submit(alice)
    assert spec.approve(rita) is not None


def test_an_inactive_person_moves_nothing(spec, alice):
    alice.is_active = False
    assert spec.moves_for(alice) == []


def test_blockers_need_a_reason_to_submit_and_a_fix_to_approve(strict_policy, spec, alice, rita):
    with pytest.raises(Refused):
        spec.submit(alice)
    spec.submit(alice, reason="Month-end freeze starts Friday.")
    with pytest.raises(Refused, match=r"[0-9]+ blockers must be fixed or waived first"):
        spec.approve(rita)


def test_a_quorum_of_two_waits_for_the_second_reviewer(spec, alice, rita, ruben, settings):
    settings.APPROVAL_QUORUM = 2
    spec.submit(alice)
    assert spec.approve(rita) is None
    assert spec.status == Status.REVIEW
    with pytest.raises(Refused, match="already"):
        spec.approve(rita)
    revision = spec.approve(ruben)
    assert spec.status == Status.APPROVED
    assert [given["name"] for given in revision.approvals] == ["Rita", "Ruben"]


def test_an_approval_stores_the_bytes_and_what_vouches_for_them(spec, alice, rita):
    before = timezone.localdate()
    frozen = spec.submit(alice).revision
    revision = spec.approve(rita, "Good runbooks.")
    assert revision.pk == frozen.pk == spec.approved_id
    assert revision.status == Status.APPROVED
    assert revision.sha256 == hashlib.sha256(revision.markdown.encode()).hexdigest()
    assert revision.content_digest == frozen.content_digest
    assert revision.content_digest in revision.markdown
    assert revision.writer and revision.schema
    day = revision.published_at.date()
    assert before <= day <= timezone.localdate()
    assert f"Version 0.1.0 by Rita on {day}, for Reliability and Data" in revision.markdown
    assert spec.review_by == day + timedelta(days=365)


def test_implementing_stores_a_second_rendering_of_the_same_content(spec, alice, rita):
    brought_to(spec, Status.APPROVED, alice, rita)
    first = spec.approved
    second = spec.implement(alice, "deploy 4f9c21a")
    assert (second.number, second.version) == (first.number + 1, first.version)
    assert second.content_digest == first.content_digest
    assert second.sha256 != first.sha256
    assert "Implemented" in second.markdown
    assert spec.approved == second
    assert spec.events.get(verb=Verb.IMPLEMENTED).new == "deploy 4f9c21a"


def test_readers_keep_the_approved_revision_while_the_next_version_is_written(spec, alice, rita):
    brought_to(spec, Status.APPROVED, alice, rita)
    kept = spec.approved
    assert spec.revise(alice, "minor") == "0.2.0"
    assert (spec.status, spec.version, spec.approved) == (Status.DRAFT, "0.2.0", kept)
    spec.submit(alice)
    spec.request_changes(rita, "One more thing.")
    assert spec.approved == kept
    assert spec.shown_status == "Changes requested"
    spec.submit(alice)
    assert spec.shown_status == "In review"
    spec.approve(rita)
    assert spec.approved.version == "0.2.0"


def test_each_submission_is_a_round_of_its_own(spec, alice, rita):
    first = spec.submit(alice, "Please look.")
    spec.withdraw(alice)
    second = spec.submit(alice, "Now please look.", reviewers=[rita])
    assert [first.number, second.number] == [1, 2]
    assert [first.revision.number, second.revision.number] == [1, 2]
    first.refresh_from_db()
    assert first.state == ReviewState.WITHDRAWN
    assert first.revision.status == Status.DRAFT
    assert list(second.reviewers.all()) == [rita]


def test_the_database_allows_one_open_review_per_spec(spec, alice):
    review = spec.submit(alice)
    spec.withdraw(alice)
    spec.submit(alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(state=ReviewState.OPEN)


def test_a_decision_is_bound_to_the_round_it_was_made_for(spec, alice, rita):
    seen = spec.submit(alice)
    spec.withdraw(alice)
    spec.submit(alice)
    for decide in (spec.approve, spec.request_changes, spec.comment):
        with pytest.raises(Overtaken):
            decide(rita, "As I saw it.", review=seen)
    assert spec.status == Status.REVIEW


def test_a_comment_decides_nothing(spec, alice, rita):
    review = spec.submit(alice)
    spec.comment(rita, "Which is true, five minutes or one day?")
    assert review.decisions.get().summary.startswith("Which")
    assert (spec.status, spec.open_review) == (Status.REVIEW, review)


def test_whoever_looked_before_somebody_else_moved_it_is_told(spec, alice, bob):
    stale = Spec.objects.get(pk=spec.pk)
    spec.submit(alice)
    spec.withdraw(alice)
    with pytest.raises(Overtaken):
        stale.submit(bob)
    assert Spec.objects.get(pk=spec.pk).status == Status.DRAFT


def test_a_refused_move_leaves_nothing_behind(spec, alice, monkeypatch):
    def broken(spec):
        raise RuntimeError

    monkeypatch.setattr("specs.store.load", broken)
    with pytest.raises(RuntimeError):
        spec.submit(alice)
    spec.refresh_from_db()
    assert (spec.status, spec.stamp) == (Status.DRAFT, 0)
    assert not spec.reviews.exists() and not spec.revisions.exists()


def test_only_a_draft_is_written_in(spec, alice, rita):
    assert spec.touch(alice)
    spec.submit(alice)
    assert not spec.touch(alice)
    assert not spec.is_editable
