"""Whatever is written: a runbook, its address, its pictures and its copy are made, and nothing breaks out."""

import random
import re
from xml.etree import ElementTree

import pytest

from specs import reading
from specs.bundle.extract import runbook_markdown
from specs.documents import tidied
from specs.markdown.html import page
from specs.pictures.architecture import architecture
from specs.pictures.pipeline import pipeline
from specs.runbooks.changed import changed
from specs.runbooks.entries import entries
from specs.runbooks.rehearsal import overdue
from specs.runbooks.told import PHASES, Places, alerts_of, rows, told
from specs.writer import write
from tests.drawing import quick, sections
from tests.test_drills import TODAY

PLACES = Places(lambda key: f"/runbooks/{key}/", "/read/")
UNSAFE = re.compile(
    r"<(?:script|style|iframe|img|object)\b|\son\w+=|href=\"(?:javascript|data):", re.I
)


def drawn(seed):
    return tidied(quick.document(sections()).draw(random.Random(seed)))


@pytest.mark.parametrize("seed", range(40))
def test_hostile_texts_are_told_drawn_and_copied(seed):
    document, before = drawn(seed), drawn(seed + 1)
    keys = [row["key"] for row in rows(document)]
    for key in keys:
        runbook = told(document, key, PLACES)
        row = rows(document)[keys.index(key)]
        assert runbook.count == sum(len(row[name]) for name, _ in PHASES)
        for phase in runbook.phases:
            for step in phase.steps:
                assert 0 <= step.goto <= runbook.count
                assert not UNSAFE.search(step.html + step.expected + step.condition + step.inline)
        assert runbook_markdown(document, key, "a test").startswith("# ")
    assert len(overdue(document, {}, TODAY, 180)) <= len(keys)
    assert {key for _, key in alerts_of(document)} <= {"", *keys}
    entries(document), changed(before, document, set(keys))
    html = page(write(document), titled=True).html
    whole = reading.illustrated(reading.addressed(html, document), document)
    assert not UNSAFE.search(whole)
    ids = re.findall(r' id="(r-[^"]+)"', whole)
    assert len(ids) == len(set(ids))
    for picture in filter(None, (architecture(document), pipeline(document))):
        ElementTree.fromstring(picture.svg)
