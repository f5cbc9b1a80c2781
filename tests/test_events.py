"""The trail: one line per deed, typing on in one cell is one deed, nothing is rewritten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from specs.models import Event, Verb
from specs.models.event import SAME_THOUGHT
from specs.models.revision import Unchangeable

CELL = "overview.-.overview"


def edit(spec, by, old, new, place=CELL):
    Event.record(spec, by, Verb.EDITED, place=place, old=old, new=new)


def lines(spec):
    """The edits in order, as (who, old, new)."""
    edits = spec.events.filter(verb=Verb.EDITED).order_by("pk")
    return [(str(event.actor), event.old, event.new) for event in edits]


def test_typing_on_in_one_cell_lengthens_the_line(spec, alice):
    edit(spec, alice, "", "Sells")
    edit(spec, alice, "Sells", "Sells things.")
    assert lines(spec) == [("Alice", "", "Sells things.")]


def test_another_cell_is_another_line(spec, alice):
    edit(spec, alice, "", "Sells")
    edit(spec, alice, "", "None", place="overview.-.notes")
    assert len(lines(spec)) == 2


def test_another_person_in_between_keeps_every_step(spec, alice, bob):
    edit(spec, alice, "", "a")
    edit(spec, bob, "a", "b")
    edit(spec, alice, "b", "c")
    assert lines(spec) == [("Alice", "", "a"), ("Bob", "a", "b"), ("Alice", "b", "c")]


def test_a_pause_begins_a_new_line(spec, alice):
    edit(spec, alice, "", "a")
    Event.objects.filter(place=CELL).update(at=timezone.now() - SAME_THOUGHT - timedelta(seconds=1))
    edit(spec, alice, "a", "b")
    assert len(lines(spec)) == 2


def test_a_submission_in_between_begins_a_new_line(spec, alice):
    edit(spec, alice, "", "a")
    spec.submit(alice)
    spec.withdraw(alice)
    edit(spec, alice, "a", "b")
    assert len(lines(spec)) == 2


def test_a_new_version_begins_a_new_line(spec, alice, rita):
    edit(spec, alice, "", "a")
    spec.submit(alice)
    spec.approve(rita)
    spec.revise(alice, "minor")
    edit(spec, alice, "a", "b")
    assert [event.version for event in spec.events.filter(verb=Verb.EDITED)] == ["0.2.0", "0.1.0"]


def test_a_line_cannot_be_rewritten_or_deleted(spec, alice):
    edit(spec, alice, "", "a")
    event = spec.events.get(verb=Verb.EDITED)
    event.new = "b"
    with pytest.raises(Unchangeable):
        event.save()
    with pytest.raises(Unchangeable):
        event.delete()
    assert lines(spec) == [("Alice", "", "a")]


def test_the_trail_tells_who_edited_this_version(spec, alice, bob):
    edit(spec, bob, "", "a")
    edit(spec, bob, "a", "b")
    assert sorted(Event.editors_of(spec)) == sorted([alice.pk, bob.pk])


def test_an_edit_costs_two_queries_and_typing_on_one(spec, alice, django_assert_num_queries):
    with django_assert_num_queries(2):
        edit(spec, alice, "", "a")
    with django_assert_num_queries(1):
        edit(spec, alice, "a", "b")
