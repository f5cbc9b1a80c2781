"""Every written cell of a document, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from .. import template
from ..documents import Values
from ..fields import Cell
from ..sections.base import Declared
from ..sections.header import Header
from .look import Look, place


def written(look: Look) -> Iterator[tuple[str, Cell, str, str]]:
    """Address, column, text, and the row it stands in as people call it."""
    for section in template.sections():
        if section is Header:
            yield from _cells(section, look.document["header"], "")
        elif values := look.section(section.slug):
            yield from _cells(section, values, "")
            yield from _groups(section, values)


def _groups(owner: type[Declared], values: Values) -> Iterator[tuple[str, Cell, str, str]]:
    for group in owner.groups():
        for number, row in enumerate(values[group.id], 1):
            named = f"{group.model.noun()} {number}" + (
                f", {row['name']}" if row.get("name") else ""
            )
            yield from _cells(group.model, row, named)
            yield from _groups(group.model, row)


def _cells(
    model: type[Declared], values: Values, named: str
) -> Iterator[tuple[str, Cell, str, str]]:
    key = values.get("key", "")
    for name, cell in model.columns().items():
        if text := values.get(name, ""):
            yield place(model.slug, key, name), cell, text, named
