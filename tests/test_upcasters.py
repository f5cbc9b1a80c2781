"""Old revisions: frozen before a section or a field was declared, read and shown all the same."""

import copy

import pytest

from specs.changes import compare
from specs.models import Revision
from specs.progress import of_document
from specs.reader import read
from specs.upcasters import of_today
from specs.writer import write
from tests.test_golden import GOLDEN

TODAY = read(GOLDEN).document


@pytest.fixture
def old():
    """The golden document as it would stand had some things been declared only since."""
    document = copy.deepcopy(TODAY)
    del document["sections"]["capacity"]
    del document["sections"]["logging"]["notes"]
    del document["header"]["lifecycle"]
    for alert in document["sections"]["alerts"]["alert"]:
        del alert["group"]
    for runbook in document["sections"]["runbooks"]["runbook"]:
        for step in runbook["resolution"]:
            del step["goto"]
    return document


def test_what_was_declared_since_reads_as_empty(old):
    filled = of_today(old)
    assert filled["sections"]["capacity"].keys() == TODAY["sections"]["capacity"].keys()
    assert not any(filled["sections"]["capacity"].values())
    assert filled["sections"]["alerts"]["alert"][0]["group"] == ""
    assert filled["header"]["lifecycle"] == ""


def test_an_old_document_can_be_written_compared_and_checked(old):
    filled = of_today(old)
    assert read(write(filled)).leftovers == {}
    assert compare(filled, TODAY).counts
    assert of_document(filled, set())


def test_a_document_of_today_stays_as_it_is():
    assert of_today(TODAY) == TODAY


def test_nothing_that_was_written_is_dropped(old):
    old["sections"]["gone"] = {"excused": "", "notes": "a section of long ago"}
    assert of_today(old)["sections"]["gone"] == old["sections"]["gone"]


def test_a_revision_is_read_in_todays_shape_and_kept_as_it_was(spec, alice, old):
    spec.submit(alice)
    Revision.objects.filter(spec=spec).update(document=old)
    assert "capacity" in Revision.objects.get(spec=spec).document["sections"]
    (names,) = Revision.objects.filter(spec=spec).values_list("document__sections", flat=True)
    assert "capacity" not in names
