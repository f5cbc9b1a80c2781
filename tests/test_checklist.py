"""The reviewer's checklist: kept by admins, ticked one by one, shown to the author, kept with the round."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from specs.models import ChecklistItem, Event, Spec, Ticked, Verb


@pytest.fixture
def rehearsed(db):
    return ChecklistItem.objects.create(text="The rollback was rehearsed", position=1)


@pytest.fixture
def review(spec, alice):
    return spec.submit(alice)


def page_of(review):
    return f"/specs/{review.spec.guid}/reviews/{review.number}/"


def tick(client, review, item, evidence="", done="1", **headers):
    given = {"evidence": evidence} | ({"done": done} if done else {})
    return client.post(f"{page_of(review)}checklist/{item.pk}/", given, headers=headers)


def test_a_tick_saves_itself_with_its_evidence(on, rita, review, rehearsed):
    link = "https://wiki.shop.example/rehearsal"
    answer = tick(on(rita), review, rehearsed, link, **{"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200 and page.strip().startswith('<li id="item-')
    assert "checked" in page and link in page and "Rita" in page
    found = Ticked.objects.get()
    assert (found.done, found.evidence, found.by) == (True, link, rita)
    assert Event.objects.filter(spec=review.spec, verb=Verb.CHECKED, actor=rita).exists()


def test_a_tick_can_be_taken_back_and_keeps_its_evidence(on, rita, review, rehearsed):
    tick(on(rita), review, rehearsed, "On 4 March")
    tick(on(rita), review, rehearsed, "On 4 March", done="")
    found = Ticked.objects.get()
    assert (found.done, found.evidence) == (False, "On 4 March")


def test_without_javascript_a_tick_leads_back_to_its_item(on, rita, review, rehearsed):
    answer = tick(on(rita), review, rehearsed)
    assert (answer.status_code, answer.url) == (303, f"{page_of(review)}#item-{rehearsed.pk}")


def test_the_author_sees_the_ticks_and_cannot_tick(on, alice, rita, review, rehearsed):
    tick(on(rita), review, rehearsed, "On 4 March")
    page = on(alice).get(page_of(review)).content.decode()
    assert "The rollback was rehearsed" in page and "Evidence: On 4 March" in page
    assert 'name="done"' not in page
    assert tick(on(alice), review, rehearsed).status_code == 403


def test_whoever_edited_the_version_does_not_tick_for_it(on, alice, review, rehearsed):
    alice.is_reviewer = True
    alice.save()
    assert tick(on(alice), review, rehearsed).status_code == 403
    assert not Ticked.objects.exists()


def test_an_item_for_some_tiers_is_asked_there_only(on, rita, review, rehearsed):
    ChecklistItem.objects.create(text="On-call covers the launch", tiers=["1", "2"], position=2)
    for tier, asked in (("1", True), ("3", False), ("", True)):
        Spec.objects.filter(pk=review.spec_id).update(tier=tier)
        page = on(rita).get(page_of(review)).content.decode()
        assert ("On-call covers the launch" in page) == asked
        assert "The rollback was rehearsed" in page


def test_a_closed_round_keeps_its_checklist_as_it_was(on, ada, rita, review, rehearsed):
    tick(on(rita), review, rehearsed, "On 4 March")
    other = ChecklistItem.objects.create(text="Never looked at", position=2)
    review.spec.request_changes(rita, "Not yet.", review)
    rehearsed.keep(ada, "Other words", [])
    rehearsed.retire(ada)
    page = on(rita).get(page_of(review)).content.decode()
    assert "The rollback was rehearsed" in page and "Evidence: On 4 March" in page
    assert "Other words" not in page and "Never looked at" not in page
    assert tick(on(rita), review, other).status_code == 409


def test_evidence_that_is_too_long_is_said_so(on, rita, review, rehearsed):
    answer = tick(on(rita), review, rehearsed, "x" * 1001, **{"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Keep it under 1,000 characters" in answer.content.decode()


def test_an_address_of_an_odd_kind_is_no_link(on, rita, alice, review, rehearsed):
    tick(on(rita), review, rehearsed, "javascript:alert(1)")
    assert 'href="javascript' not in on(alice).get(page_of(review)).content.decode()


def test_an_admin_keeps_the_checklist_and_the_trail_tells(on, ada):
    client = on(ada)
    assert "Nothing is asked." in client.get("/settings/checklist/").content.decode()
    client.post("/settings/checklist/", {"text": "Rehearsed", "tiers": ["1"]})
    item = ChecklistItem.objects.get()
    client.post(f"/settings/checklist/{item.pk}/", {"text": "Rehearsed lately"})
    client.post(f"/settings/checklist/{item.pk}/", {"act": "retire"})
    told = Event.objects.filter(verb=Verb.CHECKLIST, actor=ada).order_by("pk")
    assert [(event.old, event.new) for event in told] == [
        ("", "Rehearsed (tier 1)"),
        ("Rehearsed (tier 1)", "Rehearsed lately"),
        ("Rehearsed lately", ""),
    ]
    assert "Nothing is asked." in client.get("/settings/checklist/").content.decode()


def test_an_item_without_words_comes_back(on, ada, rehearsed):
    for path in ("", f"{rehearsed.pk}/"):
        answer = on(ada).post(f"/settings/checklist/{path}", {"text": " "})
        assert answer.status_code == 422
        assert "Say what a reviewer looks at." in answer.content.decode()


@pytest.mark.parametrize("who", ["alice", "rita", "charlie"])
def test_only_admins_of_the_portal_keep_the_checklist(on, request, who, rehearsed):
    client = on(request.getfixturevalue(who))
    assert client.get("/settings/checklist/").status_code == 403
    assert client.post("/settings/checklist/", {"text": "Mine"}).status_code == 403
    path = f"/settings/checklist/{rehearsed.pk}/"
    assert client.post(path, {"act": "retire"}).status_code == 403
    assert not ChecklistItem.objects.get().retired


def test_the_checklist_asks_no_more_for_more_items(on, ada, rita, review, rehearsed):
    def asked(user, path):
        on(user).get(path)
        with CaptureQueriesContext(connection) as queries:
            on(user).get(path)
        return len(queries)

    places = ((rita, page_of(review)), (ada, "/settings/checklist/"))
    few = [asked(*place) for place in places]
    for n in range(6):
        ChecklistItem.objects.create(text=f"Item {n}", position=n + 2)
    assert [asked(*place) for place in places] == few
