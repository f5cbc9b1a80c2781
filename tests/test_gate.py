"""The gate: what a pipeline is told about a version, in every state, and by a real curl."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from specs import gate
from specs.models import BreakGlass, Event, Revision, Token, Verb, Waiver
from specs.models.waiver import Ended

pytestmark = pytest.mark.django_db
LONG = timedelta(days=30)


def token_of(user, *scopes):
    return Token.issue(user, "pipeline", list(scopes or ["gate"]), timezone.localdate() + LONG)[1]


def ask(user, spec, slash="", scopes=("gate",), accept="application/json", **query):
    return Client().get(
        f"/api/v1/specs/{spec.guid}/gate{slash}", query,
        headers={"authorization": f"Bearer {token_of(user, *scopes)}", "accept": accept},
    )  # fmt: skip


@pytest.fixture
def approved(spec, alice, rita):
    spec.submit(alice, reason="for the test")
    spec.approve(rita)
    return spec


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_draft_is_denied_with_the_reason(spec, alice, slash):
    answer = ask(alice, spec, slash)
    assert answer.status_code == 409
    assert answer.json()["answer"] == "deny"
    assert [one["rule"] for one in answer.json()["reasons"]] == ["GATE-01"]
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("slash", ["", "/"])
def test_an_approved_version_is_allowed(approved, alice, slash):
    answer = ask(alice, approved, slash, version=approved.version, sha="4f9c21a")
    assert answer.status_code == 200
    said = answer.json()
    assert said["answer"] == "allow"
    assert said["digest"] == approved.approved.content_digest
    assert (said["version"], said["sha"], said["reasons"]) == (approved.version, "4f9c21a", [])
    assert answer["Cache-Control"] == "no-store"


def test_a_version_that_is_not_approved_is_denied_while_another_is(approved, alice):
    approved.revise(alice, "minor")
    answer = ask(alice, approved, version=approved.version)
    assert answer.status_code == 409
    assert "0.2.0 is not approved; 0.1.0 is." in answer.content.decode()


def test_a_version_that_was_replaced_may_go_out_again(approved, alice, rita):
    approved.revise(alice, "minor")
    approved.set_header(alice, contact="somebody else")
    approved.submit(alice, reason="for the test")
    approved.approve(rita)
    assert ask(alice, approved, version="0.1.0").status_code == 200
    assert ask(alice, approved).json()["version"] == "0.2.0"


def test_an_environment_that_is_not_in_the_specification_does_not_exist(approved, alice):
    answer = ask(alice, approved, environment="moon")
    assert answer.status_code == 409
    assert "moon is not an environment" in answer.content.decode()


@pytest.fixture
def waived(approved):
    """The approved revision, as if one blocker had been let pass until tomorrow."""
    kept = {
        "rule": "BCK-02", "section": "backup_strategy", "address": "", "value": "0123456789ab",
        "severity": "blocker", "title": "RPO 5 min but backups every Daily", "reason": "WAL on Monday",
        "name": "Rita", "until": (timezone.localdate() + timedelta(days=1)).isoformat(), "ticket": "",
    }  # fmt: skip
    Revision.objects.filter(pk=approved.approved_id).update(waivers=[kept])
    approved.refresh_from_db()
    return approved


def waiver(spec, rita, days=1):
    return Waiver.objects.create(
        spec=spec, rule="BCK-02", section="backup_strategy", value="0123456789ab", severity="blocker",
        title="RPO", reason="WAL streaming begins on Monday", by=rita,
        expires_on=timezone.localdate() + timedelta(days=days),
    )  # fmt: skip


def test_a_waived_blocker_is_allowed_until_its_waiver_expires(waived, alice, rita):
    given = waiver(waived, rita)
    answer = ask(alice, waived)
    assert answer.status_code == 200
    assert answer.json()["waivers"][0]["rule"] == "BCK-02"
    Waiver.objects.filter(pk=given.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    answer = ask(alice, waived)
    assert answer.status_code == 409
    assert answer.json()["reasons"][0]["rule"] == "BCK-02"
    Waiver.objects.get(pk=given.pk).end(Ended.DATE)
    waiver(waived, rita, days=20)
    assert ask(alice, waived).status_code == 200


def test_the_last_day_of_a_waiver_still_counts(waived, alice, rita):
    waiver(waived, rita, days=0)
    assert ask(alice, waived).status_code == 200


def test_plain_text_reads_well_in_a_log(spec, alice):
    answer = ask(alice, spec, accept="text/plain")
    assert answer.status_code == 409
    lines = answer.content.decode().splitlines()
    assert lines[0] == f"BLOCKED {spec.guid}: 1 reason"
    assert lines[1].startswith("- GATE-01 ")


def test_when_it_cannot_judge_it_says_unknown(approved, alice, monkeypatch):
    def broken(*_):
        raise DatabaseError("gone")

    monkeypatch.setattr("specs.api.deploys.judge", broken)
    answer = ask(alice, approved)
    assert answer.status_code == 503
    assert answer.json()["answer"] == gate.UNKNOWN


def test_the_glass_is_broken_with_a_reason_for_a_while_and_the_trail_says_who(spec, alice):
    header = {"authorization": f"Bearer {token_of(alice, 'write')}"}
    path = f"/api/v1/specs/{spec.guid}/gate/break-glass"
    said = {"reason": "The fix for the outage must go out now.", "minutes": 30, "version": "0.1.0"}
    answer = Client().post(path, said, "application/json", headers=header)
    assert answer.status_code == 201
    answer = ask(alice, spec, version="0.1.0")
    assert (answer.status_code, answer.json()["break_glass"]["by"]) == (200, "Alice")
    assert answer.json()["reasons"][0]["rule"] == "GATE-01"
    assert ask(alice, spec, version="0.2.0").status_code == 409
    assert Event.objects.filter(spec=spec, verb=Verb.BROKE_GLASS, actor=alice).count() == 1
    BreakGlass.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert ask(alice, spec, version="0.1.0").status_code == 409


@pytest.mark.parametrize(
    "said",
    [
        {"reason": "short"},
        {"reason": "x" * 30, "minutes": 1441},
        {"reason": "x" * 30, "minutes": 0},
    ],
)
def test_the_glass_is_not_broken_without_a_reason_or_for_ever(spec, alice, said):
    header = {"authorization": f"Bearer {token_of(alice, 'write')}"}
    path = f"/api/v1/specs/{spec.guid}/gate/break-glass"
    answer = Client().post(path, said, "application/json", headers=header)
    assert answer.status_code in (409, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert not BreakGlass.objects.exists()


def test_strangers_and_other_scopes_break_no_glass(approved, alice, charlie, dora):
    path = f"/api/v1/specs/{approved.guid}/gate/break-glass"
    said = {"reason": "The fix for the outage must go out now."}
    for user, scope, status in (
        (charlie, "write", 403),
        (dora, "write", 403),
        (alice, "gate", 403),
    ):
        header = {"authorization": f"Bearer {token_of(user, scope)}"}
        answer = Client().post(path, said, "application/json", headers=header)
        assert answer.status_code == status, user


def test_a_stranger_is_not_told_of_a_draft(spec, charlie):
    assert ask(charlie, spec).status_code == 404


def test_no_token_and_a_wrong_one_are_refused(approved):
    for headers in (
        {},
        {"authorization": "Bearer ops_00000000_x"},
        {"authorization": "Basic eA=="},
    ):
        answer = Client().get(f"/api/v1/specs/{approved.guid}/gate", headers=headers)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["WWW-Authenticate"].startswith("Bearer")
