"""Rehearsals: who records them, what is kept, how long it took, and when one is overdue."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from specs.models import Drill, Event, Verb
from specs.models.revision import Unchangeable
from specs.reader import blank
from specs.runbooks.rehearsal import last_rehearsed, overdue, promised
from tests.cast import as_person

from .rehearsing import KEY, address, approve, approved_runbooks, runbook, write_runbooks  # noqa: F401

TODAY = date(2026, 11, 21)


def drills(spec):
    return address(spec, more="drills/")


def given(**more):
    return {
        "on": timezone.localdate().isoformat(),
        "minutes": "12",
        "trouble": "Step 2 is unclear.",
    } | more


def test_anyone_of_the_team_records_a_rehearsal(approved, dora):
    answer = as_person(dora).post(drills(approved), given())
    assert (answer.status_code, answer.url) == (303, drills(approved))
    drill = Drill.objects.get()
    assert (drill.by, drill.minutes, drill.version, drill.promised) == (dora, 12, "0.1.0", "15 min")
    event = Event.objects.get(verb=Verb.REHEARSED)
    assert (event.actor, event.place, event.data["minutes"]) == (dora, f"runbook.{KEY}", 12)


def test_the_page_shows_who_when_how_long_beside_the_promise_and_what_went_wrong(
    approved, dora, charlie
):
    as_person(dora).post(drills(approved), given())
    html = as_person(charlie).get(drills(approved)).content.decode()
    assert "12 min of 15 minutes" in html and "Dora" in html and "Step 2 is unclear." in html
    assert "<form" not in html.split("</header>")[-1].split("Rehearsals of")[1]
    runbook_page = as_person(charlie).get(address(approved)).content.decode()
    assert "12 min of 15 minutes" in runbook_page and "4 Mar" not in runbook_page


def test_one_that_took_longer_than_promised_stands_out(approved, dora):
    as_person(dora).post(drills(approved), given(minutes="16"))
    assert 'class="sev warn"' in as_person(dora).get(drills(approved)).content.decode()


@pytest.mark.parametrize(
    ("more", "words"),
    [({"minutes": ""}, "Say how many minutes."), ({"minutes": "soon"}, "Write whole minutes"),
     ({"minutes": "0"}, "At least 1 minute."), ({"on": ""}, "Say on which day."),
     ({"on": "2999-01-01"}, "still to come")],
)  # fmt: skip
def test_what_is_missing_is_said_and_nothing_is_recorded(approved, dora, more, words):
    answer = as_person(dora).post(drills(approved), given(**more))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Drill.objects.exists()


def test_others_read_and_do_not_record(approved, charlie, rita):
    for person in (charlie, rita):
        assert as_person(person).post(drills(approved), given()).status_code == 403
        assert "Record rehearsal" not in as_person(person).get(drills(approved)).content.decode()
    assert not Drill.objects.exists()


def test_strangers_of_a_private_team_find_nothing(approved, charlie):
    approved.team.private = True
    approved.team.save()
    assert as_person(charlie).post(drills(approved), given()).status_code == 404


def test_there_is_nothing_to_rehearse_where_nothing_is_approved(approved, alice, spec, rita):
    assert as_person(alice).get(address(approved, "k0nothing000", "drills/")).status_code == 404
    approved.revise(alice, "minor")
    write_runbooks(approved, [])
    approve(approved, alice, rita)
    assert as_person(alice).post(drills(approved), given()).status_code == 404


def test_a_rehearsal_is_a_record(approved, dora):
    as_person(dora).post(drills(approved), given())
    drill = Drill.objects.get()
    with pytest.raises(Unchangeable):
        drill.save()
    with pytest.raises(Unchangeable):
        drill.delete()


def test_the_later_of_the_written_day_and_the_drill_counts():
    assert last_rehearsed("2026-03-04", date(2026, 10, 1)) == date(2026, 10, 1)
    assert last_rehearsed("2026-03-04", date(2025, 10, 1)) == date(2026, 3, 4)
    assert last_rehearsed("last spring") is None and last_rehearsed("") is None


def document(*rows, tasks=()):
    made = blank()
    made["sections"]["runbooks"]["runbook"] = list(rows)
    made["sections"]["routine_maintenance"]["maintenance_task"] = [
        {"key": f"t{at}", "cadence": cadence, "task": task, "owner": ""}
        for at, (cadence, task) in enumerate(tasks)
    ]
    return made


@pytest.mark.parametrize(
    ("written", "drill", "late"),
    [("2026-05-25", None, False), ("2026-05-24", None, True), ("", None, True), ("soon", None, True),
     ("2020-01-01", date(2026, 11, 20), False), ("", date(2026, 5, 1), True)],
)  # fmt: skip
def test_a_rehearsal_is_overdue_after_the_days_of_the_setting(written, drill, late):
    drills = {KEY: drill} if drill else {}
    found = overdue(document(runbook(last_rehearsed=written)), drills, TODAY, 180)
    assert [one.rule for one in found] == (["RUN-05"] if late else [])


def test_the_finding_is_a_warning_at_its_place_in_plain_words():
    (found,) = overdue(document(runbook(last_rehearsed="2025-01-01")), {}, TODAY, 180)
    assert (found.severity, found.section) == ("warning", "runbooks")
    assert found.address == f"runbook.{KEY}.last_rehearsed"
    assert "Checkout latency is high was last rehearsed on 2025-01-01" in found.sentence


def test_the_routine_maintenance_of_a_spec_says_its_own_cadence():
    weekly = document(
        runbook(), tasks=[("Weekly", "Rehearse a runbook"), ("Yearly", "Check certificates")]
    )
    assert promised(weekly, 180) == 7
    assert promised(document(tasks=[("Daily", "Look at the runbooks")]), 180) == 180
    yearly = document(runbook(last_rehearsed="2026-01-01"), tasks=[("Yearly", "Runbook drill")])
    assert overdue(yearly, {}, TODAY, 180) == ()


def test_the_setting_of_zero_asks_for_none():
    assert overdue(document(runbook(last_rehearsed="")), {}, TODAY, 0) == ()


def test_an_overdue_rehearsal_is_a_warning_of_its_specification_until_a_drill_is_recorded(
    approved, dora
):
    def warned():
        return [one.rule for one in approved.findings() if one.rule == "RUN-05"]

    assert len(warned()) == 2
    as_person(dora).post(
        drills(approved), given(on=(timezone.localdate() - timedelta(days=1)).isoformat())
    )
    assert len(warned()) == 1
