"""Every written cell of a document, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from .. import template
from ..documents import Values
from ..fields import Cell
from ..sections.base import Declared
from ..sections.header import Header
from .look import Look, place

Written = tuple[str, Cell, str, str]


def written(look: Look) -> list[Written]:
    """Address, column, text, and the row it stands in as people call it."""
    if "written" not in look.memo:
        look.memo["written"] = list(_sections(look))
    found: list[Written] = look.memo["written"]
    return found


def _sections(look: Look) -> Iterator[Written]:
    for section in template.sections():
        if section is Header:
            yield from _cells(section, look.document["header"], "")
        elif values := look.section(section.slug):
            yield from _cells(section, values, "")
            yield from _groups(section, values)


def _groups(owner: type[Declared], values: Values) -> Iterator[Written]:
    for group in owner.groups():
        for number, row in enumerate(values[group.id], 1):
            named = f"{group.model.noun()} {number}" + (
                f", {row['name']}" if row.get("name") else ""
            )
            yield from _cells(group.model, row, named)
            yield from _groups(group.model, row)


def _cells(model: type[Declared], values: Values, named: str) -> Iterator[Written]:
    key = values.get("key", "")
    for name, cell in model.columns().items():
        if text := values.get(name, ""):
            yield place(model.slug, key, name), cell, text, named
