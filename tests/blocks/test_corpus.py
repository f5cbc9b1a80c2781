"""Real files written by others are read without an error, and no word of them is lost."""

import re
from collections import Counter

import pytest

from specs import reader, template, writer
from tests.services import SHARED

FILES = [*sorted(SHARED.glob("corpus/opsdocs/*")), *sorted(SHARED.glob("seeds/*"))]
CHANGES = {
    "as it is": str,
    "with CRLF and no final newline": lambda text: text.replace("\n", "\r\n").rstrip(),
    "with stars and empty lines": lambda t: t.replace("\n- ", "\n* ").replace("\n\n", "\n\n\n"),
}
FIXED = {"bash", "json", "issue", "escalation"}  # languages, numbered headings, labels of shapes

pytestmark = pytest.mark.shared("corpus", "seeds")


def words(text):
    return Counter(re.findall(r"[^\W\d_]+", text.casefold()))


def said(value):
    """Every text in plain data."""
    if isinstance(value, dict):
        return " ".join(map(said, value.values()))
    if isinstance(value, list | tuple):
        return " ".join(map(said, value))
    return str(value)


def of_the_template():
    """The words of headings and labels, which the writer writes again."""
    models = (*template.sections(), *template.rows())
    cells = [cell for model in models for cell in model.cells().values()]
    labels = said([(cell.heading, cell.gloss, cell.aliases) for cell in cells])
    labels += said([section.asides for section in template.sections()])
    return set(words(writer.write(reader.blank()) + labels)) | FIXED


@pytest.mark.parametrize("change", CHANGES)
def test_no_word_of_a_real_file_is_lost(change):
    ours = of_the_template()
    for path in FILES:
        text = CHANGES[change](path.read_text())
        found = reader.read(text)
        kept = " ".join((said(found.document), said(found.leftovers), said(found.review)))
        lost = {word: n for word, n in (words(text) - words(kept)).items() if word not in ours}
        assert not lost, path.name


def test_a_real_file_once_settled_is_written_and_read_for_good():
    for path in FILES:
        settled = reader.read(path.read_text()).settled()
        again = reader.read(writer.write(settled))
        assert not again.leftovers, path.name
        assert again.document == settled, path.name
