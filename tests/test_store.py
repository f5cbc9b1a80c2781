"""Section tables and documents hold the same, on every database, and a whole one is one query."""

import random

import pytest
import rfc8785
from django.db import connection
from django.test.utils import CaptureQueriesContext

from specs import store, template
from specs.documents import keyless, tidied
from specs.models import Spec
from specs.reader import blank, read
from tests.drawing import quick, sections
from tests.test_golden import GOLDEN


def canonical(document):
    """The bytes that the digest is made of, keys and all."""
    return rfc8785.dumps(document["sections"])


def headed(document):
    """The part of the header that the tables hold."""
    return {name: document["header"][name] for name in store.Header.cells()}


def test_a_whole_specification_is_one_query(spec):
    store.save(spec, read(GOLDEN).document)
    store.load(spec)
    with CaptureQueriesContext(connection) as queries:
        store.load(spec)
    assert len(queries) == 1


def test_twice_the_rows_are_still_one_query(spec, django_assert_num_queries):
    document = read(GOLDEN).document
    rows = document["sections"]["metrics"]["metric"]
    rows += [row | {"key": f"x{row['key'][1:]}"} for row in rows]
    store.save(spec, document)
    with django_assert_num_queries(1):
        assert len(store.load(spec)["sections"]["metrics"]["metric"]) == len(rows)


def test_the_complete_specification_comes_back_as_it_was_saved(spec):
    document = read(GOLDEN).document
    store.save(spec, document)
    loaded = store.load(spec)
    assert canonical(loaded) == canonical(document)
    assert headed(loaded) == headed(document)


@pytest.mark.parametrize("seed", range(4))
def test_hostile_texts_come_back_as_they_were_saved(spec, seed):
    document = tidied(quick.document(sections()).draw(random.Random(seed)))
    shorten(document)
    store.save(spec, document)
    assert canonical(store.load(spec)) == canonical(document)


def shorten(values):
    """Keys as the database holds them."""
    for inner in values.values() if isinstance(values, dict) else values:
        if isinstance(inner, dict | list):
            shorten(inner)
    if isinstance(values, dict) and "key" in values:
        values["key"] = values["key"][-24:]


def test_saving_again_leaves_nothing_of_what_was_there(spec):
    store.save(spec, read(GOLDEN).document)
    store.save(spec, blank())
    assert canonical(store.load(spec)) == canonical(blank())


def test_a_specification_nobody_has_written_in_is_blank(spec):
    assert canonical(store.load(spec)) == canonical(blank())


def test_loading_one_specification_shows_nothing_of_another(spec, payments, alice):
    other = Spec.objects.create(name="Ledger API", team=payments, created_by=alice)
    store.save(spec, read(GOLDEN).document)
    assert canonical(store.load(other)) == canonical(blank())
    assert keyless(store.load(spec)) != keyless(blank())


def test_rows_come_back_in_their_order_whatever_they_are_called(spec):
    document = blank()
    rows = [template.find("metric").blank() | {"name": name, "key": name * 12} for name in "cab"]
    document["sections"]["metrics"]["metric"] = rows
    store.save(spec, document)
    assert [row["name"] for row in store.load(spec)["sections"]["metrics"]["metric"]] == [*"cab"]


def test_what_a_new_specification_starts_with_can_be_saved(spec):
    document = store.standing(spec.guid)
    store.save(spec, document)
    assert canonical(store.load(spec)) == canonical(document)
