"""A new specification: the template's standing content, or a copy of another one."""

import re

from specs.models import Spec, Status, Verb
from tests.cast import brought_to


def test_a_new_specification_starts_with_the_standing_content(payments, alice):
    spec = Spec.start(payments, alice, "Tax Export")
    assert re.fullmatch("[0-9a-f]{12}", spec.guid)
    assert (spec.version, spec.status, spec.created_by) == ("0.1.0", Status.DRAFT, alice)
    document = spec.document()
    assert document["header"]["name"] == "Tax Export"
    names = [row["name"] for row in document["sections"]["environments"]["environment"]]
    assert names == ["Development", "Staging", "Production"]
    assert spec.events.get().verb == Verb.CREATED


def test_a_copy_holds_the_same_under_its_own_name_and_guid(payments, alice):
    first = Spec.start(payments, alice, "Tax Export")
    second = Spec.start(payments, alice, "VAT Export", like=first.document())
    assert second.guid != first.guid
    assert second.document()["header"]["name"] == "VAT Export"
    assert second.document()["sections"] == first.document()["sections"]


def test_what_is_approved_says_so_in_its_header(payments, alice, rita):
    spec = Spec.start(payments, alice, "Tax Export")
    revision = brought_to(spec, Status.APPROVED, alice, rita).approved
    head = revision.markdown.split("## Overview")[0]
    assert f"**GUID**: {spec.guid}" in head
    assert "**Status**: Approved" in head
    assert "**Owning Team**: Payments Core" in head
    assert revision.document["header"]["status"] == Status.REVIEW
