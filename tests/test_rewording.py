"""Changing and deleting what one said: until a decision rests on it, and never without a trace."""

import pytest

from specs import comments, rewording, rows, suggestions
from specs.comments import Unsaid
from specs.models import Comment, Event, Spec, Thread, Verb
from tests.test_comment_pages import CONDITION, HTMX, alerts, at, new, review  # noqa: F401


@pytest.fixture
def said(alerts, bob):  # noqa: F811
    """What Bob said at once, in Alice's draft."""
    return comments.start(alerts, bob, CONDITION, "Too long.", {}).comments.get()


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def lines(spec, verb):
    found = Event.objects.filter(spec=spec, verb=verb)
    return [(one.actor.username, one.place, one.old, one.new) for one in found]


def edit(client, comment, text, **more):
    return client.post(at(comment.thread.spec, f"{comment.pk}/edit/"), {"text": text}, **more)


def delete(client, comment, **more):
    return client.post(at(comment.thread.spec, f"{comment.pk}/remove/"), **more)


# ---------------------------------------------------------------- other words


def test_a_changed_comment_says_so_and_the_earlier_text_stays_in_the_trail(on, said, alice, bob):
    assert edit(on(bob), said, "5 minutes is enough.").status_code == 303
    page = on(alice).get(at(said.thread.spec)).content.decode()
    assert "5 minutes is enough." in page
    assert "Too long." not in page
    assert ", edited <time" in page
    assert lines(said.thread.spec, Verb.REWORDED) == [
        ("bob", CONDITION, "Too long.", "5 minutes is enough.")
    ]


def test_the_form_holds_the_text_and_works_in_place_and_as_a_page(on, said, bob):
    where = at(said.thread.spec, f"{said.pk}/edit/")
    for more in ({}, HTMX):
        page = on(bob).get(where, **more).content.decode()
        assert "Too long.</textarea>" in page
        assert "The earlier text stays in the trail." in page
        assert "Suggest a change" not in page
    answer = edit(on(bob), said, "Shorter.", **HTMX)
    assert answer.status_code == 200
    assert "Shorter." in answer.content.decode()


def test_the_same_words_again_are_no_change(on, said, bob):
    assert edit(on(bob), said, "Too long.").status_code == 303
    assert fresh(said).edited_at is None
    assert lines(said.thread.spec, Verb.REWORDED) == []


def test_an_empty_comment_is_refused_and_the_text_stays(on, said, bob):
    answer = edit(on(bob), said, "  ")
    assert answer.status_code == 422
    assert "Write the comment first." in answer.content.decode()
    assert fresh(said).text == "Too long."


def test_only_who_is_named_newly_hears_of_a_change(on, alerts, alice, bob, ada):  # noqa: F811
    said = comments.start(alerts, bob, CONDITION, "@alice, too long.", {}).comments.get()
    edit(on(bob), said, "@alice @ada, too long.")
    kinds = [list(one.notifications.values_list("kind", flat=True)) for one in (alice, ada)]
    assert kinds == [["mentioned"], ["mentioned"]]
    assert fresh(said).mentions == ["ada", "alice"]


def test_the_suggestion_stays_when_its_comment_is_reworded(alerts, bob):  # noqa: F811
    thread = comments.start(alerts, bob, CONDITION, "Shorter.", {CONDITION: "> 5"})
    rewording.reword(thread.comments.get(), bob, "")
    assert (fresh(thread).comments.get().suggestion, thread.comments.get().text) == ("> 5", "")


def test_a_comment_on_a_row_that_is_gone_can_be_reworded(on, said, alice, bob):
    rows.delete(said.thread.spec, alice, "alert", "a1")
    assert on(bob).get(at(said.thread.spec, f"{said.pk}/edit/")).status_code == 200
    assert edit(on(bob), said, "Gone, good.").status_code == 303


# ---------------------------------------------------------------- deleting


def test_a_deleted_comment_leaves_that_it_was_deleted(on, said, alice, bob):
    comments.reply(said.thread.spec, alice, said.thread, "Why?", {})
    assert delete(on(bob), said, follow=True).status_code == 200
    page = on(alice).get(at(said.thread.spec)).content.decode()
    assert "Deleted by its author" in page
    assert "Too long." not in page
    assert "Why?" in page
    assert lines(said.thread.spec, Verb.UNSAID) == [("bob", CONDITION, "Too long.", "")]


def test_a_deleted_suggestion_can_no_longer_be_followed(on, alerts, alice, bob):  # noqa: F811
    said = comments.start(alerts, bob, CONDITION, "", {CONDITION: "> 5"}).comments.get()
    assert delete(on(bob), said).status_code == 303
    assert on(alice).post(at(alerts, f"{said.pk}/apply/")).status_code == 410
    assert lines(alerts, Verb.UNSAID) == [("bob", CONDITION, "> 5", "")]
    assert "Apply suggestion" not in on(alice).get(at(alerts)).content.decode()


def test_deleting_asks_first_and_answers_in_place(on, said, bob):
    page = on(bob).get(at(said.thread.spec)).content.decode()
    assert "What it said stays in the trail." in page
    answer = delete(on(bob), said, **HTMX)
    assert answer.status_code == 200
    assert "Deleted by its author" in answer.content.decode()


def test_home_waits_no_longer_for_an_answer_to_what_was_deleted(on, said, alice, bob):
    assert "Comment: Alerts, Backlog" in on(alice).get("/").content.decode()
    rewording.unsay(said, bob)
    assert "Comment: Alerts, Backlog" not in on(alice).get("/").content.decode()


def test_only_its_author_is_offered_to_change_it(on, said, alice, bob):
    mine, theirs = (on(one).get(at(said.thread.spec)).content.decode() for one in (bob, alice))
    assert f"comments/{said.pk}/edit/" in mine
    assert f"comments/{said.pk}/edit/" not in theirs
    assert f"comments/{said.pk}/remove/" not in theirs


# ---------------------------------------------------------------- the record


def decided(spec, rita, verdict):
    spec = Spec.objects.get(pk=spec.pk)
    spec.approve(rita) if verdict == "approve" else spec.request_changes(rita, "Not yet.")


@pytest.mark.parametrize("verdict", ["approve", "request changes"])
def test_what_was_said_before_a_decision_stays_as_it_is(
    on, review, alice, rita, verdict  # noqa: F811
):  # fmt: skip
    asked = comments.start(review.spec, alice, CONDITION, "Is this right?", {}).comments.get()
    cited = comments.start(review.spec, rita, "alert.a2", "This is not.", {}).comments.get()
    assert edit(on(alice), asked, "Is this really right?").status_code == 303
    decided(review.spec, rita, verdict)
    for user, comment in ((alice, asked), (rita, cited)):
        before = fresh(comment).text
        for deed in (edit(on(user), comment, "Other"), delete(on(user), comment)):
            assert deed.status_code == 409
            assert "A decision was made after this was said" in deed.content.decode()
        assert fresh(comment).text == before
        page = on(user).get(at(review.spec, "?show=all")).content.decode()
        assert f"comments/{comment.pk}/edit/" not in page
    later = comments.reply(fresh(review.spec), alice, asked.thread, "And now?", {})
    assert edit(on(alice), later, "And today?").status_code == 303


def test_a_withdrawn_round_decides_nothing(on, review, alice):  # noqa: F811
    said = comments.start(review.spec, alice, CONDITION, "Is this right?", {}).comments.get()
    fresh(review.spec).withdraw(alice)
    assert edit(on(alice), said, "Is that right?").status_code == 303


def test_a_comment_without_a_decision_can_be_changed_while_the_round_is_open(
    on, review, rita  # noqa: F811
):  # fmt: skip
    said = comments.start(review.spec, rita, CONDITION, "Too late.", {}).comments.get()
    review.spec.comment(rita, "", review)
    assert edit(on(rita), said, "Too late at night.").status_code == 303
    assert fresh(said).edited_at


def test_a_suggestion_that_was_followed_stays_as_it_is(on, alerts, alice, bob):  # noqa: F811
    said = comments.start(alerts, bob, CONDITION, "Shorter.", {CONDITION: "> 5"}).comments.get()
    suggestions.apply(alerts, alice, said)
    assert delete(on(bob), said).status_code == 409
    assert fresh(said).suggestion == "> 5"


def test_what_was_decided_on_meanwhile_is_not_changed_behind_the_decision(said, alice, bob, rita):
    """Both loaded the comment before the decision."""
    spec = said.thread.spec
    spec.submit(alice, reason="for the test")
    spec.approve(rita)
    for act in (lambda: rewording.reword(said, bob, "Other"), lambda: rewording.unsay(said, bob)):
        with pytest.raises(Unsaid):
            act()
    assert fresh(said).text == "Too long."


def test_two_tabs_change_it_once(said, bob):
    other = Comment.objects.select_related("thread__spec").get(pk=said.pk)
    rewording.reword(said, bob, "First")
    with pytest.raises(Unsaid, match="changed or deleted meanwhile"):
        rewording.reword(other, bob, "Second")
    assert fresh(said).text == "First"


# ---------------------------------------------------------------- addresses


def test_a_thread_has_an_address_that_mails_lead_to_also_once_it_is_resolved(
    on, said, alice
):  # fmt: skip
    comments.settle(said.thread.spec, alice, said.thread, resolved=True)
    told = alice.notifications.get(kind="commented")
    assert told.path == f"/specs/{said.thread.spec.guid}/threads/{said.thread_id}/"
    page = on(alice).get(told.path)
    assert page.status_code == 200
    assert "Too long." in page.content.decode()
    assert "Error:" not in page.content.decode()


def test_a_deleted_comment_answers_410_with_where_it_was_and_where_to_go(on, said, alice, bob):
    spec = said.thread.spec
    rewording.unsay(said, bob)
    for deed in ("edit", "remove", "apply"):
        answer = on(bob).post(at(spec, f"{said.pk}/{deed}/"))
        assert answer.status_code == 410
        page = answer.content.decode()
        for words in ("Bob deleted this comment.", "Alerts, Backlog, Condition", spec.name):
            assert words in page
        assert f"/specs/{spec.guid}/threads/{said.thread_id}/" in page


def test_a_thread_that_vanished_is_known_from_the_trail_to_those_who_may_know(
    on, said, alice, charlie
):  # fmt: skip
    spec = said.thread.spec
    where = f"/specs/{spec.guid}/threads/{said.thread_id}/"
    Thread.objects.all().delete()
    answer = on(alice).get(where)
    assert answer.status_code == 410
    assert "This thread is gone." in answer.content.decode()
    assert "Alerts / " in answer.content.decode()
    assert f"/specs/{spec.guid}/audit/?place={CONDITION}" in answer.content.decode()
    assert on(alice).get(at(spec, f"{said.pk}/edit/")).status_code == 410
    assert on(charlie).get(where).status_code == 404
    assert on(alice).get(f"/specs/{spec.guid}/threads/999999/").status_code == 404


def test_a_comment_on_a_deleted_row_answers_410(on, alerts, alice, charlie):  # noqa: F811
    rows.delete(alerts, alice, "alert", "a1")
    answer = on(alice).get(at(alerts, f"new/?at={CONDITION}"))
    assert answer.status_code == 410
    assert "This row was deleted." in answer.content.decode()
    assert "Backlog" in answer.content.decode()
    assert new(on(alice), alerts).status_code == 410
    assert on(charlie).get(at(alerts, f"new/?at={CONDITION}")).status_code == 404


def test_anothers_pending_comment_that_was_taken_back_never_was(on, review, alice, rita):  # noqa: F811
    said = comments.start(review.spec, rita, CONDITION, "Hm.", {}).comments.get()
    pk, thread = said.pk, said.thread_id
    comments.remove(said)
    assert on(alice).get(f"/specs/{review.spec.guid}/threads/{thread}/").status_code == 404
    assert on(alice).get(at(review.spec, f"{pk}/edit/")).status_code == 404
