"""Every written cell of a document, one after the other."""

from __future__ import annotations

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
        look.memo["written"] = _sections(look)
    found: list[Written] = look.memo["written"]
    return found


def _sections(look: Look) -> list[Written]:
    """One list that every step adds to: this goes over every cell there is."""
    found: list[Written] = []
    for section in template.sections():
        if section is Header:
            _cells(section, look.document["header"], "", found)
        elif values := look.section(section.slug):
            _cells(section, values, "", found)
            _groups(section, values, found)
    return found


def _groups(owner: type[Declared], values: Values, found: list[Written]) -> None:
    for group in owner.groups():
        for number, row in enumerate(values[group.id], 1):
            named = f"{group.model.noun()} {number}" + (
                f", {row['name']}" if row.get("name") else ""
            )
            _cells(group.model, row, named, found)
            _groups(group.model, row, found)


def _cells(model: type[Declared], values: Values, named: str, found: list[Written]) -> None:
    start = place(model.slug, values.get("key", ""), "")
    for name, cell in model.columns().items():
        if text := values.get(name, ""):
            found.append((start + name, cell, text, named))
