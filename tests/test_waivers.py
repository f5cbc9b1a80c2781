"""Waivers: a reviewer lets one finding pass, for a reason, until a day; it dies with its value."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from specs import cells, rows
from specs.documents import cell_digest
from specs.models import Blocked, Event, Refused, Spec, Verb, Waiver, mark_waivers
from specs.models.notification import Notification
from specs.models.waiver import Ended
from specs.reader import read
from tests.cast import person
from tests.waiving import PLACE, REASON, soon, the_blocker, waived, write


def test_a_waived_blocker_stops_no_approval_and_is_counted_apart(blocked, rita):
    assert (blocked.blockers, blocked.waived) == (1, 0)
    with pytest.raises(Blocked, match="1 blocker must be fixed or waived first"):
        blocked.approve(rita)
    waived(blocked, rita)
    assert (blocked.blockers, blocked.waived) == (0, 1)
    assert blocked.progress["overview"][3] == 1
    assert blocked.approve(rita) is not None


def test_the_export_names_what_was_waived_and_reads_back(blocked, rita):
    waived(blocked, rita)
    revision = blocked.approve(rita)
    assert "## Waivers\n\n- **GEN-01**: Placeholder left in" in revision.markdown
    assert f"reason: {REASON}; by: Rita; until: {soon()}" in revision.markdown
    reading = read(revision.markdown)
    assert not [line for left in reading.leftovers.values() for line in left if "GEN-01" in line]
    again = Spec.objects.get(pk=blocked.pk)
    again.implement(rita, "deploy 4f9c21a")
    assert "## Waivers" in again.approved.markdown


def test_after_its_last_day_the_blocker_counts_again_without_a_job(blocked, rita, monkeypatch):
    waiver = waived(blocked, rita, days=2)
    monkeypatch.setattr(timezone, "localdate", lambda *_: waiver.expires_on)
    assert blocked.open_blockers(blocked.document()) == []
    monkeypatch.setattr(timezone, "localdate", lambda *_: waiver.expires_on + timedelta(days=1))
    assert [one.rule for one in blocked.open_blockers(blocked.document())] == ["GEN-01"]
    with pytest.raises(Blocked):
        blocked.approve(rita)


def test_the_job_marks_what_passed_and_writes_it_down(blocked, rita):
    waiver = waived(blocked, rita, days=2)
    mark_waivers(waiver.expires_on)
    waiver.refresh_from_db()
    assert waiver.ended_at is None
    mark_waivers(waiver.expires_on + timedelta(days=1))
    mark_waivers(waiver.expires_on + timedelta(days=2))
    waiver.refresh_from_db()
    assert waiver.ended_why == Ended.DATE
    assert Event.objects.filter(spec=blocked, verb=Verb.WAIVER_ENDED).count() == 1


def test_a_waiver_dies_when_the_value_changes(blocked, rita, alice):
    waiver = waived(blocked, rita)
    blocked.withdraw(alice)
    write(blocked, alice, "TODO")
    assert blocked.blockers == 1
    mark_waivers()
    waiver.refresh_from_db()
    assert waiver.ended_why == Ended.VALUE


def test_a_waiver_lives_while_what_it_is_about_stays(blocked, rita, alice):
    waiver = waived(blocked, rita)
    blocked.withdraw(alice)
    cells.write(blocked, alice, [cells.Change("header.-.contact", "PagerDuty", "")])
    mark_waivers()
    waiver.refresh_from_db()
    assert waiver.ended_at is None


def test_what_expired_can_be_waived_again_without_waiting_for_the_job(blocked, rita):
    first = waived(blocked, rita)
    with pytest.raises(Refused, match="already"):
        waived(blocked, rita)
    Waiver.objects.filter(pk=first.pk).update(expires_on=soon(-1))
    second = waived(blocked, rita)
    first.refresh_from_db()
    assert (first.ended_why, second.holds) == (Ended.DATE, True)


def test_a_value_that_turns_out_a_secret_leaves_nothing_in_its_waiver(strict, spec, alice, rita):
    given = {"name": "PIN", "type": "int", "sensitive": "No", "default": "hunter2"}
    rows.add(spec, alice, "parameter", "pin0", cells=given)
    spec.submit(alice, reason="The rest can be looked at.")
    found = next(one for one in spec.findings() if one.rule == "CFG-02")
    waiver = Waiver.grant(spec, found, rita, REASON, soon())
    spec.withdraw(alice)
    change = cells.Change("parameter.pin0.sensitive", "Yes", cell_digest("No"))
    assert not cells.write(spec, alice, [change]).conflicts
    waiver.refresh_from_db()
    assert waiver.value == "" and "hunter2" not in waiver.title
    assert not [event for event in Event.objects.all() if "hunter2" in f"{event.new}{event.data}"]


def test_a_revoked_waiver_counts_no_more(blocked, rita):
    waived(blocked, rita).end(Ended.REVOKED, rita)
    assert Spec.objects.get(pk=blocked.pk).blockers == 1
    assert Event.objects.filter(verb=Verb.WAIVER_ENDED, actor=rita).exists()


@pytest.mark.parametrize(
    ("reason", "days"), [("x" * 19, 30), (" " * 40, 30), (REASON, -1), (REASON, 181)]
)
def test_a_waiver_needs_a_reason_and_a_day_within_the_policy(blocked, rita, reason, days):
    with pytest.raises(Refused):
        Waiver.grant(blocked, the_blocker(blocked), rita, reason, soon(days))


@pytest.mark.parametrize(("reason", "days"), [("x" * 20, 0), (REASON, 180)])
def test_the_shortest_reason_and_the_longest_time_are_allowed(blocked, rita, reason, days):
    Waiver.grant(blocked, the_blocker(blocked), rita, reason, soon(days))


def test_only_a_reviewer_without_a_part_in_it_waives(blocked, alice, bob, ada):
    editor = person("eve", is_reviewer=True)
    Event.record(blocked, editor, Verb.EDITED, place=PLACE, new="TBD")
    for somebody in (alice, bob, ada, editor):
        with pytest.raises(PermissionDenied):
            waived(blocked, somebody)


def test_the_team_is_told_and_warned_once_before_the_end(blocked, rita, alice):
    waiver = waived(blocked, rita, days=10)
    told = Notification.objects.filter(person=alice, kind="waived")
    assert told.count() == 1
    mark_waivers(waiver.expires_on - timedelta(days=8))
    assert not Notification.objects.filter(kind="waiver_expiring").exists()
    mark_waivers(waiver.expires_on - timedelta(days=7))
    mark_waivers(waiver.expires_on - timedelta(days=6))
    assert Notification.objects.filter(person=alice, kind="waiver_expiring").count() == 1
