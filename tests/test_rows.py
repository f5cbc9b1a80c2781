"""Rows: added once, deleted with an undo, moved, and safe to ask for twice."""

import pytest

from specs import rows, store
from specs.models import Event, Spec, Verb
from specs.rows import Locked, NoSuchRow


@pytest.fixture
def draft(payments, alice):
    return Spec.start(payments, alice, "Checkout API")


def names(spec, section="alerts", group="alert"):
    return [row["name"] for row in store.load(spec)["sections"][section][group]]


def three(spec, by):
    for key, name in (("ka", "A"), ("kb", "B"), ("kc", "C")):
        rows.add(spec, by, "alert", key, cells={"name": name})


def test_rows_stand_in_the_order_they_were_added(draft, alice):
    three(draft, alice)
    assert names(draft) == ["A", "B", "C"]


def test_a_row_can_be_added_on_top_or_below_another(draft, alice):
    three(draft, alice)
    rows.add(draft, alice, "alert", "kx", after="ka", cells={"name": "X"})
    rows.add(draft, alice, "alert", "ky", after="", cells={"name": "Y"})
    assert names(draft) == ["Y", "A", "X", "B", "C"]


def test_adding_a_row_twice_adds_it_once(draft, alice):
    rows.add(draft, alice, "alert", "ka", cells={"name": "A"})
    rows.add(draft, alice, "alert", "ka", cells={"name": "again"})
    assert names(draft) == ["A"]


def test_a_row_moves_and_says_where_it_stands(draft, alice):
    three(draft, alice)
    assert rows.move(draft, alice, "alert", "kc", "ka") == (2, 3)
    assert names(draft) == ["A", "C", "B"]
    assert rows.move(draft, alice, "alert", "kb", "") == (1, 3)
    assert names(draft) == ["B", "A", "C"]


def test_a_deleted_row_comes_back_with_values_steps_place_and_key(draft, alice):
    rows.add(draft, alice, "runbook", "ka", cells={"name": "A"})
    rows.add(draft, alice, "runbook", "kb", cells={"name": "B", "impact": "Carts are lost"})
    rows.add(draft, alice, "runbook", "kc", cells={"name": "C"})
    rows.add(
        draft, alice, "runbook_step", "s1", parent="kb", phase="diagnosis", cells={"text": "Look"}
    )
    rows.add(
        draft, alice, "runbook_step", "s2", parent="kb", phase="resolution", cells={"text": "Mend"}
    )
    before = store.load(draft)
    rows.delete(draft, alice, "runbook", "kb")
    assert names(draft, "runbooks", "runbook") == ["A", "C"]
    rows.delete(draft, alice, "runbook", "kb")
    rows.restore(draft, alice, "runbook", "kb")
    rows.restore(draft, alice, "runbook", "kb")
    assert store.load(draft) == before


def test_a_deleted_step_comes_back_in_its_phase(draft, alice):
    rows.add(
        draft, alice, "deployment_step", "s1", phase="pre_deployment", cells={"text": "Back up"}
    )
    rows.add(draft, alice, "deployment_step", "s2", phase="deployment", cells={"text": "Deploy"})
    before = store.load(draft)
    rows.delete(draft, alice, "deployment_step", "s1")
    rows.restore(draft, alice, "deployment_step", "s1")
    assert store.load(draft) == before


def test_a_step_needs_its_phase_and_its_row(draft, alice):
    with pytest.raises(NoSuchRow):
        rows.add(draft, alice, "deployment_step", "s1", phase="somewhere")
    with pytest.raises(NoSuchRow):
        rows.add(draft, alice, "runbook_step", "s1", phase="diagnosis", parent="gone")


def test_a_row_that_never_was_cannot_be_restored_or_moved(draft, alice):
    with pytest.raises(NoSuchRow):
        rows.restore(draft, alice, "alert", "kx")
    with pytest.raises(NoSuchRow):
        rows.move(draft, alice, "alert", "kx", "")


def test_nothing_happens_to_rows_once_it_is_no_draft(draft, alice):
    three(draft, alice)
    draft.submit(alice, reason="for the test")
    for act in (
        lambda: rows.add(draft, alice, "alert", "kd"),
        lambda: rows.delete(draft, alice, "alert", "ka"),
        lambda: rows.move(draft, alice, "alert", "ka", "kc"),
    ):
        with pytest.raises(Locked):
            act()
    assert names(draft) == ["A", "B", "C"]


def test_every_act_leaves_an_event(draft, alice):
    three(draft, alice)
    rows.move(draft, alice, "alert", "ka", "kc")
    rows.delete(draft, alice, "alert", "ka")
    rows.restore(draft, alice, "alert", "ka")
    verbs = Event.objects.filter(spec=draft, place="alert.ka").order_by("pk")
    expected = [Verb.ADDED, Verb.REORDERED, Verb.DELETED, Verb.RESTORED]
    assert list(verbs.values_list("verb", flat=True)) == expected


def test_a_restored_row_brings_its_steps_even_where_a_key_was_taken_meanwhile(draft, alice):
    rows.add(draft, alice, "runbook", "ka", cells={"name": "A"})
    rows.add(draft, alice, "runbook", "kb", cells={"name": "B"})
    rows.add(
        draft, alice, "runbook_step", "s1", parent="ka", phase="diagnosis", cells={"text": "Look"}
    )
    rows.delete(draft, alice, "runbook", "ka")
    rows.add(
        draft, alice, "runbook_step", "s1", parent="kb", phase="diagnosis", cells={"text": "New"}
    )
    rows.restore(draft, alice, "runbook", "ka")
    first, second = store.load(draft)["sections"]["runbooks"]["runbook"]
    assert [step["text"] for step in first["diagnosis"]] == ["Look"]
    assert [step["text"] for step in second["diagnosis"]] == ["New"]
