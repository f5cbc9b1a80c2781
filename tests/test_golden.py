"""The golden file: the exact bytes that a complete specification is written as.

After a wanted change: `.venv/bin/python -m tests.renew_golden`, then look at `git diff`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from specs import references, template
from specs.documents import content_digest, keyless
from specs.reader import read
from specs.writer import REVIEW, write

GOLDEN = (Path(__file__).parent / "golden" / "checkout-api.md").read_text()
DEMO = (Path(__file__).parent.parent / "specs" / "demo" / "checkout-api.md").read_text()


def block(text):
    """The words that the approval put behind the last heading line."""
    return text.split(REVIEW, 1)[1].strip("\n")


def test_every_word_of_the_golden_file_lands_in_a_field():
    assert read(GOLDEN).leftovers == {}


def test_the_writer_gives_the_golden_file_byte_for_byte():
    assert write(read(GOLDEN).document, block(GOLDEN)) == GOLDEN


@pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: t.rstrip("\n")])
def test_line_ends_of_another_editor_change_nothing(change):
    assert read(change(GOLDEN)).document == read(GOLDEN).document


def test_the_review_block_is_handed_back_apart():
    assert any("Version 1.3.0 by Tomas" in line for line in read(GOLDEN).review)


def test_the_digest_in_the_file_is_that_of_its_content():
    assert content_digest(read(GOLDEN).document) in block(GOLDEN)


def test_the_demo_text_is_the_same_specification():
    assert keyless(read(DEMO).document) == keyless(read(GOLDEN).document)
    assert write(read(DEMO).document) == DEMO


def test_every_reference_of_the_golden_file_finds_its_row():
    document = read(GOLDEN).document
    loose = [
        row[name]
        for slug, group, name, _ in references.cells()
        for row in document["sections"][slug][group]
        if row[name] and not row[name].startswith("@")
    ]
    assert loose == ["Migration job", "Configuration and charts", "Audit log"]


def test_the_golden_file_fills_every_section_and_every_group():
    sections = read(GOLDEN).document["sections"]
    empty = [
        f"{section.slug}.{group.id}"
        for section in template.sections()
        for group in section.groups()
        if not sections[section.slug][group.id]
    ]
    assert empty == []


def test_every_row_of_the_golden_file_has_a_key_of_its_own():
    keys = list(all_keys(read(GOLDEN).document["sections"]))
    assert all(len(key) == 12 for key in keys)
    assert len(set(keys)) == len(keys)


def all_keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from [value["key"]] if "key" in value else []
        value = list(value.values())
    for inner in value if isinstance(value, list) else []:
        yield from all_keys(inner)
