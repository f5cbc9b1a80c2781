"""The merge page: who wrote what and when, what was changed in a long text, and what was merged quietly."""

import re

import pytest

from specs import cells, rows
from specs.cells import Change
from specs.documents import cell_digest
from specs.models import Spec
from tests.cast import as_person

BASE = (
    "The checkout takes orders over HTTPS and writes them to the ledger, one by one, as they come."
)
ABOUT, NAME = "overview.-.overview", "header.-.name"


@pytest.fixture
def draft(payments, alice):
    return Spec.start(payments, alice, "Checkout API")


def seen(text):
    return cell_digest(text) if text else ""


def page(person, spec, chapter="overview"):
    answer = as_person(person).get(f"/specs/{spec.guid}/sections/{chapter}/merge/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_long_text_tells_what_each_side_changed_in_what_was_before(draft, alice, bob):
    cells.write(draft, bob, [Change(ABOUT, BASE)])
    cells.write(draft, alice, [Change(ABOUT, BASE.replace("one by one", "in order"), seen(BASE))])
    cells.write(draft, bob, [Change(ABOUT, BASE.replace("HTTPS", "a queue"), seen(BASE))])
    text = page(bob, draft)
    assert '<del><span class="vh">Removed: </span>HTTPS</del>' in text
    assert '<ins><span class="vh">Added: </span>in order</ins>' in text


def test_a_short_text_stands_as_it_is(draft, alice, bob):
    cells.write(draft, alice, [Change(ABOUT, "It sells.")])
    cells.write(draft, bob, [Change(ABOUT, "It pays.")])
    text = page(bob, draft)
    assert "It sells." in text and "It pays." in text and "<del>" not in text


def test_every_choice_names_who_saved_it_and_when(draft, alice, bob, rita):
    name = draft.name
    cells.write(draft, alice, [Change(ABOUT, "It sells.")])
    cells.write(draft, rita, [Change(NAME, "Checkout", seen(name))])
    cells.write(draft, bob, [Change(ABOUT, "It pays."), Change(NAME, "Till", seen(name))])
    text = page(bob, draft)
    for person in (alice, rita):
        assert re.search(rf'class="who">{person}, <time datetime="[^"]+T', text)
    assert f"Several people changed Overview</h1><p>{alice} and {rita} saved" in text
    assert re.search(r'class="who">Yours, <time datetime="[^"]+T', text)


def test_what_others_changed_meanwhile_is_counted_and_told(draft, alice, bob):
    cells.write(draft, alice, [Change(ABOUT, "It sells.")])
    cells.write(draft, alice, [Change("header.-.tier", "1", seen(draft.tier))])
    cells.write(draft, bob, [Change(ABOUT, "It pays.")])
    text = page(bob, draft)
    assert "1 change was merged for you, 1 needs your choice." in text
    assert "1 change merged without conflict" in text


def test_what_was_changed_before_the_texts_went_apart_is_not_counted(draft, alice, bob):
    cells.write(draft, alice, [Change("header.-.tier", "1", seen(draft.tier))])
    cells.write(draft, alice, [Change(ABOUT, "It sells.")])
    cells.write(draft, bob, [Change(ABOUT, "It pays.")])
    text = page(bob, draft)
    assert "1 change needs your choice." in text
    assert "merged without conflict" not in text


def test_each_conflict_has_its_own_text_to_copy(draft, alice, bob):
    name = draft.name
    mine = [Change(ABOUT, "It pays."), Change(NAME, "Till", seen(name))]
    cells.write(draft, alice, [Change(ABOUT, "It sells."), Change(NAME, "Shop", seen(name))])
    cells.write(draft, bob, mine)
    text = page(bob, draft)
    assert text.count("Copy my version") == 2
    for one in mine:
        assert f"hidden readonly>{one.text}</textarea>" in text


def test_a_deleted_row_names_who_deleted_it_and_chooses_nothing(draft, alice, bob):
    rows.add(draft, bob, "alert", "ka", cells={"name": "High error rate"})
    rows.delete(draft, alice, "alert", "ka")
    cells.write(draft, bob, [Change("alert.ka.severity", "High")])
    text = page(bob, draft, "monitoring")
    assert f"You edited it, {alice} deleted the row" in text
    assert " checked" not in text
