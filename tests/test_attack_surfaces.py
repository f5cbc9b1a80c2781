"""Attacks on what came with reviewing and telling: approvals washed clean, drafts shown, odd inputs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from specs import cells, checks, comments, rows
from specs.documents import Finding, Fix, cell_digest
from specs.importers.intake import read_files
from specs.models import (
    Area,
    Blocked,
    Comment,
    Dependency,
    Drift,
    Event,
    Export,
    Import,
    Membership,
    Notification,
    Repository,
    SavedView,
    Scope,
    Searched,
    Spec,
    Team,
    Token,
    Waiver,
    Webhook,
    policy,
)
from specs.readiness import Policy
from tests.cast import as_person, brought_to, started

pytestmark = pytest.mark.django_db
REASON = "The name is agreed next week; nothing depends on it."
PLACE = "overview.-.overview"


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


def everything_about(spec):
    """Every page on which the name of a specification may stand."""
    of_spec = ("", "read/", "runbooks/", "dependencies/", "versions/", "exports/", "artefacts/")
    pages = [f"/specs/{spec.guid}/{one}" for one in (*of_spec, "markdown/", "spec.md")]
    run = Export.objects.get()
    pages += [f"/specs/{spec.guid}/exports/{run.pk}/", f"/specs/{spec.guid}/drifts/1/"]
    pages += ["/", "/specs/", "/specs/?view=list", "/portfolio/", "/portfolio/?view=list"]
    pages += ["/portfolio.csv", "/portfolio/attention/", "/portfolio/gaps/", "/dependencies/"]
    pages += ["/runbooks/", "/runbooks/?alert=CheckoutDown", "/runbooks/?alert=Lonely", "/waivers/"]
    pages += ["/reviews/", "/repositories/", "/repositories/ops/", "/teams/", "/notifications/"]
    return [
        *pages,
        f"/dependencies/?focus={spec.guid}",
        "/teams/payments-core/",
        "/search/?q=Falc",
    ]


@pytest.fixture
def renamed(strict, spec, alice, rita):
    """Approved as Checkout API with a runbook, an alert, a waiver and a run; the draft is Falcon."""
    Repository.objects.create(name="Ops", slug="ops", url="file:///x", all_teams=True)
    write(spec, alice, "TBD")
    cells.write(spec, alice, [cells.Change("header.-.name", "Checkout API", cell_digest(""))])
    rows.add(
        spec, alice, "runbook", "krunbook0001", cells={"name": "Restart it", "permanent_key": "re"}
    )
    rows.add(spec, alice, "alert", "kalert000001", cells={"name": "CheckoutDown", "runbook": "re"})
    rows.add(spec, alice, "alert", "kalert000002", cells={"name": "Lonely"})
    spec.submit(alice, reason="for the test")
    for one in spec.open_blockers(spec.document()):
        Waiver.grant(spec, one, rita, REASON, timezone.localdate() + timedelta(days=9))
    spec.approve(rita)
    Drift.objects.create(pk=1, export=Export.objects.get(), blob="1" * 40, difference="-a\n+b")
    spec.revise(alice, "minor")
    cells.write(spec, alice, [cells.Change("header.-.name", "Falcon", cell_digest("Checkout API"))])
    Searched.refresh(spec)
    return spec


def test_the_name_of_a_draft_is_told_to_no_stranger(renamed, charlie):
    client = as_person(charlie)
    told = {path: client.get(path, follow=True) for path in everything_about(renamed)}
    assert {path for path, one in told.items() if one.status_code not in (200, 404)} == set()
    assert "Falcon" in as_person(renamed.created_by).get("/specs/").content.decode()
    leaks = {path for path, one in told.items() if "Falcon" in one.content.decode()}
    assert leaks == set()


def test_nothing_of_a_private_team_is_told_to_a_stranger(renamed, charlie):
    Team.objects.filter(slug="payments-core").update(private=True)
    client = as_person(charlie)
    told = {path: client.get(path, follow=True) for path in everything_about(renamed)}
    key = bearer(charlie, Scope.READ, Scope.WRITE, Scope.REVIEW, Scope.GATE)
    for path in ("specs", f"specs/{renamed.guid}", f"specs/{renamed.guid}/gate", "repositories"):
        told[path] = client.get(f"/api/v1/{path}", **key)
    words = ("Falcon", "Checkout", "Payments", renamed.guid, "Lonely", "Restart it")
    leaks = {
        (path, word)
        for path, one in told.items()
        for word in words
        if word
        in one.content.decode().replace(path.partition("?")[2].partition("=")[2] or "\0", "")
    }
    assert {(path, word) for path, word in leaks if told[path].status_code == 200} == set()


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


def test_the_address_of_a_chat_is_no_part_of_the_trail(ada):
    said = {"name": "Chat", "url": "https://chat.shop.example/services/B0SECRET", "active": "on"}
    client = as_person(ada)
    assert client.post("/settings/webhooks/new/", said).status_code == 303
    again = said | {"url": "https://chat.shop.example/services/B1SECRET"}
    path = f"/settings/webhooks/{Webhook.objects.get().pk}/edit/"
    assert client.post(path, again).status_code == 303
    lines = [str(one.data) for one in Event.objects.all()]
    assert not any("SECRET" in line for line in lines)
    assert sum("'url': 'chat.shop.example'" in line for line in lines) == 2


@pytest.mark.parametrize("choice", ["²", "9" * 5000, "-1", "x"], ids=["²", "long", "-1", "x"])
def test_a_fix_of_no_number_is_none(monkeypatch, spec, alice, choice):
    found = Finding("GEN-01", "warning", "T", "S", "overview", fix=(Fix("Do it"),))
    monkeypatch.setattr(checks, "finding_named", lambda *_: found)
    answer = as_person(alice).post(f"/specs/{spec.guid}/fixes/", {"choice": choice})
    assert answer.status_code == 404


def test_an_import_keeps_no_value_of_what_the_draft_marks_sensitive(spec, alice):
    rows.add(spec, alice, "parameter", "kpar00000001", cells={"name": "ROUTE", "sensitive": "Yes"})
    reading = read_files([(".env", b"ROUTE=quiet-river\nPORT=8080\n")])
    found = Import.begin(spec, alice, reading)
    said = {"seen": found.preview()[1], "s-parameters": "on", "s-env_variables": "on"}
    as_person(alice).post(f"/specs/{spec.guid}/imports/{found.pk}/", said)
    told = [f"{one.old}{one.new}{one.data}" for one in Event.objects.all()]
    assert any("8080" in line for line in told)
    assert not any("quiet-river" in line for line in told)
    assert "quiet-river" not in str(spec.document())
    as_person(alice).post(f"/specs/{spec.guid}/imports/{found.pk}/undo/")
    assert Import.objects.get().undone_at
    assert "quiet-river" not in str(spec.document())
