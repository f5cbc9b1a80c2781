"""Calling somebody by name in a comment: whom one can call, and being told when nobody hears it."""

import pytest
from django.contrib.messages import get_messages
from playwright.sync_api import expect

from specs import comments
from specs.models import Comment
from tests.test_comment_pages import CONDITION, HTMX, alerts, at, new, review  # noqa: F401

# ---------------------------------------------------------------- whom


def named(client, spec, **more):
    page = client.get(at(spec, "people/"), **more)
    assert page.status_code == 200
    text = page.content.decode()
    return [
        name for name in ("ada", "alice", "bob", "charlie", "dora", "rita") if f"@{name}" in text
    ]


def test_the_list_names_those_who_can_read_the_draft_and_nobody_else(
    on, alerts, alice, bob, dora, ada, rita, charlie  # noqa: F811
):  # fmt: skip
    for more in ({}, HTMX):
        assert named(on(alice), alerts, **more) == ["ada", "bob", "dora"]
    alerts.submit(alice, reason="for the test")
    assert named(on(alice), alerts) == ["ada", "bob", "dora", "rita"]
    assert on(charlie).get(at(alerts, "people/")).status_code == 404


def test_the_list_is_the_people_whom_a_mention_reaches(
    on, alerts, alice, bob, dora, ada, rita, charlie  # noqa: F811
):  # fmt: skip
    everybody = "@ada @alice @bob @charlie @dora @rita"
    said = comments.start(alerts, alice, CONDITION, everybody, {}).comments.get()
    assert said.mentions == sorted([*named(on(alice), alerts), "alice"])


def test_a_form_and_each_answer_lead_to_the_list(on, alerts, alice):  # noqa: F811
    way = f'href="/specs/{alerts.guid}/comments/people/"'
    assert way in on(alice).get(at(alerts, f"new/?at={CONDITION}")).content.decode()
    new(on(alice), alerts)
    assert way in on(alice).get(at(alerts)).content.decode()


# ---------------------------------------------------------------- in vain


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@nobody, look.", "@nobody hears nothing: nobody of that name can read this draft."),
        ("@bob @charlie @Bob, look.", "@Bob, @charlie hear nothing"),
        ("@bob, look at `@Override` and a@shop.example.", ""),
    ],
)
def test_a_name_that_calls_nobody_is_told(on, alerts, alice, bob, charlie, text, told):  # noqa: F811
    answer = new(on(alice), alerts, text=text)
    said = " ".join(str(one) for one in get_messages(answer.wsgi_request))
    page = on(alice).post(
        at(alerts), {"at": CONDITION, "text": text}, **HTMX
    ).content.decode()  # fmt: skip
    for found in (said, page):
        assert (told in found) if told else ("hear" not in found)


def test_an_answer_and_a_change_tell_it_too(on, alerts, alice, bob):  # noqa: F811
    new(on(alice), alerts)
    comment = Comment.objects.get()
    answer = f"/specs/{alerts.guid}/threads/{comment.thread_id}/reply/"
    told = "@tim hears nothing"
    assert told in on(bob).post(answer, {"text": "Ask @tim."}, **HTMX).content.decode()
    where = at(alerts, f"{comment.pk}/edit/")
    assert told in on(alice).post(where, {"text": "Or @tim?"}, **HTMX).content.decode()
    assert told not in on(alice).get(at(alerts)).content.decode()


# ---------------------------------------------------------------- typing


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_typing_an_at_offers_names_and_a_chosen_one_is_written(
    seat, alerts, alice, bob, ada, dora, axe  # noqa: F811
):  # fmt: skip
    page = seat(alice, at(alerts, f"new/?at={CONDITION}"))
    text = page.get_by_role("textbox", name="Comment on Alerts, Backlog")
    text.press_sequentially("Look, @b")
    offered = page.locator(".names li:visible")
    expect(offered).to_have_text(["@bob Bob"])
    axe(page)
    offered.get_by_role("button").press("Enter")
    expect(text).to_have_value("Look, @bob ")
    expect(text).to_be_focused()
    expect(offered).to_have_count(3)
    page.keyboard.type("and @ad")
    expect(offered).to_have_text(["@ada Ada"])
