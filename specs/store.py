"""The one doorway between section tables and plain documents."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from django.db import connection, models, transaction
from django.db.models import CharField, F, IntegerField, Value
from django.db.models.functions import Cast, JSONObject

from . import template
from .documents import SCHEMA, Document, Values
from .layout import Group
from .reader import blank
from .sections.base import Declared, Row, Step
from .sections.header import Header
from .withholding import withheld

SENTINEL = -2_147_483_648  # stands for the spec's pk in the compiled query


def _slice(model: type[Declared]) -> models.QuerySet[Any, Any]:
    """One table's part of a specification: slug, pk, parent, phase, position, key and cells."""
    row, step = issubclass(model, Row), issubclass(model, Step)
    hangs = any(field.name == "parent" for field in model._meta.concrete_fields)
    number, text = IntegerField(), CharField()
    return (
        model._default_manager.order_by()  # type: ignore[misc]
        .filter(spec_id=SENTINEL)
        .annotate(
            _slug=Value(model.slug, output_field=text),
            _parent=Cast(F("parent_id"), number) if hangs else Value(0, output_field=number),
            _phase=Cast(F("phase"), text) if step else Value("", output_field=text),
            _position=Cast(F("position"), number) if row else Value(0, output_field=number),
            _key=Cast(F("key"), text) if row else Value("", output_field=text),
            _cells=JSONObject(**{name: name for name in model.columns()}),
        )
        .values_list("_slug", "pk", "_parent", "_phase", "_position", "_key", "_cells")
    )


@cache
def compiled(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The one query over all tables, compiled once for each kind of database."""
    first, *rest = [_slice(model) for model in (*template.sections(), *template.rows())]
    sql, params = first.union(*rest, all=True).query.sql_with_params()
    return sql, tuple(params)


def load(spec: models.Model | int) -> Document:
    """Read a whole specification, every table, in one query.

    The header holds the section's own cells only; `Spec.document()` adds what the portal sets.
    """
    pk = spec.pk if isinstance(spec, models.Model) else spec
    sql, params = compiled(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk if param == SENTINEL else param for param in params])
        found = cursor.fetchall()
    document = blank()
    _fill(document, found)
    head = document["sections"][Header.slug]
    document["header"] |= {name: head.pop(name, "") for name in Header.cells()}
    return document


def _fill(document: Document, found: list[Any]) -> None:
    """Put every loaded row in its place, and the steps that hang on it below it.

    Every cell is a text column, so that JSON brings the same on every database.
    """
    sections = document["sections"]
    waiting: dict[tuple[str, int, str], list[tuple[int, int, Values]]] = {}
    # One text for the parser instead of hundreds; a driver that has parsed them already needs none.
    texts = [row[-1] for row in found]
    parsed = json.loads(f"[{','.join(texts)}]") if texts and isinstance(texts[0], str) else texts
    for (slug, pk, parent, phase, position, key, _), values in zip(found, parsed, strict=True):
        if slug in sections:
            sections[slug].update(values)
            continue
        values["key"] = key
        waiting.setdefault((slug, parent, phase), []).append((position, pk, values))
    for section in template.sections():
        for group in section.groups():
            sections[section.slug][group.id] = _placed(waiting, group, 0)


def _placed(waiting: Any, group: Group, parent: int) -> list[Values]:
    """The rows of a group in order, each with its own groups."""
    phase = group.id if issubclass(group.model, Step) else ""
    rows = waiting.get((group.model.slug, parent, phase), [])
    rows.sort()
    inner = group.model.groups()
    for _, pk, row in rows if inner else ():
        row.update((one.id, _placed(waiting, one, pk)) for one in inner)
    return [row for _, _, row in rows]


@transaction.atomic
def save(spec: models.Model, document: Document) -> None:
    """Replace everything a specification holds by the document; rows keep the keys they bring.

    Values of what is marked sensitive are left out, wherever the document came from.
    """
    document = withheld(document)
    for model in reversed(template.rows()):
        model.of(spec.pk).delete()
    for section in template.sections():
        values = document["sections"][section.slug]
        if section is Header:
            values = values | {name: document["header"].get(name, "") for name in Header.cells()}
        cells = {name: values.get(name, "") for name in section.columns()}
        section.of(spec.pk).update_or_create(spec_id=spec.pk, defaults=cells)
        _save_rows(spec, section, values, None)


def _save_rows(
    spec: models.Model, owner: type[Declared], values: Values, parent: Row | None
) -> None:
    for group in owner.groups():
        rows = values[group.id]
        made = group.model._default_manager.bulk_create(
            _row(spec, group, at, row, parent) for at, row in enumerate(rows)
        )
        if group.model.groups():
            for one, row in zip(made, rows, strict=True):
                _save_rows(spec, group.model, row, one)


def _row(spec: models.Model, group: Any, position: int, values: Values, parent: Row | None) -> Row:
    model: type[Row] = group.model
    more: dict[str, Any] = {"phase": group.id} if issubclass(model, Step) else {}
    more |= {"parent_id": parent.pk} if parent is not None else {}
    cells = {name: values.get(name, "") for name in model.columns()}
    return model(spec_id=spec.pk, key=values["key"], position=position, **more, **cells)


def standing(guid: str) -> Document:
    """What a new specification starts with: the template's standing content, rows with fresh keys."""
    document = blank() | {"schema": SCHEMA}
    for section in template.sections():
        values = document["sections"][section.slug]
        values |= {name: cell.standing for name, cell in section.cells().items() if cell.standing}
        for group in section.groups():
            for at, given in enumerate(group.standing):
                words = {name: text.replace("{guid}", guid) for name, text in given.items()}
                key = hashlib.sha256(f"{guid}/{group.model.slug}/{at}".encode()).hexdigest()[:12]
                values[group.id].append(group.model.blank() | words | {"key": key})
    return document
