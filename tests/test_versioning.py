"""Going back: a draft can be deleted in favour of the approved version, and a version begun from an earlier one."""

import pytest
from django.core.exceptions import PermissionDenied
from playwright.sync_api import expect

from specs import cells, comments, rows, versioning
from specs.documents import content_digest
from specs.models import Conflict, Event, Refused, Spec, Status, Verb
from tests.editing import write

from .cast import brought_to

LOAD = "capacity.-.load"


def again(spec):
    return Spec.objects.get(pk=spec.pk)


@pytest.fixture(params=[Status.APPROVED, Status.IMPLEMENTED])
def approved(request, spec, alice, rita):
    write(spec, alice, LOAD, "40 a second")
    write(spec, alice, "header.-.name", "Checkout API")
    rows.add(spec, alice, "metric", "m1", cells={"name": "Latency"})
    rows.add(spec, alice, "metric", "m2", cells={"name": "Errors"})
    return brought_to(again(spec), request.param, alice, rita)


@pytest.fixture
def draft(approved, alice):
    approved.revise(alice, "minor")
    write(approved, alice, LOAD, "90 a second")
    write(approved, alice, "header.-.name", "Checkout")
    rows.delete(approved, alice, "metric", "m1")
    rows.add(approved, alice, "metric", "m3", cells={"name": "Saturation"})
    return again(approved)


def delete(client, spec):
    page = client.get(f"/specs/{spec.guid}/versions/draft/delete/")
    data = {"seen": page.context["seen"]}
    return page.content.decode(), client.post(f"/specs/{spec.guid}/versions/draft/delete/", data)


def test_a_deleted_draft_leaves_the_approved_version_word_for_word(on, draft, alice, bob):
    was = draft.approved
    comments.start(draft, bob, LOAD, "Is it that much?", {})
    page, answer = delete(on(alice), draft)
    assert "Delete draft 0.2.0?" in page and "0.1.0 stays" in page
    assert (
        "<b>4 changes</b> since 0.1.0 are deleted" in page and "1 open comment is resolved" in page
    )
    assert (answer.status_code, answer["Location"]) == (303, f"/specs/{draft.guid}/")
    spec = again(draft)
    assert (spec.status, spec.version, spec.name) == (was.status, "0.1.0", "Checkout API")
    assert content_digest(spec.document()) == was.content_digest
    assert [row["key"] for row in spec.document()["sections"]["metrics"]["metric"]] == ["m1", "m2"]
    assert spec.approved == was and not spec.threads.filter(resolved_at=None).exists()
    line = Event.objects.get(spec=spec, verb=Verb.DISCARDED)
    assert (line.actor, line.version, line.old, line.new) == (alice, "0.2.0", "0.2.0", "0.1.0")
    assert Event.objects.filter(spec=spec, new="90 a second").exists(), "the trail keeps the texts"
    assert spec.revise(alice, "minor") == "0.2.0"


def test_a_draft_that_was_changed_since_it_was_shown_is_not_deleted(on, draft, alice, bob):
    client, address = on(alice), f"/specs/{draft.guid}/versions/draft/delete/"
    seen = client.get(address).context["seen"]
    write(draft, bob, LOAD, "100 a second")
    answer = client.post(address, {"seen": seen})
    assert answer.status_code == 409
    assert "Somebody changed it a moment ago." in answer.content.decode()
    assert again(draft).status == Status.DRAFT
    assert cells.shown_now(draft, LOAD) == "100 a second"


def test_a_text_that_lost_is_in_the_trail_before_its_question_is_closed(draft, alice, bob):
    late = cells.write(draft, bob, [cells.Change(LOAD, "7 a second", "0" * 12)])
    assert late.conflicts
    versioning.discard(draft, alice, content_digest(draft.document()))
    assert not Conflict.objects.filter(spec=draft, resolved_at=None).exists()
    assert Event.objects.filter(spec=draft, verb=Verb.RESOLVED, old="7 a second").exists()


def test_who_is_still_typing_in_the_deleted_draft_loses_no_word(draft, alice, bob):
    open_page = again(draft)
    versioning.discard(draft, alice, content_digest(draft.document()))
    outcome = cells.write(open_page, bob, [cells.Change(LOAD, "8 a second", "")])
    assert outcome.locked and outcome.conflicts[0].mine == "8 a second"
    assert cells.shown_now(again(draft), LOAD) == "40 a second"


def test_what_was_never_approved_or_is_no_draft_cannot_be_deleted(on, spec, alice, rita):
    address = f"/specs/{spec.guid}/versions/draft/delete/"
    assert "Nothing was approved yet" in on(alice).get(address).content.decode()
    assert on(alice).post(address, {"seen": content_digest(spec.document())}).status_code == 409
    brought_to(spec, Status.APPROVED, alice, rita)
    assert "there is no draft to delete" in on(alice).get(address).content.decode()
    assert on(alice).post(address).status_code == 409
    assert again(spec).status == Status.APPROVED


def test_only_authors_of_the_team_delete_a_draft(on, draft, rita, dora, charlie):
    address = f"/specs/{draft.guid}/versions/draft/delete/"
    for person in (dora, rita, charlie):
        assert on(person).post(address).status_code == 403
        with pytest.raises(PermissionDenied):
            versioning.discard(draft, person, content_digest(draft.document()))
    assert again(draft).status == Status.DRAFT


def test_the_pages_lead_there_only_while_there_is_a_draft_to_delete(on, draft, spec, alice, dora):
    way = f"/specs/{draft.guid}/versions/draft/delete/"
    for page in ("", "versions/"):
        assert way in on(alice).get(f"/specs/{draft.guid}/{page}").content.decode()
        assert way not in on(dora).get(f"/specs/{draft.guid}/{page}").content.decode()
    versioning.discard(draft, alice, content_digest(draft.document()))
    assert way not in on(alice).get(f"/specs/{draft.guid}/").content.decode()


def test_a_version_is_begun_from_an_earlier_one_and_history_stays(on, draft, alice, rita):
    draft.submit(alice, reason="For this test.")
    again(draft).approve(rita)
    client = on(alice)
    history = client.get(f"/specs/{draft.guid}/versions/").content.decode()
    assert "Start a new version from 0.1.0" in history
    assert "Start a new version from 0.2.0" not in history
    page = client.get(f"/specs/{draft.guid}/versions/new/?from=0.1.0").content.decode()
    assert "It begins with what" in page
    answer = client.post(f"/specs/{draft.guid}/versions/", {"bump": "minor", "from": "0.1.0"})
    assert answer.status_code == 303
    spec = again(draft)
    assert (spec.version, spec.status, spec.name) == ("0.3.0", Status.DRAFT, "Checkout API")
    assert cells.shown_now(spec, LOAD) == "40 a second"
    assert spec.approved.version == "0.2.0"
    line = Event.objects.get(spec=spec, verb=Verb.WENT_BACK)
    assert (line.version, line.new) == ("0.3.0", "0.1.0")
    assert alice.pk in Event.editors_of(spec), "whoever took it over had part in the version"


def test_a_version_that_is_not_there_begins_nothing(on, approved, alice, charlie):
    address = f"/specs/{approved.guid}/versions/"
    assert on(alice).post(address, {"bump": "minor", "from": "9.9.9"}).status_code == 404
    assert on(charlie).post(address, {"bump": "minor", "from": "0.1.0"}).status_code == 403
    assert again(approved).version == "0.1.0"
    with pytest.raises(Refused):
        versioning.discard(approved, alice, content_digest(approved.document()))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_version_opened_by_mistake_is_deleted_in_the_browser(
    page, live_server, sign_in, axe, spec, alice, rita
):
    home = f"{live_server.url}/specs/{brought_to(spec, Status.APPROVED, alice, rita).guid}/"
    sign_in(page, alice)
    for asked in ("implementation/", "versions/new/?from=0.1.0"):
        page.goto(f"{home}{asked}")
        axe(page)
    page.get_by_role("radio", name="0.2.0, minor").check()
    page.get_by_role("button", name="Start the new version").click()
    page.get_by_role("link", name="Delete draft").click()
    expect(page.get_by_role("heading", name="Delete draft 0.2.0?")).to_be_visible()
    expect(page.locator("#main")).to_contain_text("Nothing was changed since 0.1.0.")
    axe(page)
    page.get_by_role("button", name="Delete draft").click()
    expect(page.locator("#notes")).to_contain_text(
        "Draft 0.2.0 is deleted. 0.1.0 and its history stay."
    )
    expect(page.get_by_role("link", name="Start a new version")).to_be_visible()
    assert again(spec).status == Status.APPROVED
    again(spec).revise(alice, "minor")
    again(spec).submit(alice, reason="For this test.")
    page.goto(f"{home}withdrawal/")
    axe(page)
