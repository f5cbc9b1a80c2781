"""What a person has to know who followed the runbook as it was approved before."""

from __future__ import annotations

from specs.changes import Fate, GroupChange, RowChange, compare
from specs.documents import Document
from specs.reader import blank
from specs.runbooks.told import rows

MOST = 8
DID = {Fate.ADDED: "added", Fate.REMOVED: "removed", Fate.MOVED: "moved"}


def changed(old: Document, new: Document, keys: set[str]) -> dict[str, list[str]]:
    """By key of each of these runbooks that is in both: what changed in it, a sentence a change."""
    before = {row["key"] for row in rows(old)}
    changes = compare(_only(old), _only(new))
    told = {
        row.key: _sentences(row)
        for chapter in changes.chapters
        for section in chapter.sections
        for group in section.groups
        for row in group.rows
        if row.key in keys & before and row.fate is Fate.CHANGED
    }
    return {key: lines for key, lines in told.items() if lines}


def _only(document: Document) -> Document:
    """The runbooks of a document and nothing else."""
    alone = blank()
    alone["sections"]["runbooks"] = document["sections"]["runbooks"]
    return alone


def _sentences(row: RowChange) -> list[str]:
    lines = [f"{cell.label} changed." for cell in row.cells if cell.changed]
    lines += [line for group in row.groups for line in _steps(group)]
    more = len(lines) - MOST
    return lines if more <= 0 else [*lines[:MOST], f"{more} more changes."]


def _steps(group: GroupChange) -> list[str]:
    return [_step(group, step) for step in group.rows if step.fate is not Fate.SAME]


def _step(group: GroupChange, step: RowChange) -> str:
    title = step.title if len(step.title) <= 70 else f"{step.title[:69]}…"
    if step.fate in DID:
        return f"{group.called}, step {DID[step.fate]}: {title}"
    parts = ", ".join(cell.label.lower() for cell in step.cells if cell.changed) or "order"
    return f"{group.called}, {parts} changed: {title}"
