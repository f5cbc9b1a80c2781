"""A whole document of hostile texts reads back from its Markdown, section by section and at once."""

import pytest

from specs import reader, template, writer
from specs.documents import keyless, tidied
from specs.fields import Ref
from specs.sections.header import Header

from .hostile import given, st, texts

LABELS = [
    *(f"**{c.heading}**: " for m in template.sections() for c in m.cells().values()),
    *(f"### {m.heading}" for m in template.sections()),
]
T = texts("*Scenarios not applicable: x*", "**Steps**:", "`x`, expected time 5 min", *LABELS)
SECTIONS = [section for section in template.sections() if section is not Header]


def cell(column):
    return (
        st.one_of(T, T, st.sampled_from([f"@{column.to}{n}" for n in (1, 2)]))
        if isinstance(column, Ref)
        else T
    )


def rows(group):
    """Up to two rows; their keys are the slug of their model and a number."""
    row = values(group.model)
    return st.lists(row, max_size=2).map(
        lambda found: [
            one | {"key": f"{group.model.slug}{number}"} for number, one in enumerate(found, 1)
        ]
    )


def values(model):
    cells = {name: cell(column) for name, column in model.columns().items()}
    return st.fixed_dictionaries(cells | {group.id: rows(group) for group in model.groups()})


HEAD = st.fixed_dictionaries(dict.fromkeys(reader.blank()["header"], T))


def check(document):
    document = tidied(document)
    text = writer.write(document)
    found = reader.read(text)
    assert not found.leftovers, text
    assert keyless(found.document) == keyless(document), text
    assert writer.write(found.document) == text
    crlf = reader.read(text.replace("\n", "\r\n").rstrip("\r\n"))
    assert crlf.document == found.document


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_a_section_reads_back_in_its_place(section):
    @given(values(section), examples=8)
    def law(content):
        document = reader.blank()
        document["sections"][section.slug] = content
        check(document)

    law()


def test_a_whole_document_reads_back():
    some = st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=5, unique=True)
    contents = some.flatmap(
        lambda found: st.fixed_dictionaries({section.slug: values(section) for section in found})
    )

    @given(HEAD, contents, examples=15)
    def law(head, found):
        document = reader.blank()
        check(document | {"header": head, "sections": document["sections"] | found})

    law()
