"""A comparison as Markdown, to be pasted into a ticket or a chat."""

from __future__ import annotations

from collections.abc import Iterator

from ..markdown.cells import ticked
from .pieces import Kind
from .strictness import Drift
from .told import CellChange, Changes, Fate, GroupChange, RowChange


def as_markdown(changes: Changes, title: str) -> str:
    """Headings for what changed, a line for each row and each value."""
    lines = [f"# {_plain(title)}", "", _plain(changes.counts.words) or "Nothing changed."]
    for chapter in changes.chapters:
        for section in chapter.sections:
            told = [f"- {_cell(cell)}" for cell in section.fields if cell.changed]
            told += [line for group in section.groups for line in _group(group, "")]
            if told:
                lines += ["", f"## {section.section.called()}", "", *told]
    return "\n".join(lines) + "\n"


def _group(group: GroupChange, indent: str) -> Iterator[str]:
    for row in group.rows:
        if row.fate is not Fate.SAME:
            yield from _row(row, indent)


def _row(row: RowChange, indent: str) -> Iterator[str]:
    name = f" **{_plain(row.title)}**" if row.title.strip() else ""
    yield f"{indent}- {row.word}{name}{_drift(row.drift)}"
    within = f"{indent}  "
    for cell in row.told:
        yield f"{within}- {_cell(cell)}"
    for group in row.groups:
        yield from _group(group, within)


def _cell(cell: CellChange) -> str:
    old, new = _side(cell, Kind.REMOVED), _side(cell, Kind.ADDED)
    values = [f"~~{old}~~" if old and new != old else "", new]
    told = " → ".join(value for value in values if value)
    return f"{cell.label or cell.name}: {told}{_drift(cell.drift)}"


def _side(cell: CellChange, kind: Kind) -> str:
    """One side of a value on one line, as code, so that nothing in it is taken for Markdown."""
    text = "".join(piece.text for piece in cell.pieces if piece.kind in (Kind.SAME, kind))
    flat = " ".join(text.split())
    return ticked(flat) if flat else ""


def _drift(drift: Drift | None) -> str:
    return f" ({drift.lower()})" if drift in (Drift.LOOSENED, Drift.TIGHTENED) else ""


def _plain(text: str) -> str:
    """Names of people on one line, with what Markdown and HTML would read shown as it is."""
    flat = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|~" else sign for sign in flat)
