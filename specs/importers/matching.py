"""What goes where: every name in a file with the field it was matched to, for people to correct."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .. import template
from ..fields import Choice, Language, Lines
from ..sections.base import Declared
from .reading import Cell, Entry, Reading, short_digest

SKIP = "-"  # the choice "Do not import"
Choices = dict[str, Any]


@dataclass
class Match:
    """One name in one file, its example, and where its values go."""

    id: str
    file: int
    section: str
    group: str
    called: str
    raw: str
    chosen: str
    sure: bool
    example: str
    line: int
    count: int = 0
    options: list[tuple[str, str]] = field(default_factory=list)

    @property
    def place(self) -> str:
        return template.find(self.section).called()  # type: ignore[attr-defined, no-any-return]

    @property
    def goes_to(self) -> str:
        """The chosen field or word, as people read it."""
        return next((label for value, label in self.options if value == self.chosen), "")


def model_of(entry: Entry) -> type[Declared]:
    """The table that an entry proposes something for."""
    section = template.find(entry.section)
    return template.group_of(section, entry.group).model if entry.group else section


def match_id(entry: Entry, cell: Cell) -> str:
    return short_digest(entry.file, entry.section, entry.group, cell.called, cell.field, cell.raw)


def matches(reading: Reading, choices: Choices) -> list[Match]:
    """Every match, the unsure ones first in each file."""
    found: dict[str, Match] = {}
    said: dict[str, str] = choices.get("match", {})
    for entry in reading.entries:
        for cell in entry.cells:
            name = match_id(entry, cell)
            one = found.get(name)
            if one is None:
                chosen = said.get(name, cell.text if cell.raw else cell.field)
                example = f"{cell.raw}" if cell.raw else cell.text
                one = found[name] = Match(
                    name, entry.file, entry.section, entry.group, cell.called, cell.raw, chosen,
                    cell.sure, example, cell.line, options=options(entry, cell),
                )  # fmt: skip
            one.count += 1
            one.sure = one.sure and cell.sure
    return sorted(found.values(), key=lambda one: (one.file, one.sure))


def options(entry: Entry, cell: Cell) -> list[tuple[str, str]]:
    """Where a value may go: a word of its field where the file's word was translated, else a field."""
    model = model_of(entry)
    column = model.columns().get(cell.field)
    if cell.raw and isinstance(column, Choice):
        words = list(dict.fromkeys((*column.words, cell.text)))
        return [(word, f"{column.label}: {word}") for word in words] + [(SKIP, "Do not import")]
    fields = [
        (name, one.label) for name, one in model.columns().items() if not isinstance(one, Language)
    ]
    if cell.field not in dict(fields):
        fields.append((cell.field, cell.called))
    return [*fields, (SKIP, "Do not import")]


def chosen(reading: Reading, choices: Choices) -> Iterator[tuple[Entry, dict[str, Cell]]]:
    """Each entry with its cells by the field they end up in."""
    said: dict[str, str] = choices.get("match", {})
    for entry in reading.entries:
        cells: dict[str, Cell] = {}
        columns = model_of(entry).columns()
        for cell in entry.cells:
            target, text = cell.field, cell.text
            choice = said.get(match_id(entry, cell), "")
            if choice == SKIP:
                continue
            if choice and cell.raw:
                text = choice
            elif choice in columns:
                target = choice
            if target in cells:
                text = (
                    _joined(cells[target].text, text)
                    if isinstance(columns.get(target), Lines)
                    else cells[target].text
                )
            first = cells.get(target, cell)
            cells[target] = Cell(first.called, target, text, first.line, cell.sure)
        if cells:
            yield entry, cells


def _joined(above: str, below: str) -> str:
    return f"{above}\n{below}"
