"""Attacks on the editor: hostile addresses, texts that would be lost, edits that come too late."""

import json

import pytest

from specs import cells, rows
from specs.cells import Change
from specs.documents import cell_digest
from specs.models import ChapterState, Conflict, Event, Revision, Spec, Verb

KEY = "k00000000001"
STEP = "k00000000009"
PLACE = "overview.-.overview"


@pytest.fixture
def spec(payments, alice):
    return Spec.start(payments, alice, "Checkout API")


def post(client, user, spec, path, **said):
    client.force_login(user)
    return client.post(f"/specs/{spec.guid}/{path}", said)


def put(spec, by, address, text, seen=""):
    return cells.write(spec, by, [Change(address, text, cell_digest(seen))])


EVIL = 'x"><b hx-post=/accounts/logout/ hx-trigger=load>'


@pytest.mark.parametrize("key", [EVIL, "a b", "a.b", "-", "", "a" * 25, "a\0", "__key__"])
def test_a_key_that_is_no_key_makes_no_row(client, alice, spec, key):
    answer = post(client, alice, spec, "rows/", model="alert", key=key, cells="{}")
    assert answer.status_code == 400
    post(client, alice, spec, "sections/monitoring/", **{f"alert.{key}.name": "High"})
    assert "hx-post=/accounts" not in client.get(f"/specs/{spec.guid}/sections/monitoring/").text
    assert not Conflict.objects.filter(address__contains="hx-post").exists()


def test_a_text_that_is_too_long_is_refused_and_not_cut(client, alice, spec):
    text = "x" * (cells.LONGEST + 1)
    assert post(client, alice, spec, "cells/", **{PLACE: text}).status_code == 413
    answer = post(client, alice, spec, "sections/overview/", **{PLACE: text})
    assert (answer.status_code, "was not saved" in answer.text) == (413, True)
    answer = post(
        client, alice, spec, "rows/", model="alert", key=KEY, cells=json.dumps({"name": text})
    )
    assert answer.status_code == 413
    assert spec.document()["sections"]["overview"]["overview"] == ""


def test_nothing_else_of_the_same_save_is_half_written(alice, spec):
    changes = [Change("capacity.-.load", "40 a second"), Change(PLACE, "x" * 200_001)]
    with pytest.raises(cells.TooLong):
        cells.write(spec, alice, changes)
    assert spec.document()["sections"]["capacity"]["load"] == ""


def test_half_characters_and_deep_json_are_no_errors(client, alice, spec):
    said = '{"name": "a\\ud800b"}'
    assert post(client, alice, spec, "rows/", model="alert", key=KEY, cells=said).status_code == 200
    assert spec.document()["sections"]["alerts"]["alert"][0]["name"] == "a\ufffdb"
    deep = "[" * 100_000
    assert post(client, alice, spec, "cells/", seen=deep, **{PLACE: "It sells."}).status_code == 200


def test_a_nul_in_an_address_is_a_bad_request(client, alice, spec):
    client.force_login(alice)
    for path in ("/specs/a%00b/", "/specs/?q=a%00b", f"/specs/{spec.guid}/compare/1...%00/"):
        assert client.get(path).status_code == 400


def test_a_chapter_is_not_ticked_after_the_submission(client, alice, spec):
    spec.submit(alice, reason="for the test")
    assert (
        post(client, alice, spec, "sections/overview/complete/", complete="on").status_code == 423
    )
    assert not ChapterState.objects.exists()


def test_an_edit_counts_for_the_version_that_was_open(alice, rita, spec):
    """A request that began before the next version would name its writer under the old one."""
    late = Spec.objects.get(pk=spec.pk)
    spec.submit(alice, reason="for the test")
    spec.approve(rita)
    spec.revise(alice, "minor")
    assert put(late, alice, PLACE, "Late").locked


def test_a_second_losing_text_of_the_same_person_does_not_swallow_the_first(alice, bob, spec):
    put(spec, alice, PLACE, "Alice")
    put(spec, bob, PLACE, "From the laptop")
    put(spec, bob, PLACE, "From the phone")
    assert [one.mine for one in Conflict.open_for(spec, bob)] == ["From the phone"]
    assert Event.objects.filter(place=PLACE, old="From the laptop").exists()


def test_a_text_that_is_not_chosen_stays_in_the_trail(client, alice, bob, spec):
    put(spec, alice, PLACE, "Alice")
    put(spec, bob, PLACE, "Bob")
    one = Conflict.open_for(spec, bob).get()
    said = {f"choice-{one.pk}": "theirs", f"seen-{one.pk}": cell_digest("Alice")}
    assert post(client, bob, spec, "sections/overview/merge/", **said).status_code == 303
    event = Event.objects.get(verb=Verb.RESOLVED)
    assert (event.actor, event.place, event.old, event.new) == (bob, PLACE, "Bob", "Alice")


@pytest.fixture
def orphan(alice, bob, spec):
    """Bob's text for a step whose runbook Alice deleted under him."""
    rows.add(spec, alice, "runbook", KEY, cells={"name": "Restart"})
    phase = rows.owner_of(rows.model_of("runbook_step")).groups()[0].id
    rows.add(spec, alice, "runbook_step", STEP, parent=KEY, phase=phase)
    rows.delete(spec, alice, "runbook", KEY)
    put(spec, bob, f"runbook_step.{STEP}.text", "Bob's step")
    return Conflict.open_for(spec, bob).get()


def test_a_text_whose_row_cannot_come_back_is_kept_and_said(client, bob, spec, orphan):
    said = {f"choice-{orphan.pk}": "mine", f"seen-{orphan.pk}": ""}
    answer = post(client, bob, spec, "sections/runbooks/merge/", **said)
    assert answer.status_code == 422
    assert "cannot be brought back" in answer.text
    assert Conflict.open_for(spec, bob).get().mine == "Bob's step"


def test_a_form_for_what_is_gone_loses_nothing_that_was_typed(client, alice, bob, spec, orphan):
    gone = f"runbook_step.{'n' * 12}"
    said = {
        f"{gone}.text": "New step",
        f"{gone}.phase": "no such phase",
        "runbooks.-.notes": "Kept",
    }
    assert post(client, alice, spec, "sections/runbooks/", **said).status_code == 303
    assert Conflict.open_for(spec, alice).get().mine == "New step"
    assert spec.document()["sections"]["runbooks"]["notes"] == "Kept"


def test_a_form_with_thousands_of_cells_is_taken(client, alice, spec):
    many = {f"x{number}": "" for number in range(5000)}
    answer = post(client, alice, spec, "sections/overview/", **{PLACE: "It sells."}, **many)
    assert answer.status_code == 303
    assert spec.document()["sections"]["overview"]["overview"] == "It sells."


def test_a_record_is_not_rewritten_by_its_model(alice, spec):
    revision = spec.submit(alice, reason="for the test").revision
    with pytest.raises(Exception, match="record"):
        revision.save()
    with pytest.raises(Exception, match="record"):
        Revision.objects.get().delete()
