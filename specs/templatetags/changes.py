"""Pieces of changed text as HTML; written here because a page has hundreds of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from specs.changes import CellChange, Drift, Kind, Piece
from specs.templatetags.icons import lucide

register = template.Library()
AROUND = 2  # unchanged lines of code shown beside a changed one
MARKS = {
    Kind.SAME: "{}",
    Kind.REMOVED: '<del><span class="vh">Removed: </span>{}</del>',
    Kind.ADDED: '<ins><span class="vh">Added: </span>{}</ins>',
}

SHAPES = {
    Drift.TIGHTENED: "chevrons-right-left",
    Drift.LOOSENED: "chevrons-left-right",
    Drift.NEUTRAL: "equal",
}


@register.filter
@cache
def drift(way: Drift | None) -> SafeString:
    """Which way a value moved, as a word and a shape; nothing where it has no stricter side."""
    if way is None:
        return SafeString("")
    icon = lucide(SHAPES[way], size=14, aria_hidden="true")
    return format_html('<span class="drift {}">{}{}</span>', way.lower(), icon, way)


@register.filter
def pieces(cell: CellChange) -> SafeString:
    """What a cell says, with what was removed and added; screen readers hear both words."""
    if cell.code:
        return _code(cell.pieces)
    words = format_html_join("", "{}", ((_marked(piece, piece.text),) for piece in cell.pieces))
    mono = " mono" if cell.ticked else ""
    return format_html('<span class="pieces{}">{}</span>', mono, words)


def _marked(piece: Piece, text: str) -> SafeString:
    return format_html(MARKS[piece.kind], text)


def _code(parts: tuple[Piece, ...]) -> SafeString:
    """Code line by line; long stretches without a change are left out."""
    lines = [(part.kind, line) for part in parts for line in _lines(part.text)]
    changed = any(kind is not Kind.SAME for kind, _ in lines)
    shown = _near(lines) if changed else iter(lines)
    marked = ((_marked(Piece(kind, text), text),) for kind, text in shown)
    html = format_html_join("\n", "{}", marked)
    return format_html('<pre class="pieces mono" tabindex="0">{}</pre>', html)


def _lines(text: str) -> list[str]:
    """The lines of a piece, whose line end may stand before it or behind it."""
    return text.removeprefix("\n").splitlines() or [""]


def _near(lines: list[tuple[Kind, str]]) -> Iterator[tuple[Kind, str]]:
    """The changed lines and what is around them."""
    changed = [at for at, (kind, _) in enumerate(lines) if kind is not Kind.SAME]
    near = {at + by for at in changed for by in range(-AROUND, AROUND + 1)}
    for kept, run in groupby(enumerate(lines), key=lambda item: item[0] in near):
        found = [line for _, line in run]
        if kept or len(found) == 1:
            yield from found
        else:
            yield Kind.SAME, f"… {len(found)} lines unchanged"
