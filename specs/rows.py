"""Adding, deleting, restoring and moving rows; every one safe to ask for twice."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils.crypto import get_random_string

from . import template
from .cells import KEY, NoSuchCell, accepted
from .fields import Ref
from .markdown.tidy import tidy
from .models import Event, Spec, User, Verb
from .references import meant
from .row_trail import cells_of, name_of, parent_key, steps_of
from .sections.base import Row, Step
from .withheld import NAMING, forget, without_secrets

KEY_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"  # as the browser makes keys


class Locked(Exception):
    """The specification is no draft any more."""


class NoSuchRow(LookupError):
    """The row, or the row it was to hang on, is gone."""


def model_of(slug: str) -> type[Row]:
    """The row model of that slug; raises NoSuchCell."""
    try:
        model = template.find(slug)
    except KeyError:
        raise NoSuchCell(slug) from None
    if not issubclass(model, Row):
        raise NoSuchCell(slug)
    return model


@transaction.atomic
def add(
    spec: Spec,
    by: User,
    slug: str,
    key: str,
    *,
    after: str | None = None,
    parent: str = "",
    phase: str = "",
    cells: dict[str, str] | None = None,
) -> Row:
    """Add one row; the same key twice adds it once.

    `after`: the key of the row above, "" for the top, None for the end. Raises Locked, NoSuchRow,
    NoSuchCell for what cannot be a key, TooLong.
    """
    model = model_of(slug)
    if not KEY.fullmatch(key):
        raise NoSuchCell(f"{slug}.{key}")
    _open(spec, by)
    if exists(spec, model, key):
        return _row(spec, model, key)
    hung = _hung(spec, model, parent, phase)
    columns = model.columns()
    words = {
        name: accepted(columns[name], text)
        for name, text in (cells or {}).items()
        if name in columns
    }
    row = model(spec_id=spec.pk, key=key, **hung, **_allowed(spec, model, words))
    _insert(spec, row, after)
    if model in NAMING:
        forget(spec)
        row.refresh_from_db()
    Event.record(
        spec, by, Verb.ADDED, place=f"{slug}.{key}", new=name_of(row), data={"row": cells_of(row)}
    )
    return row


@transaction.atomic
def delete(spec: Spec, by: User, slug: str, key: str) -> str | None:
    """Delete one row with its steps; the trail keeps all of it, so that it can be restored.

    What it was called; None when it was gone already.
    """
    model = model_of(slug)
    _open(spec, by)
    row = model.of(spec.pk).filter(key=key).first()
    if row is None:
        return None
    above = _siblings(row).filter(position__lt=row.position).order_by("-position").first()
    data = {"row": cells_of(row), "steps": steps_of(row), "after": above.key if above else ""}
    data |= {"parent": parent_key(row), "phase": getattr(row, "phase", "")}
    row.delete()
    Event.record(spec, by, Verb.DELETED, place=f"{slug}.{key}", old=name_of(row), data=data)
    return name_of(row)


@transaction.atomic
def restore(spec: Spec, by: User, slug: str, key: str) -> Row:
    """Bring a deleted row back: values, steps, place and key. Raises NoSuchRow, Locked.

    Not one of an earlier version: in this one nobody would count as its writer.
    """
    model = model_of(slug)
    _open(spec, by)
    if model.of(spec.pk).filter(key=key).exists():
        return _row(spec, model, key)
    place = f"{slug}.{key}"
    gone = Event.objects.filter(spec=spec, version=spec.version, place=place, verb=Verb.DELETED)
    last = gone.order_by("-pk").first()
    if last is None:
        raise NoSuchRow(place)
    kept = last.data
    hung = _hung(spec, model, kept["parent"], kept["phase"])
    row = model(spec_id=spec.pk, key=key, **hung, **_allowed(spec, model, kept["row"]))
    siblings = _siblings(row)
    after = kept["after"] if siblings.filter(key=kept["after"]).exists() else None
    _insert(spec, row, "" if kept["after"] == "" else after)
    for step in kept["steps"]:
        words = step["cells"]
        inner = model_of(step["slug"])
        taken = inner.of(spec.pk).filter(key=step["key"]).exists()
        inner.of(spec.pk).create(
            spec_id=spec.pk,
            key=get_random_string(12, KEY_LETTERS) if taken else step["key"],
            position=step["position"],
            phase=step["phase"],
            parent_id=row.pk,
            **words,
        )
    Event.record(
        spec, by, Verb.RESTORED, place=place, new=name_of(row), data={"row": cells_of(row)}
    )
    return row


@transaction.atomic
def move(spec: Spec, by: User, slug: str, key: str, after: str) -> tuple[int, int]:
    """Put a row below the one with the key `after` ("": on top); answers its number and how many there are."""
    model = model_of(slug)
    _open(spec, by)
    row = model.of(spec.pk).filter(key=key).first()
    if row is None:
        raise NoSuchRow(f"{slug}.{key}")
    order = [one.key for one in _siblings(row)]
    before = order.index(key) + 1
    order.remove(key)
    order.insert(order.index(after) + 1 if after in order else 0 if not after else len(order), key)
    _renumber(row, order)
    number = order.index(key) + 1
    if number != before:
        place = f"{slug}.{key}"
        Event.record(spec, by, Verb.REORDERED, place=place, old=str(before), new=str(number))
    return number, len(order)


def hangs(row: Row) -> dict[str, Any]:
    """The columns that say where a row hangs: its phase, and the row above it."""
    return {name: getattr(row, name) for name in ("phase", "parent_id") if hasattr(row, name)}


def owner_of(step: type[Row]) -> Any:
    """The section or row model on which these rows hang."""
    section = template.home_of(step)
    for group in section.groups():
        if any(inner.model is step for inner in group.model.groups()):
            return group.model
    return section


# ---------------------------------------------------------------- how


def exists(spec: Spec, model: type[Row], key: str) -> bool:
    """Whether there is a row of that key; raises NoSuchCell for what cannot be a key."""
    if not KEY.fullmatch(key):
        raise NoSuchCell(f"{model.slug}.{key}")
    return bool(model.of(spec.pk).filter(key=key).exists())


def _row(spec: Spec, model: type[Row], key: str) -> Row:
    row: Row = model.of(spec.pk).get(key=key)
    return row


def _open(spec: Spec, by: User) -> None:
    if not spec.touch(by):
        raise Locked


def _siblings(row: Row) -> models.QuerySet[Any]:
    """The rows it stands among, in order, itself included."""
    return type(row).of(row.spec.pk).filter(**hangs(row)).order_by("position", "pk")


def _hung(spec: Spec, model: type[Row], parent: str, phase: str) -> dict[str, Any]:
    """The columns that say where a row hangs; raises NoSuchRow."""
    hung: dict[str, Any] = {}
    if issubclass(model, Step):
        owner = owner_of(model)
        if phase not in [group.id for group in owner.groups() if group.model is model]:
            raise NoSuchRow(f"{model.slug} has no phase {phase!r}")
        hung["phase"] = phase
        if issubclass(owner, Row):
            above = owner.of(spec.pk).filter(key=parent).first() if KEY.fullmatch(parent) else None
            if above is None:
                raise NoSuchRow(f"{owner.slug}.{parent}")
            hung["parent_id"] = above.pk
    return hung


def _insert(spec: Spec, row: Row, after: str | None) -> None:
    order = [one.key for one in _siblings(row)]
    at = len(order) if after is None or (after and after not in order) else 0
    order.insert(order.index(after) + 1 if after and after in order else at, row.key)
    row.position = order.index(row.key)
    row.save(force_insert=True)
    _renumber(row, order)


def _renumber(row: Row, order: list[str]) -> None:
    """Write the positions that are not as the order says."""
    places = {key: place for place, key in enumerate(order)}
    for one in _siblings(row):
        if one.position != (place := places[one.key]):
            type(row).of(row.spec.pk).filter(pk=one.pk).update(position=place)


def _allowed(spec: Spec, model: type[Row], words: dict[str, str]) -> dict[str, str]:
    """The cells as they may be stored: references resolved, secrets left out."""
    cells = {name: tidy(text) for name, text in words.items() if name in model.columns()}
    for name, column in model.columns().items():
        if isinstance(column, Ref) and cells.get(name):
            rows = template.find(column.to).of(spec.pk)
            cells[name] = meant(cells[name], list(rows.values("key", "name")))
    return without_secrets(spec, model, cells)
