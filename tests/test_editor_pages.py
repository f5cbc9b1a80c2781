"""Every chapter's page: rendered for whoever may see it, in few queries however much it holds."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from specs import reader, rows, store, template
from specs.models import Spec, Status
from specs.sections.base import Chapter
from tests.cast import brought_to
from tests.samples import DEMO

MOST = 15  # of them 3 that SQLite asks itself
CHAPTERS = [chapter.slug for chapter in Chapter]


@pytest.fixture(scope="module")
def complete():
    return reader.read(DEMO.read_text()).document


@pytest.fixture
def draft(payments, alice, complete):
    return Spec.start(payments, alice, "Checkout API", complete)


def page(person, spec, slug):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert connection.features.supports_json_field  # Django asks SQLite once, in three queries
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/specs/{spec.guid}/sections/{slug}/")
    return answer, len(asked)


@pytest.mark.parametrize("slug", CHAPTERS)
def test_a_chapter_shows_every_cell_in_a_few_queries(draft, alice, complete, slug):
    answer, queries = page(alice, draft, slug)
    assert answer.status_code == 200
    assert queries <= MOST
    text = answer.content.decode()
    for section in template.sections_of(template.chapter(slug)):
        for name in section.cells():
            assert f'name="{section.slug}.-.{name}"' in text
        for group in section.groups():
            for row in complete["sections"][section.slug][group.id]:
                for name in group.model.cells():
                    assert f'name="{group.model.slug}.{row["key"]}.{name}"' in text


def test_twice_as_many_rows_ask_no_more_queries(draft, alice, complete):
    _, before = page(alice, draft, "monitoring")
    metrics = complete["sections"]["metrics"]
    twice = [row | {"key": f"{row['key'][:10]}x{n}"} for n in (1, 2) for row in metrics["metric"]]
    doubled = complete["sections"] | {"metrics": metrics | {"metric": twice}}
    store.save(draft, complete | {"sections": doubled})
    answer, after = page(alice, draft, "monitoring")
    rows = len(re.findall(r'name="metric\.\w+\.name"', answer.content.decode()))
    assert rows == len(twice) + 4  # the blank one, and three spares without JavaScript
    assert after == before


@pytest.mark.parametrize("slug", CHAPTERS)
def test_a_reader_sees_values_and_no_control(draft, alice, dora, slug):
    answer, queries = page(dora, draft, slug)
    assert answer.status_code == 200
    assert queries <= MOST
    assert 'class="cell' not in answer.content.decode()


def test_in_review_the_page_says_why_it_is_closed_and_how_to_go_on(draft, alice, rita):
    brought_to(draft, Status.REVIEW, alice, rita)
    text = page(alice, draft, "monitoring")[0].content.decode()
    assert "Withdraw it from review to go on writing." in text
    assert 'class="cell' not in text


def test_where_nothing_can_be_typed_notes_keep_their_icons(draft, alice, rita):
    rows.add(draft, alice, "parameter", "p0", cells={"name": "SMTP_PASSWORD"})
    brought_to(draft, Status.REVIEW, alice, rita)
    text = page(alice, draft, "configuration")[0].content.decode()
    used = set(re.findall(r'href="#(i-\w+)"', text))
    assert used and used <= set(re.findall(r'id="(i-\w+)"', text))


def test_an_unknown_chapter_is_not_found(draft, alice):
    assert page(alice, draft, "nothing")[0].status_code == 404


def test_a_stranger_does_not_find_the_page(draft, charlie):
    assert page(charlie, draft, "monitoring")[0].status_code == 404


@pytest.mark.parametrize("chapter", ["", "nowhere"])
def test_a_restore_that_knows_no_way_back_restores_nothing(draft, alice, chapter):
    key = store.load(draft)["sections"]["alerts"]["alert"][0]["key"]
    rows.delete(draft, alice, "alert", key)
    before = store.load(draft)
    client = Client()
    client.force_login(alice)
    path = f"/specs/{draft.guid}/rows/alert/{key}/restore/"
    assert client.post(path, {"chapter": chapter}).status_code == 404
    assert store.load(draft) == before
    answer = client.post(path, {"chapter": "monitoring"})
    assert answer.status_code == 303
    assert store.load(draft) != before
