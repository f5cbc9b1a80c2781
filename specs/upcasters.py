"""Old documents in today's shape: what was frozen before a section or field existed reads as empty there.

A change of meaning (a field renamed, split or moved) needs a step of its own here, and a new SCHEMA.
"""

from __future__ import annotations

from . import template
from .documents import Document, Values
from .reader import blank
from .sections.base import Declared


def of_today(document: Document) -> Document:
    """The document with every section, field and group that was declared since."""
    shape, held = blank(), document["sections"]
    sections = {
        slug: _filled(template.find(slug), empty, held.get(slug, {}))
        for slug, empty in shape["sections"].items()
    }
    header = shape["header"] | document["header"]
    return document | {"header": header, "sections": held | sections}


def _filled(model: type[Declared], empty: Values, values: Values) -> Values:
    whole = empty | values
    for group in model.groups():
        rows: list[Values] = whole[group.id]
        blank_row = group.model.blank() if rows else {}
        whole[group.id] = [_filled(group.model, blank_row, row) for row in rows]
    return whole
