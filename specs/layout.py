"""How the fields and rows of a section are laid out: one declaration for Markdown, editor, reader and diff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .blocks.code import Code as CodeLens
from .blocks.facts import Fact
from .blocks.facts import Facts as FactsLens
from .blocks.lens import Lens
from .blocks.link import RefColumn
from .blocks.prose import Ticked
from .blocks.sheet import Sheet
from .blocks.table import Column
from .fields import Cell, Code, Line, Ref

if TYPE_CHECKING:
    from .sections.base import Declared, Row

Values = dict[str, Any]


@dataclass(frozen=True)
class Slot:
    """One value of a sheet and the names of the section it is made of."""

    id: str
    lens: Lens
    keys: tuple[
        tuple[str, str], ...
    ] = ()  # (key the lens knows, name in the section); empty: the value itself

    def pack(self, values: Values) -> Any:
        if not self.keys:
            return values[self.id]
        packed: Values = {}
        for key, name in self.keys:  # "levels/value" is a value one level down
            *outer, last = key.split("/")
            inner = packed.setdefault(outer[0], {}) if outer else packed
            inner[last] = values[name]
        return packed

    def unpack(self, got: Any) -> Values:
        if not self.keys:
            return {self.id: got}
        values: Values = {}
        for key, name in self.keys:
            *outer, last = key.split("/")
            values[name] = (got[outer[0]] if outer else got).get(last, "")
        return values


def lens_of(column: Cell) -> Lens:
    """The shape of one field where it stands alone."""
    return Ticked() if column.ticked and isinstance(column, Line) else column.lens


def slot_of(model: type[Declared], name: str) -> Slot:
    """The slot of one field; code with a language of its own is made of two columns."""
    column = model.cell(name)
    if isinstance(column, Code) and f"{name}_language" in model.cells():
        return Slot(name, CodeLens(), (("text", name), ("language", f"{name}_language")))
    return Slot(name, lens_of(column))


@dataclass(frozen=True, init=False)
class Facts:
    """Labelled fields under each other; `bullet` puts each in a list item."""

    names: tuple[str, ...]
    bullet: bool = False

    def __init__(self, *names: str, bullet: bool = False) -> None:
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "bullet", bullet)

    def fields(self) -> tuple[str, ...]:
        return self.names

    def groups(self) -> tuple[Group, ...]:
        return ()

    def slots(self, model: type[Declared]) -> Iterator[Slot]:
        return (slot_of(model, name) for name in self.names)


@dataclass(frozen=True)
class Lead:
    """The one field without a label; it comes first."""

    name: str

    def fields(self) -> tuple[str, ...]:
        return (self.name,)

    def groups(self) -> tuple[Group, ...]:
        return ()

    def slots(self, model: type[Declared]) -> Iterator[Slot]:
        yield slot_of(model, self.name)


@dataclass(frozen=True)
class Group:
    """Rows of one model. Without a label they come first, or, if `headed`, last, under headings of their own."""

    model: type[Row]
    lens: Lens
    name: str = ""
    label: str = ""
    title: str = ""  # on the form; else the label, else the section's title
    headed: bool = False
    at_least: int = 0
    excuse: str = (
        ""  # the section's field that says why this group does not apply (laid out on its own)
    )
    add: str = ""
    empty: str = ""
    hint: str = ""
    guards: bool = False  # each row holds somebody to something: one more is stricter
    standing: Sequence[Mapping[str, str]] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        return self.name or self.model.slug

    def fields(self) -> tuple[str, ...]:
        return ()

    def groups(self) -> tuple[Group, ...]:
        return (self,)

    def slots(self, model: type[Declared]) -> Iterator[Slot]:
        yield Slot(self.id, self.lens)


@dataclass(frozen=True)
class Together:
    """Several fields and groups that one shape writes as a whole; keys are what the shape calls them."""

    lens: Lens
    parts: tuple[Facts | Lead | Group, ...]
    keys: tuple[tuple[str, str], ...] = ()  # shape's key -> name here, where they differ
    id: str = "together"
    label: str = ""
    headed: bool = False

    def fields(self) -> tuple[str, ...]:
        return tuple(name for part in self.parts for name in part.fields())

    def groups(self) -> tuple[Group, ...]:
        return tuple(group for part in self.parts for group in part.groups())

    def slots(self, model: type[Declared]) -> Iterator[Slot]:
        renamed = {name: key for key, name in self.keys}
        names = (*self.fields(), *(group.id for group in self.groups()))
        names += tuple(name for name in renamed if name not in names)
        yield Slot(self.id, self.lens, tuple((renamed.get(name, name), name) for name in names))


Part = Facts | Lead | Group | Together


def flat(layout: tuple[Part, ...]) -> list[Facts | Lead | Group]:
    """The parts of a layout, those inside a Together in their order."""
    found: list[Facts | Lead | Group] = []
    for part in layout:
        found += part.parts if isinstance(part, Together) else (part,)
    return found


def columns(model: type[Declared], *names: str, **changes: str) -> tuple[Column, ...]:
    """The fields of a row as the columns of a table, in declared order; `changes` gives other labels.

    The first is always written: a table without rows has a header row all the same.
    """
    first, *rest = names or model.cells()
    return (
        _column(model.cell(first), changes.get(first), always=True),
        *(_column(model.cell(name), changes.get(name)) for name in rest),
    )


def _column(column: Cell, label: str | None, *, always: bool = False) -> Column:
    kind = RefColumn if isinstance(column, Ref) else Column
    return kind(
        label or column.heading,
        column.name,
        code=column.ticked,
        always=always or column.seeded,
        aliases=column.aliases,
    )


def fact(model: type[Declared], name: str, **options: Any) -> Fact:
    """One field as a labelled fact."""
    column, slot = model.cell(name), slot_of(model, name)
    return Fact(
        column.heading,
        slot.id,
        slot.lens,
        always=column.seeded,
        gloss=column.gloss,
        aliases=column.aliases,
        **options,
    )


def facts(model: type[Declared], parts: Sequence[Part], bullet: bool = False) -> FactsLens:
    """The labelled parts of a layout as one lens."""
    found: list[Fact] = []
    for part in parts:
        if isinstance(part, Facts):
            found += [fact(model, name) for name in part.names]
        elif isinstance(part, Group | Together) and part.label:
            slot = next(part.slots(model))
            found.append(Fact(part.label, slot.id, slot.lens, always=True))
    return FactsLens(tuple(found), bullet=bullet)


def sheet(model: type[Declared], layout: Sequence[Part]) -> Sheet:
    """The whole section as a lens: one part without a label first, labelled ones, rows under headings."""
    first = rows = None
    for part in layout:
        labelled = isinstance(part, Facts) or (isinstance(part, Group | Together) and part.label)
        if labelled:
            continue
        slot = next(part.slots(model))
        if isinstance(part, Group | Together) and part.headed:
            rows = (slot.id, slot.lens)
        else:
            first = (slot.id, slot.lens)
    bullet = any(isinstance(part, Facts) and part.bullet for part in layout)
    return Sheet(first, facts(model, layout, bullet), rows, getattr(model, "asides", ()))
