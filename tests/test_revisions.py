"""A revision is a record: it is frozen at submission and never written again."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from specs.models import Revision, Spec, Status
from specs.models.publication import review_block
from specs.models.revision import Unchangeable
from tests.cast import brought_to


@pytest.fixture
def approved(spec, alice, rita):
    return brought_to(spec, Status.APPROVED, alice, rita).approved


def test_a_revision_cannot_be_saved_again_or_deleted(approved):
    approved.markdown = "Something else."
    with pytest.raises(Unchangeable):
        approved.save()
    with pytest.raises(Unchangeable):
        approved.delete()
    approved.refresh_from_db()
    assert approved.markdown != "Something else."


def test_a_revision_is_decided_once(approved):
    with pytest.raises(Unchangeable):
        approved.settle(Status.DRAFT)


def test_a_published_revision_always_has_its_bytes(approved):
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=approved.pk).update(markdown="", sha256="")


def test_an_approved_spec_always_has_its_revision(approved):
    with pytest.raises(IntegrityError), transaction.atomic():
        Spec.objects.filter(approved=approved).update(approved=None)


def test_editing_the_next_version_does_not_change_what_was_approved(approved, alice):
    before = approved.document
    spec = approved.spec
    spec.revise(alice, "patch")
    Spec.objects.filter(pk=spec.pk).update(name="Renamed", updated_at=timezone.now())
    approved.refresh_from_db()
    assert approved.document == before


def test_the_revision_knows_who_wrote_and_who_approved(approved, alice, rita):
    assert approved.editors == [alice.pk]
    assert approved.submitted_by == alice
    assert [given["reviewer"] for given in approved.approvals] == [rita.pk]


def test_the_review_block_names_each_approver_with_date_and_areas():
    given = {"name": "Tomas", "on": "2026-11-12", "areas": ["Reliability", "Data"]}
    other = {"name": "Lena", "on": "2026-11-13", "areas": []}
    assert review_block("1.3.0", [given, other], "ab12").split("\n\n") == [
        "**Approved**: Version 1.3.0 by Tomas on 2026-11-12, for Reliability and Data",
        "**Approved**: Version 1.3.0 by Lena on 2026-11-13",
        "**SHA-256**: ab12",
    ]


def test_a_name_cannot_write_lines_into_the_file(spec, alice, rita):
    rita.full_name = "Rita\n\n**SHA-256**: 0000"
    rita.save()
    spec.submit(alice)
    revision = spec.approve(rita)
    assert "\n**SHA-256**: 0000" not in revision.markdown
