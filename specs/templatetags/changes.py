"""Pieces of changed text as HTML; written here because a page has hundreds of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import groupby

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from specs.changes import CellChange, Drift, Kind, Piece, RowChange
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
def cells(row: RowChange) -> SafeString:
    """The cells of a row of a table: of the page's thousand small parts the template engine is the cost."""
    return mark_safe("".join(map(_cell, row.cells)))  # noqa: S308 - every text in it is escaped


def _cell(cell: CellChange) -> str:
    label = escape(cell.label)
    if not cell.pieces:
        return f'<td data-label="{label}"><span class="muted">&ndash;</span></td>'
    return f'<td data-label="{label}">{pieces(cell)}{drift(cell.drift)}</td>'


@register.filter
def pieces(cell: CellChange) -> SafeString:
    """What a cell says, with what was removed and added; screen readers hear both words."""
    if cell.code:
        return _code(cell.pieces)
    words = "".join(_marked(piece.kind, piece.text) for piece in cell.pieces)
    mono = " mono" if cell.ticked else ""
    return mark_safe(f'<span class="pieces{mono}">{words}</span>')  # noqa: S308 - escaped


def _marked(kind: Kind, text: str) -> str:
    return MARKS[kind].format(escape(text))


def _code(parts: tuple[Piece, ...]) -> SafeString:
    """Code line by line; long stretches without a change are left out."""
    lines = [(part.kind, line) for part in parts for line in _lines(part.text)]
    changed = any(kind is not Kind.SAME for kind, _ in lines)
    shown = _near(lines) if changed else iter(lines)
    html = "\n".join(_marked(kind, text) for kind, text in shown)
    return mark_safe(f'<pre class="pieces mono" tabindex="0">{html}</pre>')  # noqa: S308 - escaped


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
