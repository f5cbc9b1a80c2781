"""Marks in the editor: which rows and fields somebody talks about, and the way to what is said."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import expect

from specs import comments, rows
from specs.models import Thread
from tests.test_comment_pages import CONDITION, HTMX, alerts, review  # noqa: F401

MARK = re.compile(r'data-thread="(\d+)" href="([^"]+)">\s*([^<]+)</a>')


def page_of(client, spec, chapter="monitoring"):
    return client.get(f"/specs/{spec.guid}/sections/{chapter}/").content.decode()


def talk(spec, by, place, text="Hm."):
    return comments.start(spec, by, place, text, {})


def test_a_row_of_a_table_says_how_many_threads_are_open_and_leads_to_the_first(
    on, alerts, alice, bob  # noqa: F811
):  # fmt: skip
    for key in ("m1", "m2"):
        rows.add(alerts, alice, "metric", key, cells={"name": key})
    first = talk(alerts, bob, "metric.m1.source")
    talk(alerts, alice, "metric.m1")
    page = page_of(on(alice), alerts)
    assert MARK.findall(page) == [
        (str(first.pk), f"/specs/{alerts.guid}/threads/{first.pk}/", "2 open comments")
    ]
    row = page[page.index('id="r-metric-m1"') : page.index('id="r-metric-m2"')]
    assert MARK.search(row)
    assert on(alice).get(MARK.search(row)[2]).status_code == 200


def test_a_card_and_its_fields_have_marks_of_their_own(on, alerts, alice):  # noqa: F811
    card, cell = talk(alerts, alice, "alert.a2"), talk(alerts, alice, "alert.a2.condition")
    page = page_of(on(alice), alerts)
    found = {mark[1]: mark.start() for mark in MARK.finditer(page)}
    begins, field = page.index('id="r-alert-a2"'), page.index('id="m-alert-a2-condition"')
    assert begins < found[str(card.pk)] < field < found[str(cell.pk)]


def test_a_field_of_a_section_has_its_own_mark_and_is_not_called_wrong(on, alerts, alice):  # noqa: F811
    talk(alerts, alice, "overview.-.overview")
    page = page_of(on(alice), alerts, "overview")
    beside = page[page.index('id="m-overview---overview"') :]
    assert MARK.search(beside)[3] == "1 open comment"
    control = re.search(r'<textarea[^>]*name="overview.-.overview"[^>]*>', page)[0]
    assert 'aria-describedby="m-overview---overview"' in control


def test_what_is_resolved_removed_or_pending_to_others_is_not_marked(
    on, review, alice, rita  # noqa: F811
):  # fmt: skip
    spec = review.spec
    talk(spec, rita, CONDITION)
    assert MARK.findall(page_of(on(alice), spec)) == []
    spec.request_changes(rita, "See the comments.", review)
    assert len(MARK.findall(page_of(on(alice), spec))) == 1
    rows.delete(spec, alice, "alert", "a1")
    assert MARK.findall(page_of(on(alice), spec)) == []
    rows.restore(spec, alice, "alert", "a1")
    comments.settle(spec, alice, Thread.objects.get(), resolved=True)
    assert MARK.findall(page_of(on(alice), spec)) == []


def test_a_save_keeps_the_marks(on, alerts, alice):  # noqa: F811
    thread = talk(alerts, alice, CONDITION)
    where = f"/specs/{alerts.guid}/sections/monitoring/progress/"
    told = on(alice).get(where, **HTMX).content.decode()
    assert f'data-thread="{thread.pk}"' in told
    assert re.search(r'id="marked"[^>]*>[^<]*m-alert-a1-condition', told)


def test_marks_cost_no_query_each_and_a_page_without_threads_no_byte(on, alerts, alice):  # noqa: F811
    client = on(alice)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = page_of(client, alerts)
        return len(queries), page

    asked()
    before, page = asked()
    assert "data-thread" not in page
    for place in (CONDITION, "alert.a2", "alert.a2.name", "alerts"):
        talk(alerts, alice, place)
    after, page = asked()
    assert after == before
    assert len(MARK.findall(page)) == 3  # that on the section is counted on the tab alone


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_mark_leads_to_its_thread_in_the_comments_tab(seat, alerts, alice, bob, axe):  # noqa: F811
    for place in (CONDITION, "alert.a2"):
        thread = talk(alerts, bob, place, f"About {place}.")
    page = seat(alice, f"/specs/{alerts.guid}/sections/monitoring/")
    axe(page)
    marks = page.get_by_role("link", name="1 open comment")
    expect(marks).to_have_count(2)
    for _ in range(2):
        marks.last.click()
        shown = page.locator(f"#comments #thread-{thread.pk}")
        expect(shown).to_contain_text("About alert.a2.")
        expect(shown.locator(".where")).to_be_focused()
        expect(page.get_by_role("tab", name="Comments")).to_have_attribute("aria-selected", "true")
        page.get_by_role("tab", name="Checks").click()
    assert page.url.endswith("/sections/monitoring/")
