"""An approval that is out of date: REV-02, which rests on the record and not on the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone

from specs.documents import Document, Finding, cell_digest
from specs.models.checking import from_records
from specs.sections.header import Header

if TYPE_CHECKING:
    from specs.models.spec import Spec


@from_records
def looked_at_lately(spec: Spec, document: Document) -> Iterator[Finding]:
    """The approved version was to be looked at again by a day that has passed."""
    due = spec.review_by
    if spec.approved_id is None or due is None or due >= timezone.localdate():
        return
    yield Finding(
        rule="REV-02",
        severity="warning",
        title=f"Not reviewed again by {due:%-d %b %Y}",
        sentence="Start a new version and look at it again, even if nothing changed.",
        section=Header.slug,
        value=cell_digest(due.isoformat()),
    )
