"""Attacks on what came with reviewing and telling: approvals washed clean, drafts shown, odd inputs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from specs import cells, comments, rows
from specs.documents import cell_digest
from specs.models import (
    Area,
    Blocked,
    Comment,
    Dependency,
    Event,
    Membership,
    Notification,
    SavedView,
    Scope,
    Spec,
    Team,
    Token,
    Waiver,
    policy,
)
from specs.readiness import Policy
from tests.cast import brought_to, started

pytestmark = pytest.mark.django_db
REASON = "The name is agreed next week; nothing depends on it."
PLACE = "overview.-.overview"


def as_person(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def bearer(user, *scopes):
    day = timezone.localdate() + timedelta(days=3)
    text = Token.issue(user, "ci", [str(one) for one in scopes], day)[1]
    return {"HTTP_AUTHORIZATION": f"Bearer {text}"}


def write(spec, by, text, seen=""):
    cells.write(spec, by, [cells.Change(PLACE, text, cell_digest(seen))])
    spec.refresh_from_db()
    spec.recount()


# ---------------------------------------------------------------- nobody approves their own work


def test_a_yes_that_its_giver_took_back_by_asking_for_changes_is_not_carried(
    spec, alice, rita, ruben, settings
):
    settings.APPROVAL_QUORUM = 2
    write(spec, alice, "What it does.")
    spec.submit(alice, reason="for the test")
    assert spec.approve(rita) is None
    spec.request_changes(rita, "I was wrong: the contact is missing.")
    spec.submit(alice, reason="again, as it was")
    assert spec.approve(ruben) is None
    spec.refresh_from_db()
    assert spec.status == "Review"


def test_an_area_whose_reviewer_took_the_yes_back_is_asked_again(spec, alice, rita, ruben):
    Area.objects.create(name="Reliability", sections=["overview"])
    Area.objects.create(name="Security", sections=["overview"])
    write(spec, alice, "What it does.")
    spec.submit(alice, reason="for the test")
    assert spec.approve(rita) is None
    spec.request_changes(rita, "I was wrong.")
    spec.submit(alice, reason="again, as it was")
    assert spec.approve(ruben) is None


@pytest.fixture
def strict(monkeypatch):
    monkeypatch.setattr(policy, "STANDARD", Policy(off=frozenset({"GEN-05"})))


def waived(spec, by):
    (one,) = [found for found in spec.findings() if found.rule == "GEN-01"]
    return Waiver.grant(spec, one, by, REASON, timezone.localdate() + timedelta(days=9))


def test_nobody_waives_a_blocker_first_and_hands_it_in_afterwards(strict, spec, alice, bob, rita):
    bob.is_reviewer = True
    bob.save()
    write(spec, alice, "TBD")
    waived(spec, bob)
    spec.submit(bob, reason="the rest can be looked at")
    with pytest.raises(Blocked):
        spec.approve(rita)


def test_nobody_waives_a_blocker_first_and_writes_along_afterwards(strict, spec, alice, bob, rita):
    bob.is_reviewer = True
    bob.save()
    write(spec, alice, "TBD")
    waived(spec, bob)
    rows.add(spec, bob, "alert", "kalert000001")
    spec.submit(alice, reason="the rest can be looked at")
    with pytest.raises(Blocked):
        spec.approve(rita)


# ---------------------------------------------------------------- what strangers are shown


def test_a_stranger_hears_no_numbers_of_a_draft_from_the_api(spec, alice, rita, charlie):
    brought_to(spec, "Approved", alice, rita).revise(alice, "minor")
    Spec.objects.update(blockers=7, warnings=8, tier="0")
    client, key = Client(), bearer(charlie, Scope.READ)
    told = [client.get("/api/v1/specs", **key).json()["items"][0]]
    told.append(client.get(f"/api/v1/specs/{spec.guid}", **key).json())
    for one in told:
        assert (one["blockers"], one["version"]) == (0, "0.1.0")
        assert one["warnings"] != 8
        assert one["tier"] == ""


def test_a_finding_tells_nobody_whom_a_private_team_needs(spec, alice, charlie, finance):
    theirs = started(finance, charlie, "Ledger")
    Team.objects.filter(pk=finance.pk).update(private=True)
    said = {"upstream": True, "position": 1, "kind": "Hard", "text": ""}
    for published in (False, True):
        Dependency.objects.create(spec=theirs, name="Checkout API", published=published, **said)
    rows.add(
        spec, alice, "upstream_service", "kup000000001", cells={"name": "Ledger", "kind": "Hard"}
    )
    assert "DPN-02" not in {one.rule for one in spec.findings()}
    Team.objects.update(private=False)
    assert "DPN-02" in {one.rule for one in spec.findings()}


def test_who_left_a_private_team_hears_no_more_of_what_it_writes(spec, alice, bob, payments):
    Team.objects.update(private=True)
    comments.start(spec, alice, "alerts", "@bob look", {})
    assert Notification.objects.filter(person=bob).exists()
    Membership.objects.filter(user=bob).delete()
    Spec.objects.update(name="Project Nightingale")
    page = as_person(bob).get("/notifications/").content.decode()
    assert "mentions you" in page
    assert "Nightingale" not in page


# ---------------------------------------------------------------- odd inputs


@pytest.mark.parametrize("at", ["alerts", PLACE])
def test_a_comment_that_suggests_nothing_cannot_be_applied(spec, alice, rita, at):
    comments.start(spec, alice, at, "Why?", {})
    said, before = Comment.objects.get(), Event.objects.count()
    for undo in ({}, {"undo": "1"}):
        answer = as_person(alice).post(f"/specs/{spec.guid}/comments/{said.pk}/apply/", undo)
        assert answer.status_code in (404, 409, 422)
    said.refresh_from_db()
    assert said.applied_at is None
    assert Event.objects.count() == before


def test_the_trail_asked_up_to_the_last_day_there_is(spec, alice, ada):
    for path in (f"/specs/{spec.guid}/audit/", "/audit/", "/audit.csv"):
        for asked in ("until=9999-12-31", "since=0001-01-01", "until=0001-01-01"):
            answer = as_person(ada).get(f"{path}?{asked}")
            assert answer.status_code == 200
            b"".join(answer) if answer.streaming else answer.content


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01"]
)
def test_marks_of_a_time_that_is_none_are_not_taken_back(alice, at):
    assert as_person(alice).post("/notifications/unread/", {"at": at}).status_code == 303


def test_a_view_is_called_nothing_the_database_refuses(alice):
    said = {"name": "a\0b", "address": "/specs/?q=x%00y"}
    assert as_person(alice).post("/views/", said).status_code == 303
    for one in SavedView.objects.all():
        assert "\0" not in one.name + one.query
        assert "%00" not in one.query


@pytest.mark.parametrize("field", ["version", "environment"])
def test_the_glass_is_broken_for_no_version_longer_than_its_column(spec, alice, field):
    said = {"reason": "Customers cannot pay, and it cannot wait.", field: "x" * 150}
    path = f"/api/v1/specs/{spec.guid}/gate/break-glass"
    key = bearer(alice, Scope.WRITE)
    answer = Client().post(path, said, content_type="application/json", **key)
    assert answer.status_code == 422


def test_an_api_name_longer_than_its_column_is_refused(alice, payments):
    said = {"name": "n" * 201, "team": "payments-core"}
    key = bearer(alice, Scope.WRITE)
    answer = Client().post("/api/v1/specs", said, content_type="application/json", **key)
    assert answer.status_code == 422
