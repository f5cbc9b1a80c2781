"""What was read out of files: proposed cells with the line each came from, and what was left over."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from specs.withholding import SECTIONS, VALUES

Stored = dict[str, Any]
PASTED = "Pasted text"  # what text without a file is called
MOST_ROWS, MOST_LEFT = 2_000, 500  # out of one file


@dataclass(frozen=True)
class Cell:
    """One proposed text: the field it goes to, what it is called in the file, and on which line."""

    called: str
    field: str
    text: str
    line: int = 0
    sure: bool = True
    raw: str = ""  # the word in the file where the text is another one: `page` for Critical


@dataclass(frozen=True)
class Entry:
    """One proposed row of a group, or, without a group, texts for the section's own fields."""

    section: str
    group: str
    cells: tuple[Cell, ...]
    inside: Stored = field(default_factory=dict)  # the steps of a row, as a document holds them
    file: int = 0


@dataclass(frozen=True)
class Leftover:
    """Something in a file that was not taken over, or not whole, as a sentence."""

    line: int
    sentence: str
    file: int = 0


@dataclass(frozen=True)
class Removed:
    """A value that looks secret: only its name is kept."""

    line: int
    called: str
    file: int = 0


@dataclass(frozen=True)
class File:
    """One file: its name, what it was taken for, and why it could not be read."""

    name: str
    format: str = ""
    fault: str = ""


@dataclass
class Reading:
    """Everything that was read; nothing in it looks secret, so that it may be stored."""

    files: list[File] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)  # while one file is read: what was set

    def add(self, section: str, group: str, *cells: Cell | None, **inside: Any) -> None:
        """Propose a row; without a text there is nothing to propose."""
        given = tuple(cell for cell in cells if cell is not None and cell.text)
        if given and len(self.entries) < MOST_ROWS:
            self.entries.append(Entry(section, group, given, inside))

    def leave(self, line: int, sentence: str) -> None:
        if len(self.leftovers) < MOST_LEFT:
            self.leftovers.append(Leftover(line, sentence))

    def remove(self, line: int, called: str) -> None:
        self.removed.append(Removed(line, called))

    def take(self, other: Reading) -> None:
        """Add what another reading of the same file found."""
        self.entries += other.entries
        self.leftovers = list(dict.fromkeys([*self.leftovers, *other.leftovers]))
        self.removed = list(dict.fromkeys([*self.removed, *other.removed]))

    def without(self, names: set[str]) -> Self:
        """The same, without the values of parameters and environment variables of these names."""
        return replace(self, entries=[_blanked(one, names) for one in self.entries])

    def as_json(self) -> Stored:
        return asdict(self) | {"variables": {}}

    @classmethod
    def from_json(cls, stored: Stored) -> Self:
        return cls(
            [File(**one) for one in stored.get("files", ())],
            [
                Entry(**{**one, "cells": tuple(Cell(**cell) for cell in one["cells"])})
                for one in stored.get("entries", ())
            ],
            [Leftover(**one) for one in stored.get("leftovers", ())],
            [Removed(**one) for one in stored.get("removed", ())],
        )


def _blanked(entry: Entry, names: set[str]) -> Entry:
    called = {cell.text for cell in entry.cells if cell.field == "name"}
    if entry.section not in SECTIONS or not called & names:
        return entry
    return replace(entry, cells=tuple(cell for cell in entry.cells if cell.field not in VALUES))


def short_digest(*parts: object) -> str:
    """A name for form controls that says nothing of what it stands for."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:12]
