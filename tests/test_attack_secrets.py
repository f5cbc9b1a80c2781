"""Attacks on the promise that values of sensitive parameters are never kept."""

import json

import pytest

from specs import cells, rows
from specs.cells import Change
from specs.documents import cell_digest
from specs.models import Conflict, Event, Spec

KEY, VARIABLE = "k00000000001", "k00000000002"
SECRET = "hunter2-hunter2"


@pytest.fixture
def spec(payments, alice):
    return Spec.start(payments, alice, "Checkout API")


def put(spec, by, address, text, seen=""):
    return cells.write(spec, by, [Change(address, text, cell_digest(seen))])


def kept(spec):
    """Whether the secret stands anywhere in what the database keeps of a specification."""
    trail = json.dumps(list(Event.objects.filter(spec=spec).values("old", "new", "data")))
    lost = json.dumps(list(Conflict.objects.filter(spec=spec).values("mine", "theirs")))
    return SECRET in json.dumps(spec.document()) + trail + lost


@pytest.mark.parametrize("word", ["Yes", "yes", "YES", "Yes, in the vault", "y"])
def test_a_yes_in_any_spelling_keeps_the_value_out(alice, spec, word):
    said = {"name": "DB_PASSWORD", "default": SECRET}
    rows.add(spec, alice, "parameter", KEY, cells=said)
    put(spec, alice, f"parameter.{KEY}.sensitive", word)
    put(spec, alice, f"parameter.{KEY}.production", SECRET)
    rows.add(spec, alice, "env_variable", VARIABLE, cells={"name": "DB_PASSWORD", "value": SECRET})
    assert not kept(spec)


def test_a_row_deleted_before_its_name_became_a_secret_is_blanked_in_the_trail(alice, spec):
    rows.add(spec, alice, "env_variable", VARIABLE, cells={"name": "DB_PASSWORD", "value": SECRET})
    rows.delete(spec, alice, "env_variable", VARIABLE)
    rows.add(spec, alice, "parameter", KEY, cells={"name": "DB_PASSWORD", "sensitive": "Yes"})
    assert not kept(spec)
    rows.restore(spec, alice, "env_variable", VARIABLE)
    assert not kept(spec)


def test_a_late_value_for_a_deleted_sensitive_row_is_no_conflict(alice, bob, spec):
    rows.add(spec, alice, "parameter", KEY, cells={"name": "DB_PASSWORD", "sensitive": "Yes"})
    rows.add(spec, alice, "env_variable", VARIABLE, cells={"name": "DB_PASSWORD"})
    rows.delete(spec, alice, "env_variable", VARIABLE)
    assert put(spec, bob, f"env_variable.{VARIABLE}.value", SECRET).withheld
    rows.delete(spec, alice, "parameter", KEY)
    assert put(spec, bob, f"parameter.{KEY}.production", SECRET).withheld
    assert not kept(spec)


def test_a_text_for_a_closed_draft_is_no_way_to_keep_a_secret(alice, spec):
    rows.add(spec, alice, "parameter", KEY, cells={"name": "DB_PASSWORD", "sensitive": "Yes"})
    spec.submit(alice, reason="for the test")
    assert put(spec, alice, f"parameter.{KEY}.production", SECRET).withheld
    assert not kept(spec)


def test_a_copy_of_an_old_version_does_not_bring_a_secret_back(payments, alice, spec):
    document = spec.document()
    blank = {"type": "", "required": "", "description": "", "allowed": ""}
    row = {"key": KEY, "name": "DB_PASSWORD", "default": SECRET, "production": SECRET}
    document["sections"]["parameters"]["parameter"] = [row | blank | {"sensitive": "yes"}]
    copied = Spec.start(payments, alice, "Copy", document)
    assert not kept(copied)
