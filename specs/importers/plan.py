"""What an import would do to a document: new, changed and identical rows, and the document it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .. import references, template
from ..documents import Document, Values
from ..fields import Ref
from ..sections.base import Declared, Row, Section
from ..sections.header import Header
from .matching import Choices, chosen
from .reading import Cell, Entry, Reading, short_digest

NAMES = ("name", "endpoint", "path", "service", "text")
MINE, THEIRS, BOTH = "mine", "file", "both"
MACHINE = "Environment file"
UNTICKED = (
    "env_variables",
)  # what a machine runs with belongs in a specification only if somebody says so


@dataclass(frozen=True)
class Change:
    """One text that would change, and where the new one came from."""

    field: str
    label: str
    old: str
    new: str
    source: str


@dataclass
class Item:
    """One row, or one field of a section, as it would become."""

    id: str
    section: str
    group: str
    key: str  # of the row that it would change; of the new row; "-" for the section's own field
    name: str
    kind: str  # new, changed or same
    changes: list[Change]
    inside: Values = field(default_factory=dict)
    before: Values = field(default_factory=dict)  # the steps that `inside` would replace
    way: str = THEIRS

    @property
    def home(self) -> type[Section]:
        return template.find(self.section)  # type: ignore[return-value]

    @property
    def model(self) -> type[Declared]:
        """The table it stands in."""
        return template.group_of(self.home, self.group).model if self.group else self.home

    @property
    def may_be_both(self) -> bool:
        return self.kind == "changed" and bool(self.group)


@dataclass
class Part:
    """Everything that would happen to one section."""

    section: type[Section]
    ticked: bool
    items: list[Item] = field(default_factory=list)

    def many(self, kind: str) -> int:
        return sum(item.kind == kind for item in self.items)

    @property
    def new(self) -> int:
        return self.many("new")

    @property
    def changed(self) -> int:
        return self.many("changed")

    @property
    def same(self) -> int:
        return self.many("same")


def plan(document: Document, reading: Reading, choices: Choices, seed: str = "") -> list[Part]:
    """What an import of this reading, with these choices, would do to the document."""
    ticks: dict[str, bool] = choices.get("sections", {})
    parts: dict[str, Part] = {}
    unticked = [one.section for one in reading.entries if reading.files[one.file].format == MACHINE]
    unticked = [slug for slug in unticked if slug in UNTICKED]
    for item in _items(document, reading, choices, seed):
        section: Any = template.find(item.section)
        ticked = ticks.get(item.section, item.section not in unticked)
        parts.setdefault(item.section, Part(section, ticked)).items.append(item)
    order = [section.slug for section in template.sections()]
    return sorted(parts.values(), key=lambda part: order.index(part.section.slug))


def _items(document: Document, reading: Reading, choices: Choices, seed: str) -> Iterator[Item]:
    merged: dict[tuple[str, ...], tuple[Entry, dict[str, Cell]]] = {}
    seen: dict[tuple[Any, ...], int] = {}
    for entry, cells in chosen(reading, choices):
        if not entry.group:
            for name, cell in cells.items():
                _merge(merged, (entry.section, "", name), entry, {name: cell})
            continue
        identity = identity_of(template.group_of(template.find(entry.section), entry.group).model)
        called = cells[identity].text if identity in cells else ""
        place = (entry.file, entry.section, entry.group, called)
        seen[place] = seen.get(place, 0) + 1
        _merge(merged, (entry.section, entry.group, called, str(seen[place])), entry, cells)
    for at, (entry, cells) in merged.items():
        found = (
            _row_item(document, reading, entry, cells, at, seed)
            if entry.group
            else _own_item(document, reading, entry, next(iter(cells.values())), at)
        )
        overwrites = found.kind == "changed" and not entry.group
        default = MINE if overwrites and found.changes[0].field != "notes" else THEIRS
        found.way = choices.get("ways", {}).get(found.id, choices.get("default", default))
        yield found


def _merge(merged: Any, place: tuple[str, ...], entry: Entry, cells: dict[str, Cell]) -> None:
    """The same row from two files is one row: the first file wins, the second fills what is empty."""
    if place not in merged:
        merged[place] = (entry, dict(cells))
        return
    _, had = merged[place]
    for name, cell in cells.items():
        if name == "notes" and name in had:
            text = f"{had[name].text}\n{cell.text}"
            had[name] = Cell(had[name].called, name, text, had[name].line)
        else:
            had.setdefault(name, cell)


def identity_of(model: type[Declared]) -> str:
    """The field by which people know a row."""
    return next((name for name in NAMES if name in model.cells()), next(iter(model.cells())))


def _own_item(
    document: Document, reading: Reading, entry: Entry, cell: Cell, place: tuple[str, ...]
) -> Item:
    section: Any = template.find(entry.section)
    values = _own_values(document, section)
    label = section.columns()[cell.field].label
    old, new = values.get(cell.field, ""), cell.text
    if cell.field == "notes":
        had = old.split("\n")
        new = "\n".join(
            [*filter(None, [old]), *(line for line in new.split("\n") if line not in had)]
        )
    kind = "same" if old == new else "changed" if old else "new"
    change = Change(cell.field, label, old, new, _source(reading, entry, cell))
    return Item(short_digest(*place), entry.section, "", "-", label, kind, [change])


def _own_values(document: Document, section: type[Section]) -> Values:
    own: Values = document["sections"][section.slug]
    return own | document["header"] if section is Header else own


def _row_item(
    document: Document, reading: Reading, entry: Entry, cells: dict[str, Cell], place: tuple[str, ...], seed: str
) -> Item:  # fmt: skip
    model: Any = template.group_of(template.find(entry.section), entry.group).model
    identity, called = identity_of(model), place[2]
    rows = document["sections"][entry.section][entry.group]
    alike = [row for row in rows if called and _shown(document, model, identity, row) == called]
    number = int(place[3]) - 1
    row = alike[number] if number < len(alike) else None
    changes = []
    for name, cell in cells.items():
        old = _shown(document, model, name, row) if row else ""
        if old != cell.text:
            changes.append(
                Change(
                    name, model.columns()[name].label, old, cell.text, _source(reading, entry, cell)
                )
            )
    steps = {
        group: rows
        for group, rows in entry.inside.items()
        if row is None or not _alike(row.get(group), rows)
    }
    kind = "new" if row is None else "changed" if changes or steps else "same"
    key = row["key"] if row else short_digest(seed, *place)
    name = called or f"{model.noun()} without a name"
    before = {group: row.get(group, []) for group in steps} if row else {}
    return Item(
        short_digest(*place), entry.section, entry.group, key, name, kind, changes, steps, before
    )


def _shown(document: Document, model: type[Row], name: str, row: Values) -> str:
    column, text = model.columns().get(name), str(row.get(name, ""))
    if isinstance(column, Ref) and text.startswith("@"):
        return references.shown(text, references.targets(document, column.to))
    return text


def _alike(mine: Any, theirs: Any) -> bool:
    """The same steps, whatever their keys."""
    bare = [[{**step, "key": ""} for step in steps or ()] for steps in (mine, theirs)]
    return bool(bare[0] == bare[1])


def _source(reading: Reading, entry: Entry, cell: Cell) -> str:
    """`alerts.rules.yml, line 14 (expr)`."""
    where = f", line {cell.line}" if cell.line else ""
    return f"{reading.files[entry.file].name}{where} ({cell.called})"
