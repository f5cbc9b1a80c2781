"""Meanwhile: what others write in a section appears in the pages that have it open, and never over one's own text."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from specs import cells, rows
from specs.documents import cell_digest

from .editing import SLOW, write

LOAD, GROWTH = "capacity.-.load", "capacity.-.growth"


def asked(client, spec, since, chapter="scaling"):
    answer = client.post(f"/specs/{spec.guid}/presence/?chapter={chapter}", {"since": since})
    assert answer.status_code == 200
    return answer.content.decode()


def values(html):
    found = re.search(r'data-values="([^"]*)"', html)
    return json.loads(unescape(found[1])) if found else None


def test_what_others_wrote_since_is_told_with_the_text_that_stands_there(on, spec, alice, bob):
    since = (timezone.now() - timedelta(seconds=5)).isoformat()
    write(spec, bob, LOAD, "40 a")
    write(spec, bob, LOAD, "40 a <second>")
    write(spec, bob, GROWTH, "25% a year")
    write(spec, alice, "capacity.-.recommendations", "Nothing yet.")
    html = asked(on(alice), spec, since)
    assert "Bob changed 2 other fields.</b> They are merged." in html
    assert values(html) == {
        LOAD: {"value": "40 a <second>", "digest": cell_digest("40 a <second>")},
        GROWTH: {"value": "25% a year", "digest": cell_digest("25% a year")},
    }


def test_oneself_another_section_and_what_was_before_are_no_news(on, spec, alice, bob):
    write(spec, bob, LOAD, "40 a second")
    earlier, later = (timezone.now() + timedelta(seconds=n) for n in (-5, 5))
    assert values(asked(on(bob), spec, earlier.isoformat())) is None
    assert values(asked(on(alice), spec, earlier.isoformat(), "monitoring")) is None
    assert values(asked(on(alice), spec, later.isoformat())) is None


def test_a_row_that_came_is_told_with_a_way_to_see_it(on, spec, alice, bob):
    since = (timezone.now() - timedelta(seconds=5)).isoformat()
    rows.add(spec, bob, "scaling_rule", "new1", cells={"component": "API"})
    rows.add(spec, bob, "scaling_rule", "gone1", cells={"component": "Worker"})
    write(spec, bob, "scaling_rule.gone1.component", "Queue")
    rows.delete(spec, bob, "scaling_rule", "gone1")
    html = asked(on(alice), spec, since)
    assert "Bob added, moved or deleted rows." in html
    assert f'href="/specs/{spec.guid}/sections/scaling/">Show them' in html
    assert values(html) == {}, "a row that is gone has no text"


@pytest.mark.parametrize("since", ["", "yesterday", "2026-13-45T00:00:00Z", "2026-11-22T03:00:00"])
def test_a_moment_that_is_none_asks_for_nothing(on, spec, alice, bob, since):
    write(spec, bob, LOAD, "40 a second")
    assert values(asked(on(alice), spec, since)) is None


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_open_page_shows_it_and_keeps_what_is_being_typed(page, editor, draft, bob, axe):
    page.clock.install()
    desk = editor("scaling")
    desk.page.wait_for_load_state("networkidle")
    desk.cell(LOAD).fill("mine")
    desk.page.clock.run_for(2_000)
    desk.saved()
    with transaction.atomic():  # a poll between the two would tell of one
        write(draft, bob, GROWTH, "25% a year")
        write(draft, bob, LOAD, "theirs")
    desk.cell(LOAD).focus()
    desk.page.clock.run_for(21_000)
    expect(desk.cell(GROWTH)).to_have_value("25% a year", timeout=SLOW)
    expect(desk.page.get_by_text("Bob changed 2 other fields.")).to_be_visible()
    expect(desk.cell(LOAD)).to_have_value("mine")
    axe(desk.page)
    desk.cell(GROWTH).fill("30% a year")
    desk.page.clock.run_for(2_000)
    desk.saved()
    assert cells.shown_now(draft, GROWTH) == "30% a year", "what was received counts as seen"
