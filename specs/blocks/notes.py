"""Notes: what belongs to a section and fits no field, between two comment lines."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..markdown.escapes import MARKER, NOTHING, less, more, quote, unquote
from ..markdown.scan import END_NOTES, NOTES, opaque


def write_notes(text: str) -> list[str]:
    """Notes between their markers, headings and all."""
    lines = quote(text, start=NOTHING)
    return [NOTES, *_masked(more, lines), END_NOTES] if text else []


def read_notes(lines: list[str]) -> tuple[str, list[str]]:
    """Take the notes out of a section."""
    if NOTES not in lines:
        return "", lines
    hidden = opaque(lines)
    start = next((at for at, line in enumerate(lines) if line == NOTES and not hidden[at]), None)
    if start is None:
        return "", lines
    stop = lines.index(END_NOTES, start) if END_NOTES in lines[start:] else len(lines)
    inner = _masked(less, lines[start + 1 : stop])
    return unquote(inner, start=NOTHING), lines[:start] + lines[stop + 1 :]


def _masked(change: Callable[[re.Pattern[str], str], str], lines: list[str]) -> list[str]:
    """Change the marker lines that stand in a fence; outside one, quote has seen to them."""
    hidden = opaque(lines)
    return [change(MARKER, line) if hidden[at] else line for at, line in enumerate(lines)]
