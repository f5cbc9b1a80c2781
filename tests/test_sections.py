"""What every section of the catalogue owes its readers and writers, whatever it is about."""

import pytest

from specs import store, template
from specs.fields import Choice, Language, Typed, Url
from specs.reader import blank
from specs.sections.base import Chapter, Row, Section
from specs.writer import places, write

SECTIONS = template.sections()
ROWS = template.rows()
TABLES = (*SECTIONS, *ROWS)
CELLS = [(model, name, cell) for model in TABLES for name, cell in model.cells().items()]
each_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda model: model.slug)
each_table = pytest.mark.parametrize("model", TABLES, ids=lambda model: model.slug)


def cells(want):
    """The cells of one kind, as parameters."""
    found = [(model, name, cell) for model, name, cell in CELLS if want(cell)]
    names = [f"{model.slug}.{name}" for model, name, _ in found]
    return pytest.mark.parametrize(("model", "name", "cell"), found, ids=names)


def test_every_table_has_an_address_of_its_own():
    slugs = [model.slug for model in TABLES]
    assert len(set(slugs)) == len(slugs)
    assert all(template.find(model.slug) is model for model in TABLES)


def test_an_unknown_table_is_not_found():
    with pytest.raises(KeyError):
        template.find("user")


def test_places_are_unique_within_a_chapter():
    for chapter in Chapter:
        there = [section.place for section in template.sections_of(chapter)]
        assert there, chapter
        assert len(set(there)) == len(there)


def test_every_section_stands_under_a_heading_of_its_own():
    assert len(places()) == len(SECTIONS) - 1  # the header has none


@each_table
def test_the_declaration_is_sound(model):
    assert model.check() == []


@each_section
def test_guidance_stands_above_every_form(section):
    words = section.guidance()
    assert words[0].isupper()
    assert words.rstrip().endswith((".", "?"))
    assert section.called()


@each_section
def test_every_group_says_what_it_is_and_how_it_begins(section):
    for group in section.groups():
        assert group.title or group.label or section.called()
        assert group.add.startswith("Add ")
        assert group.empty or group.standing or group.label
        assert group.model.noun()


@cells(lambda cell: not isinstance(cell, Language))
def test_a_cell_says_what_it_asks(model, name, cell):
    assert cell.label[0].isupper()
    assert cell.heading
    if cell.needed and not isinstance(cell, Choice):
        assert cell.hint or cell.example


@cells(lambda cell: isinstance(cell, Typed | Url) and cell.example)
def test_an_example_parses_as_what_it_is_an_example_of(model, name, cell):
    assert cell.parse(cell.example)


@cells(lambda cell: isinstance(cell, Typed | Url))
def test_a_typed_cell_shows_an_example(model, name, cell):
    assert cell.example


@cells(lambda cell: isinstance(cell, Choice))
def test_a_choice_has_words_to_choose_from(model, name, cell):
    assert len(set(cell.words)) == len(cell.words) > 1
    assert cell.example in ("", *cell.words)


@each_section
def test_a_blank_section_reads_back(section):
    values = section.blank()
    lines = section.sheet().write(section.pack(values))
    got, leftovers = section.sheet().read(lines)
    assert section.unpack(got) == values
    assert leftovers == []


@each_section
def test_a_blank_section_asks_for_its_seeded_labels(section):
    text = "\n".join(section.sheet().write(section.pack(section.blank())))
    in_rows = {name for group in section.groups() for name in group.fields()}
    for name, cell in section.cells().items():
        shown = cell.seeded and name not in in_rows and section.slug != "header"
        assert not shown or cell.heading in text or section.slug == "rollout"


def test_a_new_specification_starts_with_the_templates_own_content():
    sections = store.standing("4f9c21ab77e0")["sections"]

    def names(slug, group, field="name"):
        return [row[field] for row in sections[slug][group]]

    assert names("environments", "environment") == ["Development", "Staging", "Production"]
    assert names("hierarchy", "level")[0] == "Defaults (in code)"
    assert names("upgrade", "steps", "text") == [
        "Review release notes",
        "Test in staging",
        "Schedule maintenance window",
        "Execute deployment",
        "Validate upgrade",
    ]
    assert names("related", "related_spec", "path")[0] == "business/ybs-spec_4f9c21ab77e0.md"
    assert sections["logging"]["events"].split("\n")[0] == "Feature activation"


def test_standing_rows_have_keys_of_their_own_in_their_table():
    for section in SECTIONS:
        for group in section.groups():
            rows = store.standing("4f9c21ab77e0")["sections"][section.slug][group.id]
            keys = [row["key"] for row in rows]
            assert len(set(keys)) == len(keys)
            assert all(key.isalnum() and len(key) == 12 for key in keys)


def test_a_blank_file_shows_every_chapter_in_the_order_of_the_template():
    headings = [line[3:] for line in write(blank()).split("\n") if line.startswith("## ")]
    assert headings == [chapter.heading for chapter in Chapter]


@each_table
def test_no_cell_hides_a_word_of_the_declaration(model):
    kind = Section if issubclass(model, Section) else Row
    assert [name for name in model.cells() if hasattr(kind, name)] == []
