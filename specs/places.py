"""Places that people talk about: a section, a row or a field, as a document has them now."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, cast

from . import references, template
from .documents import Document, Values, cell_digest
from .fields import Cell, Ref
from .layout import Group
from .sections.base import Declared, Row, Section, Step
from .sections.header import Header

KEY = re.compile(r"[A-Za-z0-9]{1,24}")
MOST = 80  # characters of a row's name in the name of a place


class NoSuchPlace(LookupError):
    """An address that means nothing."""


@dataclass(frozen=True)
class Place:
    """`alerts`, `alert.<key>` or `alert.<key>.condition`; a section's own field is `alerts.-.notes`."""

    model: type[Declared]
    key: str = ""
    field: str = ""

    @classmethod
    def at(cls, address: str) -> Place:
        """Raises NoSuchPlace."""
        slug, _, rest = address.partition(".")
        key, _, field = rest.partition(".")
        try:
            model = template.find(slug)
            if field:
                model.columns()[field]
        except KeyError:
            raise NoSuchPlace(address) from None
        wanted = KEY.fullmatch(key) if issubclass(model, Row) else key == ("-" if field else "")
        if not wanted:
            raise NoSuchPlace(address)
        return cls(model, key, field)

    @property
    def address(self) -> str:
        return ".".join(part for part in (self.model.slug, self.key, self.field) if part)

    @property
    def section(self) -> type[Section]:
        if issubclass(self.model, Row):
            return template.home_of(self.model)
        return cast("type[Section]", self.model)

    @property
    def row(self) -> str:
        """The address of the row it is about, or stands in; of a section, its own."""
        return f"{self.model.slug}.{self.key}" if self.key not in ("", "-") else self.model.slug

    @property
    def is_row(self) -> bool:
        return bool(self.key) and not self.field

    @property
    def column(self) -> Cell:
        return self.model.columns()[self.field]

    @property
    def label(self) -> str:
        """What its field is called; the language of some code is called after the code."""
        return self.column.label or self.field.replace("_", " ").capitalize()

    @property
    def anchor(self) -> str:
        """The id of it on the page of its chapter."""
        row = self.row.replace(".", "-")
        return self.address.replace(".", "-") if self.field else f"r-{row}" if self.key else row


class Found(NamedTuple):
    """A row where it stands: its values, its number among its siblings, and what it hangs on."""

    values: Values
    number: int
    model: type[Row]
    called: str  # its name, else which one it is; behind the name of the row it hangs on


class Places:
    """What stands where in one document; rows are looked up by their permanent keys."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def rows(self) -> dict[str, Found]:
        """Every row by its address."""
        found: dict[str, Found] = {}
        for section in template.sections():
            found.update(self._walk(section.groups(), self._values(section)))
        return found

    def _walk(
        self, groups: tuple[Group, ...], values: Values, above: str = ""
    ) -> Iterator[tuple[str, Found]]:
        for group in groups:
            for number, row in enumerate(values.get(group.id, ()), 1):
                called = above + (self._name(group.model, row) or f"{group.model.noun()} {number}")
                yield f"{group.model.slug}.{row['key']}", Found(row, number, group.model, called)
                yield from self._walk(group.model.groups(), row, f"{called}, ")

    def _name(self, model: type[Row], row: Values) -> str:
        """Its name, else its first cell, on one line; steps are called by their numbers."""
        cells = model.cells()
        name = "name" if "name" in cells else next(iter(cells))
        text = "" if issubclass(model, Step) else self._shown(cells[name], str(row.get(name, "")))
        line = " ".join(text.split())
        return line if len(line) <= MOST else f"{line[: MOST - 1]}…"

    def has(self, place: Place) -> bool:
        """Whether it is there: sections always are."""
        return place.key in ("", "-") or place.row in self.rows

    def text(self, place: Place) -> str | None:
        """What it says; None when its row is gone."""
        if not self.has(place):
            return None
        values = self._values(place.section) if place.key in ("", "-") else self._row(place)
        if place.field:
            return self._shown(place.column, str(values.get(place.field, "")))
        return json.dumps(_keyless(values), sort_keys=True)

    def digest(self, place: Place) -> str:
        """A short mark of what it says."""
        return cell_digest(self.text(place) or "")

    def called(self, place: Place) -> str:
        """`Alerts, CheckoutErrorRate, Condition`."""
        parts = [place.section.called()]
        if found := self.rows.get(place.row):
            parts.append(found.called)
        return ", ".join([*parts, *([place.label] if place.field else [])])

    def cells(self, place: Place) -> list[tuple[Place, str]]:
        """The values that can be written at a place, each with its text: one, or those of a row."""
        names = [place.field] if place.field else list(place.model.cells()) if place.key else []
        found = [Place(place.model, place.key, name) for name in names]
        return [(one, text) for one in found if (text := self.text(one)) is not None]

    def _values(self, section: type[Section]) -> Values:
        values: Values = self.document["sections"].get(section.slug, {})
        return self.document["header"] | values if section is Header else values

    def _row(self, place: Place) -> Values:
        return self.rows[place.row].values

    def _shown(self, column: Cell, text: str) -> str:
        if isinstance(column, Ref) and text.startswith("@"):
            return references.shown(text, references.targets(self.document, column.to))
        return text


def _keyless(value: Any) -> Any:
    """The values without what says which row it is."""
    if isinstance(value, dict):
        return {name: _keyless(inner) for name, inner in value.items() if name != "key"}
    return [_keyless(inner) for inner in value] if isinstance(value, list) else value
