"""The sealed trail: whoever changes it behind the portal's back, in SQL, is found out."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from specs import tasks
from specs.models import Event, Seal, Verb, seal_events
from specs.models.event import SAME_THOUGHT
from specs.models.sealing import FINISHED
from tests.cast import started

LATER = FINISHED + timedelta(minutes=1)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def seal():
    return seal_events(timezone.now() + LATER)


def verify(spec=None):
    """What the command says; the lines about faults when it fails."""
    out = StringIO()
    try:
        call_command("verify_events", spec=spec and spec.guid, stdout=out)
    except CommandError as wrong:
        assert wrong.returncode == 1
        return out.getvalue().splitlines()
    return []


@pytest.fixture
def trail(spec, alice, bob):
    """Seven sealed entries of a specification, among those of another one."""
    other = started(spec.team, bob, "Ledger API")
    for n in range(6):
        Event.record(spec, alice, Verb.EDITED, place=f"alert.a{n}.name", old="", new=f"Text {n}")
        Event.record(other, bob, Verb.EDITED, place=f"alert.b{n}.name", new=f"Other {n}")
    assert seal() == 14
    return list(spec.events.order_by("pk"))


def test_an_untouched_trail_is_intact(trail, spec):
    assert verify() == [] and verify(spec) == []
    numbers = Seal.objects.filter(chain=spec.guid).values_list("number", "event")
    assert list(numbers) == [(n + 1, event.pk) for n, event in enumerate(trail)]


@pytest.mark.parametrize("change", [
    "new = 'Something else'", "old = 'Something else'", "place = 'alert.a9.name'",
    "verb = 'deleted'", "actor_id = NULL", "version = '9.9.9'", "at = '2020-01-01 00:00:00+00:00'",
    "data = '{\"x\": 1}'", "spec_id = NULL", "new = '', old = ''",
])  # fmt: skip
def test_a_changed_entry_is_found_and_named(trail, spec, change):
    sql(f"UPDATE specs_event SET {change} WHERE id = %s", trail[3].pk)
    said = verify(spec)
    assert len(said) == 1 and said[0].startswith(f"{spec.guid}: Entry 4 of {spec.guid} was changed")
    assert f"event {trail[3].pk}" in said[0]


def test_a_deleted_entry_is_missed(trail, spec):
    sql("DELETE FROM specs_event WHERE id = %s", trail[2].pk)
    assert verify() == [
        f"{spec.guid}: Entry 3 of {spec.guid} is missing: event {trail[2].pk} was deleted."
    ]


def test_an_entry_deleted_with_its_seal_leaves_a_gap(trail, spec):
    for table, column in (("specs_seal", "event_id"), ("specs_event", "id")):
        sql(f"DELETE FROM {table} WHERE {column} IN (%s, %s)", trail[2].pk, trail[3].pk)
    assert verify() == [f"{spec.guid}: Entries 3 to 4 are missing."]


def test_closing_the_gap_breaks_the_chain(trail, spec):
    for table, column in (("specs_seal", "event_id"), ("specs_event", "id")):
        sql(f"DELETE FROM {table} WHERE {column} = %s", trail[2].pk)
    for number in range(4, 8):
        up = "UPDATE specs_seal SET number = number - 1 WHERE chain = %s AND number = %s"
        sql(up, spec.guid, number)
    said = verify()
    assert f"{spec.guid}: Entry 3 of {spec.guid} does not follow the entry before it." in said


COLUMNS = "spec_id, actor_id, verb, version, place, old, new, data, at, sealed"


def put_in(like, pk, sealed):
    sql(
        f"INSERT INTO specs_event (id, {COLUMNS}) SELECT %s, {COLUMNS.replace('sealed', '%s')} "
        "FROM specs_event WHERE id = %s", pk, sealed, like,
    )  # fmt: skip


@pytest.mark.parametrize("sealed", [False, True])
def test_an_entry_that_was_put_in_is_found(spec, alice, sealed):
    for n in range(3):
        Event.record(spec, alice, Verb.EDITED, place=f"alert.a{n}.name", new=f"Text {n}")
    free = spec.events.order_by("pk")[1].pk
    sql("DELETE FROM specs_event WHERE id = %s", free)  # a number that was never used
    seal()
    assert verify() == []
    put_in(spec.events.first().pk, free, sealed)
    seal()
    (said,) = verify()
    assert said.startswith(f"{spec.guid}: Event {free} was put in among sealed entries: Alice")


def test_an_entry_at_the_end_that_claims_to_be_sealed_is_found(trail, spec):
    put_in(trail[0].pk, trail[-1].pk + 100, True)
    assert len(verify()) == 1


def test_two_entries_that_changed_places_are_found(trail, spec):
    first, second = (Seal.objects.get(event=event) for event in trail[1:3])
    for seal_, event in ((first, -1), (second, trail[1].pk), (first, trail[2].pk)):
        sql("UPDATE specs_seal SET event_id = %s WHERE id = %s", event, seal_.pk)
    assert len(verify(spec)) == 2


def test_a_seal_that_was_made_anew_does_not_fit_the_next_one(trail, spec):
    """Whoever knows how seals are made must make all later ones anew, too."""
    sql("UPDATE specs_event SET new = 'Forged' WHERE id = %s", trail[3].pk)
    sql("DELETE FROM specs_seal WHERE chain = %s AND number > 3", spec.guid)
    sql("UPDATE specs_event SET sealed = %s WHERE id = %s", False, trail[3].pk)
    kept = Seal.objects.get(chain=spec.guid, number=3)
    sql("UPDATE specs_seal SET digest = %s WHERE id = %s", "f" * 64, kept.pk)
    seal()
    assert verify(spec)


def test_the_heads_show_a_chain_that_was_cut_or_made_anew(trail, spec):
    def heads():
        out = StringIO()
        call_command("verify_events", "--heads", "--spec", spec.guid, stdout=out)
        return out.getvalue().splitlines()[0]

    before = heads()
    assert before.startswith(f"{spec.guid} 7 ")
    for table, column in (("specs_seal", "event_id"), ("specs_event", "id")):
        sql(f"DELETE FROM {table} WHERE {column} = %s", trail[6].pk)
    assert heads() != before


def test_a_line_that_may_still_grow_is_not_sealed(spec, alice):
    Event.record(spec, alice, Verb.EDITED, place="overview.-.overview", new="S")
    assert seal_events(timezone.now() + SAME_THOUGHT) == 0
    Event.record(spec, alice, Verb.EDITED, place="overview.-.overview", new="Sells")
    assert seal() == 2
    assert verify() == []
    Event.objects.filter(verb=Verb.EDITED).update(at=timezone.now() - SAME_THOUGHT)
    Event.record(spec, alice, Verb.EDITED, place="overview.-.overview", new="Sells things.")
    assert [event.new for event in spec.events.filter(verb=Verb.EDITED)] == [
        "Sells things.",
        "Sells",
    ]


def test_what_comes_after_an_open_line_waits_for_it(spec, alice, bob):
    Event.record(spec, alice, Verb.EDITED, place="overview.-.overview", new="S")
    Event.record(spec, bob, Verb.EDITED, place="alert.a.name", new="x")
    open_line = spec.events.get(place="overview.-.overview")
    Event.objects.filter(pk=open_line.pk).update(at=timezone.now() + LATER)
    assert seal() == 1, "only what came before it"
    assert Seal.objects.get().event.verb == Verb.CREATED


def test_sealing_twice_seals_once_and_goes_on_where_it_stopped(trail, spec, alice):
    assert seal() == 0
    Event.record(spec, alice, Verb.EDITED, place="alert.z.name", new="z")
    assert seal() == 1
    assert verify() == []


def test_what_concerns_no_specification_is_a_chain_of_its_own(trail, ada, payments, bob):
    payments.admit(bob, "reader", ada)
    tasks.seal_events()
    assert seal() == 1
    assert Seal.objects.get(chain="").number == 1 and verify() == []
    sql("UPDATE specs_event SET new = 'admin' WHERE spec_id IS NULL")
    assert verify()[0].startswith("organisation: Entry 1 of the organisation was changed")


def test_forgetting_a_secret_leaves_the_chain_valid_and_nothing_to_guess_it_from(trail, spec):
    Event.blank(spec, [trail[3].place])
    spent = Seal.objects.get(event=trail[3])
    assert Event.objects.get(pk=trail[3].pk).new == "" and spent.salt == ""
    assert verify() == []
    seal()
    assert verify() == []
    assert "Text 2" not in json.dumps(list(Event.objects.values_list("old", "new", "data")))


def test_forgetting_a_value_of_a_deleted_row_leaves_the_chain_valid(spec, alice):
    row = {"key": "k", "name": "API_KEY", "default": "hunter2"}
    Event.record(spec, alice, Verb.DELETED, place="parameter.k", data={"row": row})
    seal()
    Event.blank(spec, ["parameter.k.default"])
    seal()
    event = spec.events.get(verb=Verb.DELETED)
    assert event.data == {"row": {"key": "k", "name": "API_KEY"}} and verify() == []
    sql("UPDATE specs_event SET data = %s WHERE id = %s", '{"row": {"name": "OTHER"}}', event.pk)
    assert len(verify()) == 1, "what was left of it is vouched for, too"


def test_no_line_of_a_blanking_makes_another_text_of_a_sealed_event_hold(trail, spec):
    event = trail[3]
    sql("UPDATE specs_event SET new = 'Forged words.' WHERE id = %s", event.pk)
    Event.objects.create(
        spec=spec, verb=Verb.BLANKED, version=spec.version, data={"events": [event.pk]}
    )
    for kept in ("{}", json.dumps({"salts": {"new": ""}, "gone": {}})):
        sql("UPDATE specs_seal SET salt = '', kept = %s WHERE event_id = %s", kept, event.pk)
        assert len(verify(spec)) == 1


def test_of_a_blanked_event_the_rest_is_held_and_the_blank_stays_blank(spec, alice):
    row = {"key": "k", "name": "API_KEY", "default": "hunter2"}
    Event.record(spec, alice, Verb.DELETED, place="parameter.k", data={"row": row, "why": "old"})
    seal()
    Event.blank(spec, ["parameter.k.default"])
    seal()
    pk = spec.events.get(verb=Verb.DELETED).pk
    left = {"row": {"key": "k", "name": "API_KEY"}, "why": "old"}
    for changed in (left | {"why": "new"}, left | {"row": row}, {"why": "old"}):
        sql("UPDATE specs_event SET data = %s WHERE id = %s", json.dumps(changed), pk)
        assert len(verify(spec)) == 1
    sql("UPDATE specs_event SET data = %s WHERE id = %s", json.dumps(left), pk)
    assert verify(spec) == []


def test_a_blanking_that_the_portal_did_not_do_is_a_change(trail, spec):
    sql("UPDATE specs_event SET old = '', new = '' WHERE id = %s", trail[3].pk)
    sql("UPDATE specs_seal SET salt = '' WHERE event_id = %s", trail[3].pk)
    assert len(verify(spec)) == 1


def test_forgetting_before_sealing_writes_no_line(spec, alice):
    Event.record(spec, alice, Verb.EDITED, place="parameter.k.default", new="hunter2")
    Event.blank(spec, ["parameter.k.default"])
    assert not spec.events.filter(verb=Verb.BLANKED).exists()


def test_a_specification_that_is_not_there_is_said(db):
    with pytest.raises(CommandError, match="There is no specification"):
        call_command("verify_events", spec="000000000000")


def test_verifying_costs_the_same_queries_for_ten_times_as_many_entries(
    trail, spec, alice, django_assert_max_num_queries
):
    Event.objects.bulk_create(
        Event(spec=spec, actor=alice, verb=Verb.EDITED, place=f"alert.c{n}.name", new=str(n))
        for n in range(900)
    )
    assert seal() == 900
    with django_assert_max_num_queries(9):
        assert verify(spec) == []
