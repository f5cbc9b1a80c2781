"""What a comparison tells: cells in rows, rows in groups, groups in sections, sections in chapters."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from ..fields import Code, Lines, Text
from ..layout import Group
from ..sections.base import Chapter, Section, Step
from .pieces import Kind, Piece
from .strictness import Drift


class Fate(StrEnum):
    """What happened to a row; the value is the word that people read."""

    ADDED = "Added"
    REMOVED = "Removed"
    CHANGED = "Changed"
    MOVED = "Moved"
    SAME = "Unchanged"


@dataclass(frozen=True)
class CellChange:
    """One value before and after."""

    name: str
    label: str
    pieces: tuple[Piece, ...]
    code: bool = False
    ticked: bool = False
    drift: Drift | None = None  # None where the kind of the cell has no stricter side

    @property
    def changed(self) -> bool:
        return any(piece.kind is not Kind.SAME for piece in self.pieces)


@dataclass(frozen=True)
class RowChange:
    """One row, matched with itself in the other version."""

    fate: Fate
    key: str
    title: str
    number: int  # its place in the new version; of a removed row, that of the row before it
    moved: bool
    cells: tuple[CellChange, ...]  # one for each column of the group, empty ones included
    groups: tuple[GroupChange, ...] = ()
    drift: Drift | None = None  # of a row that came or went; a changed one says it cell by cell

    @property
    def drifts(self) -> list[Drift]:
        """Which way it moved, and each cell and step of it; a row that is new or gone counts once."""
        if self.fate in (Fate.ADDED, Fate.REMOVED):
            return [self.drift] if self.drift else []
        inner = (row for group in self.groups for row in group.rows)
        own = [cell.drift for cell in self.cells if cell.drift]
        return own + [one for row in inner for one in row.drifts]

    @property
    def word(self) -> str:
        """The word in its first column."""
        return f"{self.fate}, moved" if self.moved and self.fate is Fate.CHANGED else self.fate

    @property
    def mark(self) -> str:
        """The class name that gives it its edge."""
        return {Fate.MOVED: "moved-row", Fate.SAME: "same"}.get(self.fate, self.fate.lower())

    @property
    def told(self) -> tuple[CellChange, ...]:
        """Where rows do not fit a table: what changed of a changed row, all that another has."""
        if self.fate is Fate.MOVED:
            return ()
        cells = (cell for cell in self.cells if cell.pieces and not self._is_title(cell))
        return tuple(cell for cell in cells if cell.changed or self.fate is not Fate.CHANGED)

    def _is_title(self, cell: CellChange) -> bool:
        """Whether the row's heading says it already."""
        return len(cell.pieces) == 1 and cell.pieces[0].text == self.title


@dataclass(frozen=True)
class GroupChange:
    """The rows of one group, in the order to show them."""

    group: Group
    title: str
    columns: tuple[str, ...]  # labels of the columns that any row fills
    rows: tuple[RowChange, ...]

    @cached_property
    def same(self) -> int:
        """How many rows did not change."""
        return sum(row.fate is Fate.SAME for row in self.rows)

    @cached_property
    def changed(self) -> bool:
        return self.same < len(self.rows)

    @property
    def called(self) -> str:
        """What its table is called."""
        return self.title or self.group.model.noun().capitalize() + "s"

    @property
    def steps(self) -> bool:
        """Steps are called by their numbers."""
        return issubclass(self.group.model, Step)

    @cached_property
    def tabular(self) -> bool:
        """Whether the rows read well as a table."""
        model = self.group.model
        cells = (model.cells()[cell.name] for row in self.rows[:1] for cell in row.cells)
        long = any(isinstance(cell, Text | Lines | Code) and not cell.ticked for cell in cells)
        return not (long or model.groups() or len(self.columns) > 7)


@dataclass(frozen=True)
class Counts:
    """How much changed: rows added, changed, removed, moved, and fields changed."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    moved: int = 0
    fields: int = 0
    loosened: int = 0
    tightened: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.added + other.added, self.changed + other.changed, self.removed + other.removed,
            self.moved + other.moved, self.fields + other.fields,
            self.loosened + other.loosened, self.tightened + other.tightened,
        )  # fmt: skip

    @property
    def total(self) -> int:
        return self.added + self.changed + self.removed + self.moved + self.fields

    @property
    def short(self) -> str:
        """As on the page: +1 ~2."""
        parts = (("+", self.added), ("~", self.changed + self.fields + self.moved))
        return " ".join(f"{sign}{n}" for sign, n in (*parts, ("−", self.removed)) if n)  # noqa: RUF001

    @property
    def drift(self) -> str:
        """`3 loosened, 1 tightened`."""
        parts = ((self.loosened, "loosened"), (self.tightened, "tightened"))
        return ", ".join(f"{n} {word}" for n, word in parts if n)

    @property
    def words(self) -> str:
        """`1 added, 2 changed, 1 removed`."""
        fields = f"{self.fields} field{'s' if self.fields != 1 else ''} changed"
        parts = ((self.added, "added"), (self.changed, "changed"), (self.removed, "removed"))
        told = [f"{n} {word}" for n, word in (*parts, (self.moved, "moved")) if n]
        return ", ".join([*told, *([fields] if self.fields else [])])


@dataclass(frozen=True)
class SectionChange:
    """What changed in one section."""

    section: type[Section]
    fields: tuple[CellChange, ...]  # the changed ones
    groups: tuple[GroupChange, ...]
    whole: bool = False  # told with all that did not change

    @property
    def same(self) -> int:
        """How many of its rows did not change."""
        return sum(group.same for group in self.groups)

    @cached_property
    def counts(self) -> Counts:
        fates = [row.fate for group in self.groups for row in group.rows]
        drifts = [one for group in self.groups for row in group.rows for one in row.drifts]
        drifts += [cell.drift for cell in self.fields if cell.drift]
        return Counts(
            fates.count(Fate.ADDED), fates.count(Fate.CHANGED), fates.count(Fate.REMOVED),
            fates.count(Fate.MOVED), sum(cell.changed for cell in self.fields),
            drifts.count(Drift.LOOSENED), drifts.count(Drift.TIGHTENED),
        )  # fmt: skip


@dataclass(frozen=True)
class ChapterChange:
    """The changed sections of one chapter, and how many others it has."""

    chapter: Chapter
    sections: tuple[SectionChange, ...]

    @cached_property
    def counts(self) -> Counts:
        return sum((section.counts for section in self.sections), Counts())


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two versions of a specification."""

    chapters: tuple[ChapterChange, ...] = ()
    unchanged: tuple[type[Section], ...] = field(default=())

    def __bool__(self) -> bool:
        return self.counts.total > 0

    @cached_property
    def counts(self) -> Counts:
        return sum((chapter.counts for chapter in self.chapters), Counts())

    @cached_property
    def unchanged_chapters(self) -> tuple[Chapter, ...]:
        """The chapters in which nothing changed."""
        told = {change.chapter for change in self.chapters}
        found = {section.chapter: None for section in self.unchanged}
        return tuple(chapter for chapter in found if chapter not in told)
