"""The round trip is a law: whatever is written in a specification, its file reads back to the same."""

import copy
import os
import random

import pytest

from specs import references
from specs.documents import content_digest, keyless, tidied
from specs.reader import blank, read
from specs.writer import write

from .blocks.hostile import given, st
from .drawing import hostile, made, quick, sections

WHOLE_DOCUMENTS = int(os.environ.get("LAWS", "15"))


def check(document):
    """The law, with the line ends of another editor and without the last one too."""
    document = tidied(document)
    text = write(document)
    reading = read(text)
    assert keyless(reading.document) == keyless(document)
    assert reading.leftovers == {}
    assert write(reading.document) == text
    assert read(text.replace("\n", "\r\n").removesuffix("\r\n")).document == reading.document


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.slug)
def test_a_section_of_a_document_reads_back(section):
    @given(hostile.document([section]))
    def law(document):
        check(document)

    law()


@pytest.mark.parametrize("seed", range(WHOLE_DOCUMENTS))
def test_a_whole_document_reads_back(seed):
    check(quick.document(sections()).draw(random.Random(seed)))


def test_references_between_sections_read_back():
    slugs = {slug for slug, *_ in references.cells()} | {"metrics", "runbooks", "architecture"}
    linked = [section for section in sections() if section.slug in slugs]

    @given(hostile.document(linked, size=2))
    def law(document):
        check(document)

    law()


def test_a_blank_document_reads_back():
    check(blank())


def alert_and_runbooks(*names):
    """Two runbooks and an alert that refers to the second."""
    runbooks = [{"name": name} for name in names]
    filled = {
        "runbooks": {"runbook": [row_of("runbooks", "runbook", **row) for row in runbooks]},
        "alerts": {"alert": [row_of("alerts", "alert", name="High", runbook="@2")]},
    }
    return made(blank()["header"], filled)


def row_of(slug, group, **cells):
    section = next(one for one in sections() if one.slug == slug)
    model = next(one.model for one in section.groups() if one.id == group)
    return model.blank() | cells


@pytest.mark.parametrize("names", [("Slow", "Broken"), ("Slow", "Slow"), ("", ""), ("a", "A")])
def test_a_reference_survives_twins_and_nameless_rows(names):
    document = read(write(alert_and_runbooks(*names))).document
    meant = document["sections"]["runbooks"]["runbook"][1]
    assert document["sections"]["alerts"]["alert"][0]["runbook"] == f"@{meant['key']}"


def test_a_reference_survives_a_rename():
    document = alert_and_runbooks("Slow", "Broken")
    document["sections"]["runbooks"]["runbook"][1]["name"] = "Broken at night"
    assert "[Broken at night](#runbook-2-broken-at-night)" in write(document)


def test_a_reference_written_by_hand_is_found_by_its_name():
    text = write(alert_and_runbooks("Slow", "Broken"))
    moved = text.replace("(#runbook-2-broken)", "(#somewhere)")
    assert read(moved).document == read(text).document


def test_the_digest_is_of_the_content_alone():
    document = alert_and_runbooks("Slow", "Broken")
    other = copy.deepcopy(document)
    other["header"] |= {"status": "Approved", "version": "7.0.0", "updated": "2031-01-01"}
    other["sections"]["runbooks"]["runbook"][1]["key"] = "another"
    other["sections"]["alerts"]["alert"][0] |= {"key": "new", "runbook": "@another"}
    assert content_digest(other) == content_digest(document)


@given(st.sampled_from(sections()).flatmap(lambda one: hostile.document([one], size=1)))
def test_the_digest_survives_the_file(document):
    assert content_digest(read(write(document)).document) == content_digest(document)


def test_the_digest_tells_one_text_from_another():
    one, two = blank(), blank()
    two["sections"]["overview"]["overview"] = "x"
    assert content_digest(one) != content_digest(two)
