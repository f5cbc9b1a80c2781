"""Writing single cells: compare-and-set, so that nobody's text is ever lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from . import references, template, withheld
from .documents import cell_digest
from .fields import Cell, Ref
from .markdown.tidy import tidy
from .models import Conflict, Event, Spec, User, Verb
from .sections.base import Declared, Row
from .sections.header import Header

MIRRORED = {
    "name": 200,
    "tier": 8,
}  # the header's cells that Spec holds too, for lists: how much of them
LONGEST = 200_000  # characters in one cell
KEY = re.compile(r"[A-Za-z0-9]{1,24}")  # it stands in names and ids of the page as it is


class NoSuchCell(LookupError):
    """An address that means nothing."""


class TooLong(ValueError):
    """A text that is refused whole, because half of it would be lost without a word."""

    def __init__(self, label: str) -> None:
        super().__init__(f"{label} is longer than {LONGEST:,} characters. It was not saved.")


@dataclass(frozen=True)
class Change:
    """One cell as a person wants it, and the digest of what that person last saw there.

    `comment`: the suggestion that is followed; such an edit has a line of its own in the trail.
    """

    address: str
    text: str
    seen: str = ""
    comment: int = 0

    @property
    def place(self) -> tuple[type[Declared], str, str]:
        """Model, row key ("-" for a section's own) and field; raises NoSuchCell."""
        slug, _, rest = self.address.partition(".")
        key, _, name = rest.partition(".")
        try:
            model = template.find(slug)
            model.columns()[name]
        except KeyError:
            raise NoSuchCell(self.address) from None
        if not (KEY.fullmatch(key) if issubclass(model, Row) else key == "-"):
            raise NoSuchCell(self.address)
        return model, key, name


@dataclass
class Outcome:
    """What became of a set of changes."""

    digests: dict[str, str] = field(
        default_factory=dict
    )  # address -> what the browser has now seen
    conflicts: list[Conflict] = field(default_factory=list)
    withheld: list[str] = field(
        default_factory=list
    )  # addresses whose value was refused and not stored
    deleted: dict[str, str] = field(default_factory=dict)  # rows that went, with their names
    locked: bool = False  # the spec is no draft any more; every text is kept as a conflict


def write(spec: Spec, by: User, changes: Iterable[Change]) -> Outcome:
    """Write each changed cell if it still is what its writer saw.

    A text that loses is stored as a Conflict first. Raises NoSuchCell for an unknown address, and
    TooLong; then nothing is written.
    """
    outcome = Outcome()
    with transaction.atomic():
        outcome.locked = not spec.touch(by)
        for change in changes:
            _write(spec, by, change, outcome)
    return outcome


def shown_now(spec: Spec, address: str) -> str | None:
    """The text in a cell as a person sees it now; None when its row is gone."""
    model, key, name = Change(address, "").place
    current = _current(spec, model, key, name)
    return None if current is None else _shown(spec, model.columns()[name], current)


def _write(spec: Spec, by: User, change: Change, outcome: Outcome) -> None:
    model, key, name = change.place
    column = model.columns()[name]
    text = accepted(column, change.text)
    if text and withheld.is_withheld(spec, model, key, name):
        outcome.withheld.append(change.address)
        outcome.digests[change.address] = ""
        return
    for _ in range(3):  # a cell that keeps changing under us is a conflict in the end
        current = _current(spec, model, key, name)
        if current is None or outcome.locked:
            return _lose(spec, by, change, text, current or "", outcome)
        stored, before = _stored(spec, column, text, current), _shown(spec, column, current)
        if stored == current:
            outcome.digests[change.address] = cell_digest(text)
            return None
        if cell_digest(before) != change.seen:
            return _lose(spec, by, change, text, before, outcome)
        if _rows(spec, model, key).filter(**{name: current}).update(**{name: stored}):
            return _written(spec, by, change, before, text, outcome)
    return _lose(spec, by, change, text, before, outcome)


def accepted(column: Cell, text: str) -> str:
    """The text as it is stored; raises TooLong."""
    text = tidy(text)
    if len(text) > LONGEST:
        raise TooLong(column.label)
    return text


def _rows(spec: Spec, model: type[Declared], key: str) -> models.QuerySet[Any]:
    found = model.of(spec.pk)
    return found.filter(key=key) if issubclass(model, Row) else found


def _current(spec: Spec, model: type[Declared], key: str, name: str) -> str | None:
    """The text in the cell now; None when its row is gone."""
    texts = _rows(spec, model, key).order_by().values_list(name, flat=True)
    found: str | None = next(iter(texts), None)
    if found is None and not issubclass(model, Row):
        model.of(spec.pk).get_or_create(spec_id=spec.pk)
        return ""
    return found


def _targets(spec: Spec, column: Ref) -> list[dict[str, str]]:
    rows = template.find(column.to).of(spec.pk)
    return list(rows.values("key", "name"))


def _shown(spec: Spec, column: Cell, text: str) -> str:
    """The cell as a person sees it: a reference by the name of its row."""
    if isinstance(column, Ref) and text.startswith("@"):
        return references.shown(text, _targets(spec, column))
    return text


def _stored(spec: Spec, column: Cell, text: str, current: str) -> str:
    """What a person means: a name that is a row's becomes a reference."""
    if isinstance(column, Ref) and text:
        return references.meant(text, _targets(spec, column), current)
    return text


def _written(
    spec: Spec, by: User, change: Change, before: str, text: str, outcome: Outcome
) -> None:
    model, _, name = change.place
    data = {"comment": change.comment} if change.comment else None
    Event.record(spec, by, Verb.EDITED, place=change.address, old=before, new=text, data=data)
    outcome.digests[change.address] = cell_digest(text)
    if model is Header and name in MIRRORED:
        shown = text[: MIRRORED[name]]
        Spec.objects.filter(pk=spec.pk).update(**{name: shown})
        setattr(spec, name, shown)
    if name in withheld.NAMING.get(model, ()):
        withheld.forget(spec)


def _lose(spec: Spec, by: User, change: Change, text: str, theirs: str, outcome: Outcome) -> None:
    """Keep the text that cannot be written, for its writer to decide about."""
    last = (
        Event.objects.filter(spec=spec, place=change.address)
        .exclude(actor=by)
        .order_by("-pk")
        .values_list("actor", flat=True)
        .first()
    )
    _keep_earlier(spec, by, change.address, text)
    conflict, _ = Conflict.objects.update_or_create(
        spec=spec,
        who=by,
        address=change.address,
        resolved_at=None,
        defaults={
            "base_digest": change.seen[:12],
            "mine": text,
            "theirs": theirs,
            "theirs_by_id": last,
        },
    )
    outcome.conflicts.append(conflict)


def _keep_earlier(spec: Spec, by: User, address: str, text: str) -> None:
    """A text from another page of the same person would be typed over: the trail keeps it."""
    waiting = Conflict.open_for(spec, by).filter(address=address).first()
    if waiting and not text.startswith(waiting.mine) and not waiting.mine.startswith(text):
        Event.record(spec, by, Verb.RESOLVED, place=address, old=waiting.mine, new=text)
