"""Attacks on every address: strangers, wrong roles, forged forms, old sign-ins."""

import json
import time

import pytest
from django.test import Client

from specs import rows
from specs.documents import cell_digest
from specs.models import Decision, Event, Export, Repository, Spec, Status, Team
from specs.models.letter import message
from specs.reader import read
from specs.urls import urlpatterns
from tests.cast import PASSWORD, as_person, brought_to, signed_in_hours_ago, started

OF_A_SPEC = [one for one in urlpatterns if "<str:guid>" in str(one.pattern)]
WORDS = {"old": "1", "new": "draft", "slug": "overview", "key": "k00000000001", "number": 1,
         "name": "prometheus", "path": "rules.yml"}  # fmt: skip
BADGE = "badge.svg"
"""The one address that asks nobody to sign in: a README shows it to whoever knows the GUID, as a
picture that says only which version is approved. A private team has none."""
MEMBERS_ONLY = ("cells/", "rows/", "sections/", "submi", "audit/", "withdrawal/", "versions/new/")


def address(pattern, spec):
    words = WORDS | {"guid": spec.guid, "pk": getattr(Export.objects.first(), "pk", 1)}
    path = "/" + str(pattern.pattern)
    for name in pattern.pattern.converters:
        path = path.replace(next(part for part in (f"<str:{name}>", f"<slug:{name}>", f"<int:{name}>", f"<path:{name}>")
                                 if part in path), str(words[name]))  # fmt: skip
    return path.replace("rows/overview/", "rows/alert/")


SAID = {"verdict": "approve", "revision": "1", "evidence": "x", "bump": "minor", "reason": "x",
        "overview.-.overview": "Stolen", "complete": "on", "model": "alert", "key": "k00000000009"}  # fmt: skip


def everywhere(client, spec):
    """What every address of a specification answers, asked both ways."""
    before = Event.objects.count()
    found = {}
    for pattern in OF_A_SPEC:
        path = address(pattern, spec)
        if path.endswith(BADGE):
            continue
        found["GET", path] = client.get(path).status_code
        found["POST", path] = client.post(path, SAID).status_code
    assert Event.objects.count() == before
    return found


def test_a_draft_is_not_there_for_a_stranger(alice, charlie, payments):
    spec = started(payments, alice)
    answers = everywhere(as_person(charlie), spec)
    assert set(answers.values()) <= {404, 405}
    nowhere = everywhere(as_person(charlie), Spec(guid="0" * 12))
    assert list(answers.values()) == list(nowhere.values()), "it can be told from what is not there"


def test_an_approved_specification_of_a_private_team_is_not_there(alice, rita, charlie, payments):
    spec = brought_to(started(payments, alice), "Approved", alice, rita)
    Team.objects.update(private=True)
    answers = everywhere(as_person(charlie), spec)
    assert set(answers.values()) <= {404, 405}


def test_a_stranger_reads_what_is_published_and_changes_nothing(alice, rita, charlie, payments):
    Repository.objects.create(name="Ops", slug="ops", url="file:///x", all_teams=True)
    spec = brought_to(started(payments, alice), "Approved", alice, rita)
    spec.revise(alice, "minor")
    answers = everywhere(as_person(charlie), spec)
    for (method, path), status in answers.items():
        if method == "POST" or path.split(spec.guid + "/")[1].startswith(MEMBERS_ONLY):
            assert status in (403, 404, 405), path
    client = as_person(charlie)
    for path in ("spec.md?v=draft", "read/?v=draft", "markdown/?v=draft", "compare/1...draft/"):
        assert client.get(f"/specs/{spec.guid}/{path}").status_code == 403


def test_a_reader_of_the_team_and_a_reviewer_write_nothing(alice, dora, rita, payments):
    spec = started(payments, alice)
    for person in (dora, rita):
        posts = everywhere(as_person(person), spec)
        wrong = {path: status for (method, path), status in posts.items()
                 if method == "POST" and status not in (403, 404, 405, 409)}  # fmt: skip
        assert wrong == {}


def test_no_form_is_taken_without_its_token(alice, payments):
    spec = started(payments, alice)
    client = as_person(alice, enforce_csrf_checks=True)
    for pattern in urlpatterns:
        if set(pattern.pattern.converters) <= {"guid", *WORDS, "pk"}:
            assert client.post(address(pattern, spec), SAID).status_code == 403, pattern


def test_nobody_signed_in_sees_only_the_sign_in(alice, payments):
    spec = started(payments, alice)
    answers = everywhere(Client(), spec)
    assert set(answers.values()) == {302}


@pytest.mark.parametrize(
    "there", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_sign_in_leads_to_no_other_site(alice, there):
    said = {"login": "alice", "password": PASSWORD}
    answer = Client().post(f"/accounts/login/?next={there}", said | {"next": there})
    assert answer["Location"] == "/"


@pytest.fixture
def waiting(payments, alice, bob):
    """Alice submitted what Bob edited; both review for all teams too."""
    spec = Spec.start(payments, alice, "Checkout API")
    for person in (alice, bob):
        person.is_reviewer = True
        person.save()
    as_person(bob).post(f"/specs/{spec.guid}/cells/", {"capacity.-.load": "40"})
    spec.submit(alice, reason="for the test")
    return spec


def decide(client, spec, verdict="approve", number=1):
    review = spec.reviews.get(number=number)
    said = {"verdict": verdict, "revision": review.revision_id, "summary": "Fine."}
    return client.post(f"/specs/{spec.guid}/reviews/{number}/decision/", said)


def test_neither_submitter_nor_editor_approves(waiting, alice, bob):
    for person in (alice, bob):
        assert decide(as_person(person), waiting).status_code == 403
    assert not Decision.objects.exists()


def test_handing_it_in_again_by_somebody_else_does_not_wash_an_edit_off(waiting, alice, bob, dora):
    waiting.withdraw(alice)
    waiting.submit(alice, reason="again")
    assert decide(as_person(bob), waiting, number=2).status_code == 403
    assert decide(as_person(dora), waiting, number=2).status_code == 403


@pytest.fixture
def both(bob):
    """Bob writes for the team, and reviews."""
    bob.is_reviewer = True
    bob.save()
    return bob


def test_a_row_deleted_in_an_earlier_version_does_not_come_back_as_nobodys_work(
    alice, both, rita, payments
):
    spec = Spec.start(payments, alice, "Checkout API")
    rows.add(spec, both, "alert", "kb1", cells={"name": "Bob's alert"})
    rows.delete(spec, both, "alert", "kb1")
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    path = f"/specs/{spec.guid}/rows/alert/kb1/restore/"
    answer = as_person(alice).post(path, headers={"HX-Request": "true"})
    assert answer.status_code == 410
    assert spec.document()["sections"]["alerts"]["alert"] == []


def test_a_copy_of_a_draft_remembers_who_wrote_what_nobody_approved(alice, both, payments):
    source = Spec.start(payments, alice, "Checkout API")
    as_person(both).post(f"/specs/{source.guid}/cells/", {"overview.-.overview": "Bob's words."})
    said = {"start": "copy", "source": source.pk, "name": "Copy", "team": payments.pk, "tier": "1"}
    assert as_person(alice).post("/specs/new/", said).status_code == 303
    copy = Spec.objects.get(name="Copy")
    assert copy.document()["sections"]["overview"]["overview"] == "Bob's words."
    copy.submit(alice, reason="for the test")
    assert decide(as_person(both), copy).status_code == 403


def test_a_copy_of_what_was_approved_is_nobodys_unread_work(alice, both, rita, payments):
    source = Spec.start(payments, both, "Checkout API")
    brought_to(source, Status.APPROVED, both, rita)
    said = {"start": "copy", "source": source.pk, "name": "Copy", "team": payments.pk, "tier": "1"}
    as_person(alice).post("/specs/new/", said)
    assert Event.editors_of(Spec.objects.get(name="Copy")) == [alice.pk]


def test_an_old_sign_in_gives_the_password_before_it_approves(waiting, rita):
    client = as_person(rita)
    signed_in_hours_ago(client, 2)
    answer = decide(client, waiting)
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not Decision.objects.exists()
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert client.post(answer["Location"], {"password": "wrong"}).status_code == 200
    assert not Decision.objects.exists()
    client.post(answer["Location"], {"password": PASSWORD})
    assert Decision.objects.get().summary == "Fine."
    waiting.refresh_from_db()
    assert waiting.status == "Approved"


def test_another_device_of_the_same_person_makes_an_old_sign_in_no_fresher(waiting, rita):
    client = as_person(rita)
    signed_in_hours_ago(client, 2)
    as_person(rita)
    assert decide(client, waiting)["Location"].startswith("/accounts/reauthenticate/")
    assert not Decision.objects.exists()


def test_an_old_sign_in_may_still_comment(waiting, rita):
    client = as_person(rita)
    signed_in_hours_ago(client, 2)
    assert decide(client, waiting, "comment").status_code == 303


def test_a_yes_of_somebody_who_reviews_no_more_fills_no_quorum(waiting, rita, ruben, settings):
    settings.APPROVAL_QUORUM = 2
    assert decide(as_person(rita), waiting).status_code == 303
    rita.is_reviewer = False
    rita.save()
    assert decide(as_person(ruben), waiting).status_code == 303
    waiting.refresh_from_db()
    assert waiting.status == "Review"


def test_the_commit_names_what_was_approved_and_not_the_draft(alice, rita, payments):
    spec = Spec.start(payments, alice, "Checkout API")
    spec.submit(alice, reason="for the test")
    revision = spec.approve(rita)
    spec.revise(alice, "minor")
    here = f"/specs/{spec.guid}/cells/"
    seen = json.dumps({"header.-.name": cell_digest("Checkout API")})
    said = {"header.-.name": "Unapproved words", "seen": seen}
    assert as_person(alice).post(here, said).status_code == 200
    spec.refresh_from_db()
    assert message(spec, revision, {}).startswith("ops: Checkout API 0.1.0 (approved by Rita)")


def test_a_number_that_is_none_orders_no_rows(alice, payments):
    spec = Spec.start(payments, alice, "Checkout API")
    said = {f"env_variable.k{number}.name": f"A{number}" for number in range(2)}
    client, here = as_person(alice), f"/specs/{spec.guid}/sections/configuration/"
    client.post(here, said)
    for number in ("²", "1e999", "nan", "-", "9" * 400, "1.", "٢"):
        said = {"env_variable.k0.position": number, "env_variable.k1.position": "1"}
        assert client.post(here, said).status_code == 303


@pytest.mark.parametrize(
    "line", ["# a" + " " * 100_000 + "x", "#" * 100_000, "## " + "# " * 50_000 + "x"]
)
def test_a_hostile_file_does_not_stop_the_reader(line):
    began = time.process_time()
    read(f"{line}\n\n## Overview\n\n{line}\n\n#{line}\n")
    assert time.process_time() - began < 8
