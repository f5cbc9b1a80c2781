"""References between rows: `@<key>` in a document, a link to the row's heading in Markdown."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from . import template
from .blocks.entries import Entries
from .blocks.link import Link
from .documents import Document, Values
from .fields import Ref
from .layout import Group
from .sections.base import Row, Section


@cache
def cells() -> tuple[tuple[str, str, str, str], ...]:
    """Every reference: section, group, field, and the slug of the rows it refers to."""
    return tuple(
        (section.slug, group.id, name, cell.to)
        for section in template.sections()
        for group in section.groups()
        for name, cell in group.model.cells().items()
        if isinstance(cell, Ref)
    )


@cache
def home(slug: str) -> tuple[type[Section], Group]:
    """Where the rows of that slug stand."""
    model = cast("type[Row]", template.find(slug))
    section = template.home_of(model)
    return section, next(group for group in section.groups() if group.model is model)


def targets(document: Document, slug: str) -> list[Values]:
    """The rows that a reference to that slug may mean."""
    section, group = home(slug)
    rows: list[Values] = document["sections"][section.slug][group.id]
    return rows


def link(document: Document, slug: str) -> Link:
    """The lens of references to rows of that slug, as the document stands."""
    section, group = home(slug)
    names = tuple(row["name"] for row in targets(document, slug))
    if isinstance(group.lens, Entries):
        return Link(group.lens.word, names)
    return Link(group.model.noun().capitalize(), names, section.heading or section.chapter.heading)


def linked(document: Document) -> Document:
    """The document with every reference as Markdown, ready for the writer."""
    sections = dict(document["sections"])
    for slug, group, name, to in cells():
        rows = sections[slug][group]
        if not any(row[name] for row in rows):
            continue
        lens, keys = link(document, to), [row["key"] for row in targets(document, to)]
        rows = [row | {name: "".join(lens.write(_number(row[name], keys)))} for row in rows]
        sections[slug] = sections[slug] | {group: rows}
    return document | {"sections": sections}


def _number(text: str, keys: list[str]) -> int | str:
    """The number of the row that is meant, counted from 1, or the text itself."""
    key = text[1:] if text.startswith("@") else ""
    return keys.index(key) + 1 if key and key in keys else text


def resolved(document: Document) -> Document:
    """Undo linked: rows must have their keys."""
    document = copy.copy(document)
    for slug, group, name, to in cells():
        rows = document["sections"][slug][group]
        if not any(row[name] for row in rows):
            continue
        lens, found = link(document, to), targets(document, to)
        for row in rows:
            value, _ = lens.read([row[name]] if row[name] else [])
            row[name] = f"@{found[value - 1]['key']}" if isinstance(value, int) else value
    return document


def shown(text: str, rows: list[Values]) -> str:
    """What a person sees in place of a reference: the name of the row."""
    names = {f"@{row['key']}": row["name"] for row in rows}
    return str(names.get(text, text))


def meant(text: str, rows: list[Values], before: str = "") -> str:
    """What a person means by a name: the only row of that name, or the one that was meant before."""
    if before and shown(before, rows) == text:
        return before
    keys = [row["key"] for row in rows if row["name"] == text]
    return f"@{keys[0]}" if text and len(keys) == 1 else text


def all_rows(values: Values) -> Iterator[dict[str, Any]]:
    """Every row of a section or row, steps included."""
    for rows in values.values():
        if isinstance(rows, list):
            for row in rows:
                yield row
                yield from all_rows(row)
