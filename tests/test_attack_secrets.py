"""Attacks on the promise that values of sensitive parameters are never kept."""

import json

import pytest
from django.db import connection
from django.test import Client

from specs import cells, rows, versioning
from specs.cells import Change
from specs.documents import cell_digest, content_digest
from specs.importers.intake import read_files
from specs.models import Conflict, Event, Import, Spec, Status
from tests.cast import brought_to

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


def everywhere():
    """Every table and column of the database in which the secret stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found |= {
                    (table, name)
                    for name, one in zip(names, row, strict=True)
                    if SECRET in str(one)
                }
    return found


def read_in(spec, by):
    return Import.begin(spec, by, read_files([("a.env", f"ROUTE={SECRET}\n".encode())]))


def mark(spec, by):
    rows.add(spec, by, "parameter", KEY, cells={"name": "ROUTE", "sensitive": "Yes"})


def plain(spec, by, **more):
    """A parameter and a variable of that name, with a value that nobody called a secret yet."""
    rows.add(spec, by, "parameter", "kp1", cells={"name": "ROUTE", "default": SECRET} | more)
    rows.add(spec, by, "env_variable", "ke1", cells={"name": "ROUTE", "value": SECRET})


def test_what_an_import_wrote_and_its_undo_took_back_is_blanked_too(alice, spec):
    one = read_in(spec, alice)
    one.choose(sections={"parameters": True, "env_variables": True})
    one.carry_out(alice, one.preview()[1])
    assert everywhere()
    Import.objects.get().undo(alice)
    mark(Spec.objects.get(pk=spec.pk), alice)
    assert everywhere() == set()


def test_an_import_that_waits_loses_the_value(alice, bob, spec):
    one = read_in(spec, bob)
    mark(spec, alice)
    assert everywhere() == set()
    left = [cell.text for cell in Import.objects.get(pk=one.pk).found.entries[0].cells]
    assert "ROUTE" in left and SECRET not in left


def test_a_draft_that_was_deleted_is_blanked_in_the_trail(alice, rita, spec):
    spec = brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    plain(spec, alice)
    versioning.discard(spec, alice, content_digest(spec.document()))
    spec.revise(alice, "major")
    mark(spec, alice)
    assert everywhere() == set()


def test_what_was_submitted_and_sent_back_is_blanked_and_what_was_published_stays(
    alice, rita, spec
):
    plain(spec, alice)
    spec.submit(alice, reason="for the test")
    spec.request_changes(rita, "No secrets, please.")
    assert ("specs_revision", "document") in everywhere()
    put(spec, alice, "parameter.kp1.sensitive", "Yes")
    assert everywhere() == set()
    page = Client()
    page.force_login(alice)
    assert page.get(f"/specs/{spec.guid}/reviews/1/").status_code == 200


def test_a_row_that_lives_under_another_name_keeps_what_it_says(alice, spec):
    plain(spec, alice)
    put(spec, alice, "parameter.kp1.name", "WAY", "ROUTE")
    mark(spec, alice)
    row = next(
        one for one in spec.document()["sections"]["parameters"]["parameter"] if one["key"] == "kp1"
    )
    assert row["default"] == SECRET
