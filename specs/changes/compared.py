"""compare(old, new): what a reader of the old version has to know about the new one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .. import references, template
from ..documents import Document, Values, tidied
from ..fields import Cell, Code, Ref
from ..layout import Group
from ..reader import blank
from ..sections.base import Chapter, Declared, Row, Section
from ..sections.header import Header
from .matching import paired
from .pieces import Piece, by_lines, by_words
from .strictness import Drift, drift
from .told import CellChange, Changes, ChapterChange, Fate, GroupChange, RowChange, SectionChange

IDENTITY = (("team", "Owning team"), ("guid", "GUID"))


def compare(old: Document | None, new: Document, whole: Collection[str] = ()) -> Changes:
    """What changed from `old` (None: from nothing) to `new`; sections in `whole` are told even if the same."""
    return _Comparison(old or blank(), new).run(whole)


@dataclass(frozen=True)
class _Comparison:
    """Two documents side by side, and the names that references stand for in each."""

    old: Document
    new: Document

    def run(self, whole: Collection[str]) -> Changes:
        told: dict[Chapter, list[SectionChange]] = {}
        unchanged: list[type[Section]] = []
        for section in template.sections():
            change = self._section(section, section.slug in whole)
            if change is None:
                unchanged.append(section)
            else:
                told.setdefault(section.chapter, []).append(change)
        chapters = tuple(ChapterChange(one, tuple(changes)) for one, changes in told.items())
        return Changes(chapters, tuple(unchanged))

    def _section(self, section: type[Section], whole: bool) -> SectionChange | None:
        before, after = _values(self.old, section), _values(self.new, section)
        if before == after and not whole:
            return None
        before, after = tidied(before), tidied(after)
        extra = IDENTITY if section is Header else ()
        cells = [*self._cells(section, before, after)]
        cells += [_cell(name, label, before, after) for name, label in extra]
        fields = tuple(cell for cell in cells if cell.changed or (whole and cell.pieces))
        groups = tuple(self._group(group, before, after, whole) for group in section.groups())
        groups = tuple(group for group in groups if group.changed or (whole and group.rows))
        return SectionChange(section, fields, groups, whole) if fields or groups or whole else None

    def _group(self, group: Group, before: Values, after: Values, whole: bool) -> GroupChange:
        model = group.model
        rows = paired(before.get(group.id, ()), after.get(group.id, ()), _called(model))
        numbers = _numbers([pair[1] is not None for pair, _ in rows])
        changes = tuple(
            self._row(group, *pair, number, moved, whole)
            for (pair, moved), number in zip(rows, numbers, strict=True)
        )
        told = (row for row in changes if whole or row.fate is not Fate.SAME)
        used = {cell.name for row in told for cell in row.cells if cell.pieces}
        columns = tuple(_label(model, name) for name in model.columns() if name in used)
        title = group.title or group.label
        return GroupChange(group, title, columns, tuple(_narrowed(row, used) for row in changes))

    def _row(
        self,
        group: Group,
        old: Values | None,
        new: Values | None,
        number: int,
        moved: bool,
        whole: bool,
    ) -> RowChange:
        model, before, after = group.model, old or {}, new or {}
        cells = self._cells(model, before, after)
        groups = tuple(self._group(inner, before, after, whole) for inner in model.groups())
        groups = tuple(inner for inner in groups if inner.rows)
        differs = any(cell.changed for cell in cells) or any(inner.changed for inner in groups)
        row = after or before
        title = _called(model)(row)
        return RowChange(
            _fate(old, new, differs, moved),
            str(row.get("key", "")),
            title,
            number,
            moved,
            cells,
            groups,
            _came_or_went(group, old, new),
        )

    def _cells(
        self, model: type[Declared], before: Values, after: Values
    ) -> tuple[CellChange, ...]:
        return tuple(
            self._referring(cell, before, after)
            if isinstance(cell, Ref)
            else _cell(name, _label(model, name), before, after, cell)
            for name, cell in model.columns().items()
        )

    def _referring(self, cell: Ref, before: Values, after: Values) -> CellChange:
        """References by the names of their rows; a row that was renamed is still the same row."""
        old, new = str(before.get(cell.name, "")), str(after.get(cell.name, ""))
        was, now = self._meant(self.old, cell, old), self._meant(self.new, cell, new)
        same = old == new if before and after else not (was[0] or now[0])
        same = same or (was == now and was[1])
        pieces = by_words(now[0], now[0]) if same else _replaced(was[0], now[0])
        way = None if same or not (before and after) else drift(cell, was[0], now[0])
        return CellChange(cell.name, cell.label, pieces, drift=way)

    def _meant(self, document: Document, cell: Ref, text: str) -> tuple[str, bool]:
        """The name that a reference shows, and whether it is the only row of that name."""
        rows = references.targets(document, cell.to)
        name = references.shown(text, rows)
        return name, name != text and sum(row["name"] == name for row in rows) == 1


def _values(document: Document, section: type[Section]) -> Values:
    """The values of a section; the header keeps its own at the top of the document."""
    values: Values = document["sections"].get(section.slug, {})
    return document["header"] | values if section is Header else values


def _cell(
    name: str, label: str, before: Values, after: Values, cell: Cell | None = None
) -> CellChange:
    old, new = str(before.get(name, "")), str(after.get(name, ""))
    code = isinstance(cell, Code) and not cell.ticked
    pieces = by_lines(old, new) if code else by_words(old, new)
    way = drift(cell, old, new) if before and after else None
    return CellChange(name, label, pieces, code, bool(cell and cell.ticked), way)


def _replaced(old: str, new: str) -> tuple[Piece, ...]:
    """One name instead of another: never word by word."""
    return (*by_words(old, ""), *by_words("", new))


def _fate(old: Values | None, new: Values | None, differs: bool, moved: bool) -> Fate:
    if old is None or new is None:
        return Fate.ADDED if old is None else Fate.REMOVED
    if differs:
        return Fate.CHANGED
    return Fate.MOVED if moved else Fate.SAME


def _came_or_went(group: Group, old: Values | None, new: Values | None) -> Drift | None:
    """A guard that is new holds somebody to more, one that is gone to less."""
    if not group.guards or (old is None) == (new is None):
        return None
    return Drift.TIGHTENED if old is None else Drift.LOOSENED


def _numbers(there: Sequence[bool]) -> Iterator[int]:
    """The place of each row in the new version; a removed row has that of the row before it."""
    number = 0
    for one in there:
        number += one
        yield number


def _narrowed(row: RowChange, used: set[str]) -> RowChange:
    """The row without the columns that no row of the group fills."""
    cells = tuple(cell for cell in row.cells if cell.name in used)
    return replace(row, cells=cells)


@cache
def _label(model: type[Declared], name: str) -> str:
    """What a column is called; the language of some code is called after the code."""
    columns: Sequence[str] = tuple(model.columns())
    cell = model.columns()[name]
    if cell.label and cell.label != "Language":
        return cell.label
    base = model.columns()[columns[columns.index(name) - 1]].label
    return f"{base}, language"


@cache
def _naming(model: type[Row]) -> str:
    cells = model.cells()
    return "name" if "name" in cells else next(iter(cells))


class _called:  # noqa: N801 - reads as the function it stands for
    """What a row of a model is called: its name, else its first cell, on one line."""

    def __init__(self, model: type[Row]) -> None:
        self.name = _naming(model)

    def __call__(self, row: Values) -> str:
        return " ".join(str(row.get(self.name, "")).split())
