"""Undo says again what was removed or deleted: the same words, the same suggestion, at the same place."""

import html
import re

import pytest

from specs.models import Comment, Thread
from tests.test_comment_pages import CONDITION, HTMX, alerts, at, new, review  # noqa: F401


def undone(client, page):
    """Press the Undo of a page."""
    form = re.search(
        r'<form method="post" action="([^"]+)"[^>]*>((?:(?!</form>).)*)<button class="btn sm">Undo</button>',
        page[page.index("Comment ") :] if "Comment " in page else page,
        re.S,
    )
    fields = re.findall(r'<input type="hidden" name="((?!csrf)[^"]+)" value="([^"]*)"', form[2])
    return client.post(form[1], {name: html.unescape(text) for name, text in fields})


@pytest.mark.parametrize("more", [HTMX, {}], ids=["in place", "as a page"])
def test_a_removed_comment_comes_back_as_it_was(on, review, rita, more):  # noqa: F811
    client = on(rita)
    new(client, review.spec, text='Why "20"?\nSay.', **{f"wish.{CONDITION}": "> 15"})
    comment = Comment.objects.get()
    answer = client.post(at(review.spec, f"{comment.pk}/remove/"), follow=not more, **more)
    assert not Thread.objects.exists()
    assert undone(client, answer.content.decode()).status_code == 303
    again = Comment.objects.get()
    assert (again.text, again.suggestion, again.against) == ('Why "20"?\nSay.', "> 15", "> 20")
    assert again.pending and again.thread.place == CONDITION


@pytest.mark.parametrize("more", [HTMX, {}], ids=["in place", "as a page"])
def test_a_deleted_comment_is_said_again_in_its_thread(on, alerts, bob, more):  # noqa: F811
    client = on(bob)
    new(client, alerts, text="Too long.")
    first = Comment.objects.get()
    answer = client.post(at(alerts, f"{first.pk}/remove/"), follow=not more, **more)
    assert undone(client, answer.content.decode()).status_code == 303
    assert [one.text for one in first.thread.comments.order_by("pk")] == ["", "Too long."]


def test_a_removed_answer_comes_back_in_its_thread(on, review, rita, alice):  # noqa: F811
    new(on(alice), review.spec, text="Look here.")
    thread = Thread.objects.get()
    on(rita).post(f"/specs/{review.spec.guid}/threads/{thread.pk}/reply/", {"text": "I do."})
    client, answer = on(rita), thread.comments.latest("pk")
    page = client.post(at(review.spec, f"{answer.pk}/remove/"), **HTMX).content.decode()
    assert thread.comments.count() == 1
    undone(client, page)
    assert thread.comments.latest("pk").text == "I do." and Thread.objects.count() == 1
