"""Writing cells: compare-and-set, conflicts that lose nothing, secrets that are never kept."""

import json

import pytest

from specs import cells, rows, store
from specs.cells import Change, NoSuchCell
from specs.documents import cell_digest
from specs.models import Conflict, Event, Spec

KEY = "k00000000001"
RUNBOOK = "k00000000002"


@pytest.fixture
def draft(payments, alice):
    return Spec.start(payments, alice, "Checkout API")


def put(spec, by, address, text, seen=""):
    return cells.write(spec, by, [Change(address, text, cell_digest(seen))])


def text_of(spec, address):
    model, key, name = Change(address, "").place
    found = model._default_manager.filter(spec_id=spec.pk)
    return (found if key == "-" else found.filter(key=key)).values_list(name, flat=True).get()


def test_a_change_is_saved_and_its_new_digest_told(draft, alice):
    outcome = put(draft, alice, "overview.-.overview", "It sells.\r\n")
    assert outcome.digests == {"overview.-.overview": cell_digest("It sells.\n")}
    assert text_of(draft, "overview.-.overview") == "It sells.\n"


def test_two_people_in_different_cells_both_win(draft, alice, bob):
    put(draft, alice, "capacity.-.load", "40 a second")
    assert not put(draft, bob, "capacity.-.growth", "25% a year").conflicts
    assert text_of(draft, "capacity.-.load") == "40 a second"
    assert text_of(draft, "capacity.-.growth") == "25% a year"


def test_the_second_writer_of_one_cell_loses_nothing(draft, alice, bob):
    put(draft, alice, "overview.-.overview", "Alice wrote this.")
    outcome = put(draft, bob, "overview.-.overview", "Bob wrote that.")
    assert text_of(draft, "overview.-.overview") == "Alice wrote this."
    (conflict,) = outcome.conflicts
    assert (conflict.mine, conflict.theirs) == ("Bob wrote that.", "Alice wrote this.")
    assert conflict.theirs_by == alice
    assert "overview.-.overview" not in outcome.digests


def test_typing_on_during_a_conflict_updates_the_kept_text(draft, alice, bob):
    put(draft, alice, "overview.-.overview", "Alice")
    put(draft, bob, "overview.-.overview", "Bo")
    put(draft, bob, "overview.-.overview", "Bob")
    assert [one.mine for one in Conflict.open_for(draft, bob)] == ["Bob"]


def test_the_same_text_from_two_people_is_no_conflict(draft, alice, bob):
    put(draft, alice, "overview.-.overview", "Same")
    assert not put(draft, bob, "overview.-.overview", "Same").conflicts


def test_a_text_for_a_row_that_is_gone_is_kept(draft, alice, bob):
    rows.add(draft, alice, "alert", KEY, cells={"name": "High error rate"})
    rows.delete(draft, alice, "alert", KEY)
    outcome = put(draft, bob, f"alert.{KEY}.severity", "High")
    assert [one.mine for one in outcome.conflicts] == ["High"]


def test_a_text_that_comes_after_the_submission_is_kept(draft, alice):
    draft.submit(alice, reason="for the test")
    outcome = put(draft, alice, "overview.-.overview", "Too late")
    assert outcome.locked
    assert [one.mine for one in outcome.conflicts] == ["Too late"]
    assert text_of(draft, "overview.-.overview") == ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nothing.-.here",
        "alert.-.name",
        "overview.k1.overview",
        "alert.k1.position",
        "spec.-.name",
    ],
)
def test_an_address_that_means_nothing_is_refused(draft, alice, address):
    with pytest.raises(NoSuchCell):
        put(draft, alice, address, "x")


def test_every_change_leaves_an_event_with_old_and_new(draft, alice, bob):
    put(draft, alice, "overview.-.overview", "One")
    put(draft, bob, "overview.-.overview", "Two", seen="One")
    events = Event.objects.filter(spec=draft, place="overview.-.overview").order_by("pk")
    assert [(e.actor, e.old, e.new) for e in events] == [(alice, "", "One"), (bob, "One", "Two")]


def test_a_reference_is_kept_by_key_and_survives_a_new_name(draft, alice):
    rows.add(draft, alice, "runbook", RUNBOOK, cells={"name": "Errors are high"})
    rows.add(draft, alice, "alert", KEY, cells={"name": "High error rate"})
    put(draft, alice, f"alert.{KEY}.runbook", "Errors are high")
    assert text_of(draft, f"alert.{KEY}.runbook") == f"@{RUNBOOK}"
    put(draft, alice, f"runbook.{RUNBOOK}.name", "Checkout fails", seen="Errors are high")
    outcome = put(draft, alice, f"alert.{KEY}.runbook", "", seen="Checkout fails")
    assert not outcome.conflicts


def test_the_name_and_tier_of_the_header_show_in_lists(draft, alice):
    put(draft, alice, "header.-.name", "Basket API", seen="Checkout API")
    draft.refresh_from_db()
    assert draft.name == "Basket API"
    assert draft.document()["header"]["name"] == "Basket API"


# ------------------------------------------------------------ secrets

SECRET = "postgres://admin:hunter2@db/checkout"


def kept_anywhere(spec):
    """Everything the database holds of a spec, as one text."""
    events = list(Event.objects.filter(spec=spec).values("old", "new", "data"))
    conflicts = list(Conflict.objects.filter(spec=spec).values("mine", "theirs"))
    return json.dumps([store.load(spec), events, conflicts])


def test_a_sensitive_parameter_takes_no_value(draft, alice):
    rows.add(draft, alice, "parameter", KEY, cells={"name": "DATABASE_URL", "sensitive": "Yes"})
    outcome = put(draft, alice, f"parameter.{KEY}.production", SECRET)
    assert outcome.withheld == [f"parameter.{KEY}.production"]
    assert SECRET not in kept_anywhere(draft)


def test_a_row_added_as_sensitive_brings_no_value(draft, alice):
    words = {"name": "DATABASE_URL", "sensitive": "Yes", "default": SECRET}
    rows.add(draft, alice, "parameter", KEY, cells=words)
    assert SECRET not in kept_anywhere(draft)


def test_marking_a_parameter_sensitive_removes_its_value_everywhere(draft, alice, bob):
    words = {"name": "DATABASE_URL", "production": SECRET}
    rows.add(draft, alice, "parameter", KEY, cells=words)
    put(draft, alice, f"parameter.{KEY}.default", SECRET)
    put(draft, bob, f"parameter.{KEY}.default", f"{SECRET}?b")
    rows.add(draft, alice, "env_variable", RUNBOOK, cells={"name": "DATABASE_URL", "value": SECRET})
    rows.delete(draft, alice, "parameter", KEY)
    rows.restore(draft, alice, "parameter", KEY)
    put(draft, alice, f"parameter.{KEY}.sensitive", "Yes")
    assert SECRET not in kept_anywhere(draft)


def test_an_environment_variable_of_a_sensitive_parameter_takes_no_value(draft, alice):
    rows.add(draft, alice, "parameter", KEY, cells={"name": "API_KEY", "sensitive": "Yes"})
    rows.add(draft, alice, "env_variable", RUNBOOK, cells={"name": "API_KEY", "value": SECRET})
    put(draft, alice, f"env_variable.{RUNBOOK}.value", SECRET)
    assert SECRET not in kept_anywhere(draft)


def test_naming_a_variable_after_a_sensitive_parameter_removes_its_value(draft, alice):
    rows.add(draft, alice, "parameter", KEY, cells={"name": "API_KEY", "sensitive": "Yes"})
    rows.add(draft, alice, "env_variable", RUNBOOK, cells={"name": "OTHER", "value": SECRET})
    put(draft, alice, f"env_variable.{RUNBOOK}.name", "API_KEY", seen="OTHER")
    assert SECRET not in kept_anywhere(draft)


def test_renaming_a_sensitive_parameter_removes_the_value_of_its_variable(draft, alice):
    rows.add(draft, alice, "parameter", KEY, cells={"name": "OTHER", "sensitive": "Yes"})
    rows.add(draft, alice, "env_variable", RUNBOOK, cells={"name": "API_KEY", "value": SECRET})
    put(draft, alice, f"parameter.{KEY}.name", "API_KEY", seen="OTHER")
    assert SECRET not in kept_anywhere(draft)
