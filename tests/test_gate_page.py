"""The page of the gate: what it answers and why, who opened it, what pipelines asked."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from specs import rows, snippets
from specs.models import BreakGlass, Event, GateQuestion, Revision, Verb
from specs.models.gate_question import KEPT
from specs.models.notification import Kind, Notification
from tests.cast import signed_in_hours_ago
from tests.test_gate import ask, waiver

pytestmark = pytest.mark.django_db
WHY = "The fix for the outage must go out now."
DOCS = (Path(__file__).parents[1] / "docs/pipelines.md").read_text()


@pytest.fixture
def deployed(spec, alice, rita):
    """An approved version with two environments."""
    for key, name in (("e1", "staging"), ("e2", "production")):
        rows.add(spec, alice, "environment", key, cells={"name": name})
    spec.submit(alice, reason="for the test")
    spec.approve(rita)
    return spec


def at(spec, rest=""):
    return f"/specs/{spec.guid}/gate/{rest}"


def page_of(client, spec, query=""):
    return client.get(at(spec) + query).content.decode()


def said_of(page):
    """The rows of the answers, as text."""
    found = re.search(r"<caption[^>]*>What the gate answers.*?</table>", page, re.DOTALL)[0]
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", found, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in rows]


def opened(client, spec, **more):
    return client.post(at(spec, "break-glass/"), {"reason": WHY, "minutes": "30"} | more)


# ---------------------------------------------------------------- what it answers


def test_a_draft_is_denied_and_the_page_says_why(on, spec, alice):
    [row] = said_of(page_of(on(alice), spec))
    assert row == "Any Denied GATE-01 Nothing of this specification is approved yet."


def test_each_environment_has_its_answer_with_the_digest(on, deployed, alice):
    page = page_of(on(alice), deployed)
    assert [row.split()[:2] for row in said_of(page)] == [
        ["staging", "Allowed"], ["production", "Allowed"],
    ]  # fmt: skip
    assert deployed.approved.content_digest in page


def test_the_page_and_the_gate_say_the_same_of_a_waiver_that_ended(on, deployed, alice, rita):
    kept = {
        "rule": "BCK-02", "section": "backup_strategy", "address": "", "value": "0123456789ab",
        "severity": "blocker", "title": "RPO 5 min", "reason": "WAL on Monday", "name": "Rita",
        "until": (timezone.localdate() + timedelta(days=1)).isoformat(), "ticket": "",
    }  # fmt: skip
    Revision.objects.filter(pk=deployed.approved_id).update(waivers=[kept])
    given = waiver(deployed, rita)
    page = page_of(on(alice), deployed)
    assert "WAL on Monday" in page
    assert kept["until"] in page
    assert "Denied" not in " ".join(said_of(page))
    type(given).objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    rows = said_of(page_of(on(alice), deployed))
    assert all("Denied BCK-02 RPO 5 min: its waiver ended" in row for row in rows)
    assert ask(alice, deployed, environment="production").status_code == 409


def test_another_version_can_be_asked_about(on, deployed, alice):
    deployed.revise(alice, "minor")
    rows = said_of(page_of(on(alice), deployed, "?version=0.2.0"))
    assert rows == ["Any Denied GATE-02 0.2.0 is not approved; 0.1.0 is."]
    assert "Allowed" in said_of(page_of(on(alice), deployed, "?version=0.1.0"))[0]


def test_the_page_asks_the_same_queries_for_more_environments_and_questions(
    on, deployed, alice, bob
):
    client = on(alice)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(deployed)).status_code == 200
        return len(queries)

    ask(bob, deployed)
    BreakGlass.open(deployed, bob, WHY, 30)
    asked()
    before = asked()
    document = deployed.approved.document
    environments = document["sections"]["environments"]
    environments["environment"] = environments["environment"] * 4
    Revision.objects.filter(pk=deployed.approved_id).update(document=document)
    for _ in range(3):
        ask(bob, deployed)
        BreakGlass.open(deployed, bob, WHY, 30)
    assert asked() == before


def test_the_team_the_admins_and_who_decided_hear_that_the_gate_is_open(
    deployed, alice, bob, charlie, ada, rita, ruben
):
    BreakGlass.open(deployed, alice, WHY, 30, "0.1.0", "production")
    heard = {one.person: one for one in Notification.objects.filter(kind=Kind.GATE_OPENED)}
    assert set(heard) == {bob, ada, rita}
    told = heard[bob]
    assert told.path == at(deployed)
    assert told.sentence.startswith(
        "Alice opened the gate of Checkout API 0.1.0 in production until "
    )
    assert told.sentence.endswith(f": {WHY}")
    assert told.by == alice


def test_strangers_see_the_answer_of_what_is_approved_and_not_who_asked(
    on, deployed, spec, alice, charlie
):
    BreakGlass.open(deployed, alice, WHY, 30, environment="moon")
    ask(alice, deployed, sha="4f9c21a")
    page = page_of(on(charlie), deployed)
    assert "Allowed" in said_of(page)[0]
    for hidden in ("4f9c21a", "Open the gate", "audit/?verb"):
        assert hidden not in page
    assert opened(on(charlie), deployed).status_code == 403


def test_a_draft_has_no_gate_for_strangers(on, spec, charlie):
    assert on(charlie).get(at(spec)).status_code == 404
    assert opened(on(charlie), spec).status_code == 404
    assert not BreakGlass.objects.exists()


# ---------------------------------------------------------------- breaking the glass


def test_the_gate_is_opened_with_a_reason_for_one_environment(on, deployed, alice, bob):
    deployed.revise(alice, "minor")
    said = {"environment": "production", "version": "0.2.0", "minutes": "45"}
    assert opened(on(bob), deployed, **said).status_code == 303
    glass = BreakGlass.objects.get()
    assert (glass.by, glass.reason, glass.environment, glass.version) == (
        bob, WHY, "production", "0.2.0",
    )  # fmt: skip
    assert timedelta(minutes=44) < glass.until - timezone.now() <= timedelta(minutes=45)
    staging, production = (
        ask(alice, deployed, version="0.2.0", environment=one).status_code
        for one in ("staging", "production")
    )
    assert (staging, production) == (409, 200)
    for path in (at(deployed), f"/specs/{deployed.guid}/"):
        page = on(alice).get(path).content.decode()
        assert "The gate is open until" in page
        assert WHY in page


def test_the_review_says_that_the_gate_is_open(on, spec, alice, rita):
    spec.submit(alice, reason="for the test")
    page = f"/specs/{spec.guid}/reviews/1/"
    assert "The gate is open" not in on(rita).get(page).content.decode()
    BreakGlass.open(spec, alice, WHY, 30)
    assert "The gate is open until" in on(rita).get(page).content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"reason": "short"}, "in at least 20 characters"),
        ({"reason": " " * 30}, "Say why it cannot wait."),
        ({"minutes": "1441"}, "At most 1,440 minutes."),
        ({"minutes": "0"}, "At least 1 minute."),
        ({"minutes": "soon"}, "Write whole minutes, for example 60."),
        ({"environment": "moon"}, "moon is not one of the available choices"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(on, deployed, alice, wrong, told):
    answer = opened(on(alice), deployed, version="0.2.0", **wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert 'value="0.2.0"' in page
    assert not BreakGlass.objects.exists()


def test_a_mistake_shows_a_reviewer_nothing_of_the_draft(on, deployed, alice, rita, ruben):
    deployed.revise(alice, "minor")
    deployed.set_header(alice, name="Secret Project")
    answer = opened(on(ruben), deployed, reason="short")
    assert answer.status_code == 422
    assert "Secret Project" not in answer.content.decode()
    assert deployed.approved.document["header"]["name"] in answer.content.decode()


def test_readers_of_the_team_see_it_and_do_not_open_it(on, deployed, dora, alice):
    BreakGlass.open(deployed, alice, WHY, 30)
    page = page_of(on(dora), deployed)
    assert WHY in page
    assert "Open the gate" not in page
    assert "Close it now" not in page
    assert opened(on(dora), deployed).status_code == 403
    glass = BreakGlass.objects.get()
    assert on(dora).post(at(deployed, f"{glass.pk}/close/")).status_code == 403
    assert glass.is_open


def test_it_is_closed_before_its_time_once_and_stays_in_the_list(on, spec, alice, rita):
    spec.submit(alice, reason="for the test")
    glass = BreakGlass.open(spec, alice, WHY, 600)
    assert ask(alice, spec).status_code == 200
    for _ in range(2):
        assert on(rita).post(at(spec, f"{glass.pk}/close/")).status_code == 303
    assert ask(alice, spec).status_code == 409
    glass.refresh_from_db()
    assert glass.ended_by == rita
    page = page_of(on(alice), spec)
    assert "Closed early by Rita" in page
    assert "The gate is open until" not in page
    lines = Event.objects.filter(spec=spec, verb=Verb.CLOSED_GATE)
    assert [(one.actor, one.old) for one in lines] == [(rita, WHY)]


def test_the_gate_of_another_specification_is_not_closed_through_this_one(on, deployed, alice):
    glass = BreakGlass.open(deployed, alice, WHY, 30)
    other = type(deployed).start(deployed.team, alice, "Ledger API")
    assert on(alice).post(at(other, f"{glass.pk}/close/")).status_code == 404
    glass.refresh_from_db()
    assert glass.is_open


def test_the_trail_of_the_organisation_shows_both(on, deployed, alice, ada):
    BreakGlass.open(deployed, alice, WHY, 30).end(alice)
    page = on(ada).get("/audit/").content.decode()
    assert "opened the gate" in page
    assert "closed the gate" in page


def test_who_signed_in_long_ago_gives_the_password_first(on, deployed, alice):
    client = on(alice)
    signed_in_hours_ago(client, 72)
    answer = opened(client, deployed)
    assert "reauthenticate" in answer.url
    assert not BreakGlass.objects.exists()


# ---------------------------------------------------------------- what was asked


def test_each_answer_is_noted_with_who_asked_what(on, deployed, alice, bob):
    ask(bob, deployed, version="9.9.9", environment="production", sha="4f9c21a")
    ask(bob, deployed)
    second, first = GateQuestion.objects.all()
    assert (first.answer, first.version, first.environment, first.sha, first.rules) == (
        "deny", "9.9.9", "production", "4f9c21a", ["GATE-02"],
    )  # fmt: skip
    assert (second.answer, second.version, first.token.user) == ("allow", "0.1.0", bob)
    page = page_of(on(alice), deployed)
    assert "4f9c21a" in page
    assert "pipeline of Bob" in page


def test_only_the_last_answers_of_a_specification_are_kept(deployed, alice, monkeypatch):
    monkeypatch.setattr("specs.models.gate_question.KEPT", 3)
    other = type(deployed).start(deployed.team, alice, "Ledger API")
    GateQuestion.keep(other, None, answer="deny", version="", environment="", sha="", rules=[])
    for number in range(5):
        ask(alice, deployed, sha=str(number))
    kept = GateQuestion.objects.filter(spec=deployed).values_list("sha", flat=True)
    assert list(kept) == ["4", "3", "2"]
    assert GateQuestion.objects.filter(spec=other).count() == 1
    assert KEPT == 50


def test_an_answer_that_cannot_be_noted_is_given_all_the_same(deployed, alice, monkeypatch):
    def broken(*_, **__):
        raise DatabaseError("disk full")

    monkeypatch.setattr(GateQuestion.objects, "create", broken)
    assert ask(alice, deployed).status_code == 200
    assert not GateQuestion.objects.exists()


def test_noting_it_costs_the_gate_two_statements(deployed, alice):
    def asked(**query):
        with CaptureQueriesContext(connection) as queries:
            ask(alice, deployed, **query)
        return [one["sql"] for one in queries if "specs_gatequestion" in one["sql"]]

    noted = [one.split()[0] for one in asked(environment="production")]
    assert noted == ["INSERT", "DELETE"]


# ---------------------------------------------------------------- snippets


def test_the_snippets_are_those_of_the_documentation():
    for text in (snippets.CURL, snippets.GITHUB, snippets.GITLAB):
        assert text in DOCS


def test_the_snippets_name_the_portal_and_the_specification(on, deployed, alice, settings):
    settings.PORTAL_URL = "https://ops.shop.example"
    for one in snippets.snippets(deployed):
        assert one.text.count("https://ops.shop.example") == 1
        assert one.text.count(deployed.guid) == 1
        assert "vars.OPSPORTAL_URL" not in one.text
    assert deployed.guid in page_of(on(alice), deployed).split('id="snippet-curl"')[1]
