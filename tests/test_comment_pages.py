"""Comments as pages and fragments: who may, what comes back, and how little they ask the database."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from specs import cells, comments, rows
from specs.documents import cell_digest
from specs.models import Comment, Spec, Thread

CONDITION = "alert.a1.condition"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def alerts(spec, alice):
    """Two alerts in Alice's draft."""
    for key, name in (("a1", "Backlog"), ("a2", "Errors")):
        rows.add(spec, alice, "alert", key, cells={"name": name, "condition": "> 10"})
    return spec


@pytest.fixture
def review(alerts, alice, rita):
    """The second version in its round: one alert changed."""
    alerts.submit(alice, reason="It is complete for this test.")
    alerts.approve(rita)
    alerts.revise(alice, "minor")
    cells.write(alerts, alice, [cells.Change(CONDITION, "> 20", cell_digest("> 10"))])
    return Spec.objects.get(pk=alerts.pk).submit(alice, reason="Look at the backlog.")


def at(spec, rest=""):
    return f"/specs/{spec.guid}/comments/{rest}"


def new(client, spec, place=CONDITION, text="Hm.", **more):
    return client.post(at(spec), {"at": place, "text": text} | more)


def suggested(client, spec, to="> 15"):
    new(client, spec, **{f"wish.{CONDITION}": to})
    return Comment.objects.latest("pk")


# ---------------------------------------------------------------- who may


def test_whoever_may_read_the_draft_may_comment(on, alerts, alice, bob, dora, ada):
    for user in (alice, bob, dora, ada):
        assert new(on(user), alerts).status_code == 303


def test_for_strangers_there_are_no_comments(on, alerts, charlie, rita):
    for stranger in (charlie, rita):  # not in review yet: no reviewer's either
        assert new(on(stranger), alerts).status_code == 404
        for page in ("", f"new/?at={CONDITION}"):
            assert on(stranger).get(at(alerts, page)).status_code == 404


def test_another_persons_pending_comment_is_not_there(on, review, alice, rita):
    new(on(rita), review.spec)
    comment = Comment.objects.get()
    page = on(alice).get(at(review.spec, "?show=all")).content.decode()
    assert "Hm." not in page
    for deed in ("edit", "remove", "apply"):
        where = at(review.spec, f"{comment.pk}/{deed}/")
        assert on(alice).post(where).status_code == 404
    answer = f"/specs/{review.spec.guid}/threads/{comment.thread_id}/reply/"
    assert on(alice).post(answer, {"text": "?"}).status_code == 404


def test_applying_is_for_those_who_may_write(on, alerts, alice, dora):
    comment = suggested(on(alice), alerts)
    where = at(alerts, f"{comment.pk}/apply/")
    assert on(dora).post(where).status_code == 403
    assert "Apply suggestion" not in on(dora).get(at(alerts)).content.decode()
    assert on(alice).post(where).status_code == 303
    assert cells.shown_now(alerts, CONDITION) == "> 15"


def test_what_somebody_else_sent_stays_as_it_is(on, alerts, alice, bob, ada):
    new(on(alice), alerts)
    for deed in ("edit", "remove"):
        where = at(alerts, f"{Comment.objects.get().pk}/{deed}/")
        for other in (bob, ada):
            assert on(other).post(where, {"text": "Other"}).status_code == 403
    assert Comment.objects.get().text == "Hm."


# ---------------------------------------------------------------- what comes back


def test_an_empty_comment_comes_back_with_what_else_was_typed(on, alerts, alice):
    answer = new(on(alice), alerts, "alert.a1", " ", **{f"wish.{CONDITION}": "> 10"})
    assert answer.status_code == 422
    assert "Write the comment first." in answer.content.decode()
    two = {f"wish.{CONDITION}": "> 1", "wish.alert.a1.name": "Other"}
    page = new(on(alice), alerts, "alert.a1", "Both.", **two)
    assert page.status_code == 422
    for kept in ("Both.", "&gt; 1", "Other", "A suggestion changes one value."):
        assert kept in page.content.decode()
    assert not Thread.objects.exists()


def test_a_place_that_is_none_is_not_found(on, alerts, alice):
    for wrong in ("alert.zz.condition", "alert.a1.nothing", "nothing", "", "alert.a1'.name"):
        assert new(on(alice), alerts, wrong).status_code == 404
        assert on(alice).get(at(alerts, "new/"), {"at": wrong}).status_code == 404


def test_a_way_back_stays_in_the_portal(on, alerts, alice):
    back = f"/specs/{alerts.guid}/sections/monitoring/"
    assert new(on(alice), alerts, back=back).url.startswith(back)
    for outside in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert new(on(alice), alerts, back=outside).url.startswith(at(alerts))


def test_the_text_of_a_comment_is_never_markup(on, alerts, alice, bob):
    new(on(alice), alerts, text="<b>`> 1 & <i>`</b> @bob @nobody")
    page = on(bob).get(at(alerts)).content.decode()
    assert "&lt;b&gt;<code>&gt; 1 &amp; &lt;i&gt;</code>&lt;/b&gt;" in page
    assert "by=bob" in page
    assert "by=nobody" not in page


def test_a_fragment_sets_the_control_that_was_applied_to(on, alerts, alice):
    comment = suggested(on(alice), alerts)
    answer = on(alice).post(at(alerts, f"{comment.pk}/apply/"), **HTMX)
    news = json.loads(answer["HX-Trigger"])["ops:setvalue"]
    assert news == {CONDITION: {"value": "> 15", "digest": cell_digest("> 15")}}
    assert "Applied" in answer.content.decode()


def test_a_suggestion_that_no_longer_applies_shows_both_values(on, alerts, alice, bob):
    comment = suggested(on(bob), alerts)
    cells.write(alerts, alice, [cells.Change(CONDITION, "> 99", cell_digest("> 10"))])
    answer = on(alice).post(at(alerts, f"{comment.pk}/apply/"), **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The text was changed since this was suggested." in page
    assert "&gt; 99" in page
    assert "&gt; 15" in page
    assert "On an earlier version" in page


def test_nothing_is_applied_in_review(on, review, alice):
    comment = suggested(on(alice), review.spec)
    answer = on(alice).post(at(review.spec, f"{comment.pk}/apply/"), **HTMX)
    assert answer.status_code == 423


def test_a_deleted_row_keeps_its_threads_under_removed_rows(on, alerts, alice):
    new(on(alice), alerts)
    rows.delete(alerts, alice, "alert", "a1")
    page = on(alice).get(at(alerts)).content.decode()
    assert page.index("On removed rows") < page.index("Alerts, Backlog, Condition")
    rows.restore(alerts, alice, "alert", "a1")
    assert "On removed rows" not in on(alice).get(at(alerts)).content.decode()


def test_threads_are_listed_by_what_is_asked_for(on, alerts, alice, bob):
    new(on(alice), alerts, text="First")
    new(on(bob), alerts, text="Second")
    first = Thread.objects.earliest("pk")
    where = f"/specs/{alerts.guid}/threads/{first.pk}/resolve/"
    assert on(bob).post(where, {"resolve": "1"}).status_code == 303
    asked = {"": "Second", "?show=resolved": "First", "?show=mine": "Second", "?by=alice": ""}
    for query, only in asked.items():
        page = on(bob).get(at(alerts, query)).content.decode()
        assert [word for word in ("First", "Second") if f">{word}<" in page] == (
            [only] if only else []
        )


def test_home_lists_comments_that_wait_for_an_answer_of_mine(on, alerts, alice, bob, charlie):
    new(on(bob), alerts, text="Is this right?")
    asked = "Comment: Alerts, Backlog, Condition"
    assert asked in on(alice).get("/").content.decode()
    assert asked not in on(bob).get("/").content.decode()
    assert asked not in on(charlie).get("/").content.decode()
    thread = Thread.objects.get()
    on(alice).post(f"/specs/{alerts.guid}/threads/{thread.pk}/reply/", {"text": "Yes."})
    assert asked not in on(alice).get("/").content.decode()
    assert asked in on(bob).get("/").content.decode()


# ---------------------------------------------------------------- the review and the editor


def test_every_change_of_a_review_has_a_button_and_its_threads_in_place(on, review, rita, alice):
    where = f"/specs/{review.spec.guid}/reviews/{review.number}/"
    new(on(rita), review.spec, text="Too late.")
    new(on(rita), review.spec, "alert.a2", "Unchanged, but wrong.")
    page = on(rita).get(where).content.decode()
    assert 'aria-label="Comment on Backlog"' in page
    row = page.index('id="new-alert-a1"')
    assert page.index("Too late.") < row
    assert page.index("Unchanged, but wrong.") > page.index("Other comments")
    assert "2 pending comments" in page
    assert "Too late." not in on(alice).get(where).content.decode()


def test_a_decision_without_a_word_sends_the_pending_comments(on, review, rita, alice):
    where = f"/specs/{review.spec.guid}/reviews/{review.number}/"
    told = {"verdict": "comment", "summary": "", "revision": review.revision_id}
    assert on(rita).post(f"{where}decision/", told).status_code == 422
    new(on(rita), review.spec, text="Too late.")
    assert on(rita).post(f"{where}decision/", told).status_code == 303
    assert "Too late." in on(alice).get(where).content.decode()


def test_a_decision_on_an_outdated_revision_answers_409_and_keeps_what_is_pending(
    on, review, rita, alice
):
    new(on(rita), review.spec, text="Too late.")
    Spec.objects.get(pk=review.spec.pk).withdraw(alice)
    Spec.objects.get(pk=review.spec.pk).submit(alice, reason="Once more.")
    where = f"/specs/{review.spec.guid}/reviews/{review.number}/"
    told = {"verdict": "comment", "summary": "", "revision": review.revision_id}
    answer = on(rita).post(f"{where}decision/", told)
    assert answer.status_code == 409
    assert "Your pending comments are kept." in answer.content.decode()
    assert Comment.pending_of(rita, review.spec).count() == 1


def test_threads_cost_no_query_each(on, review, rita, alice):
    """Count, double, count again: on the review, in the panel and on the page of all."""
    guid = review.spec.guid
    pages = (
        f"/specs/{guid}/reviews/{review.number}/", at(review.spec, "?show=all"),
        f"/specs/{guid}/panel/comments/?chapter=monitoring",
    )  # fmt: skip

    def asked(path):
        with CaptureQueriesContext(connection) as queries:
            answer = on(rita).get(path, **({"HTTP_HX_REQUEST": "true"} if "panel" in path else {}))
        assert len(re.findall('id="thread-', answer.content.decode())) == Thread.objects.count()
        return len(queries)

    def talk(times):
        for _ in range(times):
            for place in (CONDITION, "alert.a2", "alerts"):
                thread = comments.start(review.spec, alice, place, "Hm, @rita.", {})
                comments.reply(review.spec, rita, thread, "Well.", {})

    talk(1)
    asked(pages[0])  # what is kept from the first request on is asked for once
    before = [asked(path) for path in pages]
    talk(3)
    assert [asked(path) for path in pages] == before


def test_typing_after_the_draft_was_sent_is_kept_as_a_suggestion(on, review, bob):
    told = {CONDITION: "> 30", "seen": json.dumps({CONDITION: cell_digest("> 20")})}
    answer = on(bob).post(f"/specs/{review.spec.guid}/cells/", told, **HTMX)
    assert answer.status_code == 423
    page = answer.content.decode()
    assert "This draft was sent for review at" in page
    assert "by Alice" in page
    assert f"#thread-{Thread.objects.get().pk}" in page
    kept = Comment.objects.get()
    assert (kept.suggestion, kept.against, kept.pending) == ("> 30", "> 20", False)


def test_the_tab_counts_the_open_threads_of_its_chapter(on, alerts, alice):
    new(on(alice), alerts)
    new(on(alice), alerts, "overview", "Elsewhere.")
    page = on(alice).get(f"/specs/{alerts.guid}/sections/monitoring/").content.decode()
    assert '<span class="count" id="comments-count">1</span>' in page


def test_a_first_version_has_buttons_at_its_headings(on, alerts, alice, rita):
    first = alerts.submit(alice, reason="It is complete for this test.")
    new(on(rita), first.spec, "alerts", "Is this all?")
    new(on(rita), first.spec, text="Too late.")
    page = on(rita).get(f"/specs/{alerts.guid}/reviews/1/").content.decode()
    heading, row = (page.index(f'id="{one}"') for one in ("alerts", "alert-1-backlog"))
    assert heading < page.index("Is this all?") < row < page.index("Too late.")
    assert 'aria-label="Comment on Alerts"' in page
    assert 'aria-label="Comment on Alert 2: Errors"' in page
    assert "Other comments" not in page
