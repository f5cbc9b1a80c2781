"""The changes that loosen a promise, each in a line with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..sections.base import Chapter
from .pieces import Kind, Piece
from .strictness import Drift
from .told import CellChange, Changes, Fate, GroupChange, RowChange


@dataclass(frozen=True)
class Loosened:
    """One change that asks less of the service than before."""

    chapter: Chapter
    section: str
    place: str  # `CheckoutErrorRate, Condition`
    was: str
    now: str
    anchor: str  # of the editor; that of the section where a row is gone


def loosened(changes: Changes) -> list[Loosened]:
    """Every one, in the order of the specification; a row that is gone counts once."""
    found = []
    for chapter in changes.chapters:
        for change in chapter.sections:
            slug, title = change.section.slug, change.section.called()
            for place, was, now, anchor in _of_section(slug, change.fields, change.groups):
                found.append(Loosened(chapter.chapter, title, place, was, now, anchor))
    return found


Line = tuple[str, str, str, str]


def _of_section(
    slug: str, fields: tuple[CellChange, ...], groups: tuple[GroupChange, ...]
) -> Iterator[Line]:
    yield from _cells(fields, "", f"{slug}---")
    for group in groups:
        yield from _rows(group, slug)


def _rows(group: GroupChange, gone: str) -> Iterator[Line]:
    noun = group.group.model.noun()
    for row in group.rows:
        called = row.title or f"{noun} {row.number}"
        if row.fate in (Fate.ADDED, Fate.REMOVED):
            if row.drift is Drift.LOOSENED:
                yield (f"{called}, {row.fate.lower()}", "", "", _anchor(row, group, gone))
            continue
        yield from _cells(row.cells, f"{called}, ", f"{group.group.model.slug}-{row.key}-")
        for inner in row.groups:
            yield from _rows(inner, gone)


def _anchor(row: RowChange, group: GroupChange, gone: str) -> str:
    return gone if row.fate is Fate.REMOVED else f"r-{group.group.model.slug}-{row.key}"


def _cells(cells: tuple[CellChange, ...], before: str, at: str) -> Iterator[Line]:
    for cell in cells:
        if cell.drift is Drift.LOOSENED:
            was, now = (_side(cell.pieces, kind) for kind in (Kind.REMOVED, Kind.ADDED))
            yield (f"{before}{cell.label}", was, now, f"{at}{cell.name}")


def _side(pieces: tuple[Piece, ...], kind: Kind) -> str:
    return "".join(one.text for one in pieces if one.kind in (Kind.SAME, kind)).strip()
