"""Carrying out a plan on a document: a pure function, so that what is previewed is what is written."""

from __future__ import annotations

import copy
from typing import Any

from .. import references, template
from ..documents import Document
from ..fields import Ref
from ..sections.header import Header
from .plan import BOTH, MINE, Item, Part
from .reading import short_digest


def applied(document: Document, parts: list[Part]) -> tuple[Document, list[Item]]:
    """The document with everything that is ticked and wanted, and what was done to it."""
    made = copy.deepcopy(document)
    done: list[Item] = []
    for part in parts:
        for item in part.items if part.ticked else ():
            if item.kind != "same" and item.way != MINE and _apply(made, item):
                done.append(item)
    for item in done:
        _refer(made, item)
    return made, done


def _apply(document: Document, item: Item) -> bool:
    section: Any = template.find(item.section)
    if not item.group:
        values = (
            document["header"]
            if section is Header and item.changes[0].field in Header.cells()
            else document["sections"][item.section]
        )
        values[item.changes[0].field] = item.changes[0].new
        return True
    model: Any = template.group_of(section, item.group).model
    rows = document["sections"][item.section][item.group]
    row = next((row for row in rows if row["key"] == item.key), None)
    if row is None or item.way == BOTH:
        old = row or {}
        row = model.blank() | {name: text for name, text in old.items() if name in model.columns()}
        item.key, item.kind = (short_digest(item.id, item.key) if old else item.key), "new"
        row["key"] = item.key
        rows.append(row)
    row |= {change.field: change.new for change in item.changes}
    for group, steps in item.inside.items():
        had = [step["key"] for step in row.get(group) or ()]
        keys = had + [short_digest(item.key, group, at) for at in range(len(had), len(steps))]
        row[group] = [{**step, "key": key} for step, key in zip(steps, keys, strict=False)]
    return True


def _refer(document: Document, item: Item) -> None:
    """A name that is a row's becomes a reference to it."""
    if not item.group:
        return
    model: Any = template.group_of(template.find(item.section), item.group).model
    for row in document["sections"][item.section][item.group]:
        for change in item.changes if row["key"] == item.key else ():
            column = model.columns()[change.field]
            if isinstance(column, Ref):
                row[change.field] = references.meant(
                    change.new, references.targets(document, column.to)
                )
