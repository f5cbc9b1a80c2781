"""The controls of cells as HTML, written without the template engine.

A page of a chapter holds hundreds of them, and the engine was the cost of the page: 0.65 s of 0.83 s
in a profile of Monitoring, 6.4 times a plain template; see `make bench`, section_vs_plain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

Cell = dict[str, Any]
_IDS = re.compile(r' id="[^"]*"')
_GRIP = (
    '<span class="grip js-only" data-grip><svg width="15" height="15" aria-hidden="true">'
    '<use href="#i-grip"/></svg></span>'
)
_MENU = (
    '<td class="act"><button class="rowmenu js-only" type="button" data-menu aria-haspopup="menu" '
    'aria-label="Actions for row {number}"><svg width="17" height="17" aria-hidden="true">'
    '<use href="#i-dots"/></svg></button></td>'
)
_ORDER = (
    '<noscript><label class="sm">Order <input class="order" name="{named}.position" value="{number}" '
    'inputmode="numeric"></label><label class="sm"><input type="checkbox" name="{named}.delete"> '
    "Delete</label></noscript>"
)
_NOTE = '<tr class="note"><td colspan="'


def table_cells(cells: Sequence[Cell], number: Any, *, editable: bool) -> SafeString:
    """The `<td>`s of one row of a table."""
    return _joined(
        f'<td data-label="{escape(cell["label"])}">'
        + (compact(cell, f"row {number}") if editable else _lines(cell["value"]))
        + "</td>"
        for cell in cells
    )


def row(
    slug: str, key: str, number: Any, cells: str, note: str, *, columns: int, editable: bool, new: bool
) -> SafeString:  # fmt: skip
    """One row of a table with its number, its cells, its menu and what the rules say of it."""
    named, menu, grip = f"{slug}.{key}", "", ""
    order = _ORDER.format(named=named, number=number) if editable and not new else ""
    if editable:
        menu, grip = _MENU.format(number=number), _GRIP
    return mark_safe(  # noqa: S308
        f'<tbody id="r-{slug}-{key}" data-row="{key}"><tr class="r"><th scope="row"><span class="num">'
        f"{grip}<span data-n>{number}</span></span>{order}</th>{cells}{menu}</tr>"
        f'{_NOTE}{columns + 2}">{note}</td></tr></tbody>'
    )


def step_parts(cells: Sequence[Cell], *, editable: bool) -> SafeString:
    """The labelled parts of a step that fold behind its text; empty ones only where one may write."""
    return _joined(_part(cell, editable) for cell in cells if editable or cell["value"])


def _part(cell: Cell, editable: bool) -> str:
    label, mono = escape(cell["label"]), " mono" if cell["mono"] else ""
    if editable:
        control = f'<textarea class="cell{mono}" rows="1"{_named(cell)}>\n{escape(cell["value"])}</textarea>'
        return f'<div><label for="{cell["id"]}">{label}</label>{control}</div>'
    text = f'<div class="value{mono}" id="{cell["id"]}">{escape(cell["value"])}</div>'
    return f'<div><span class="label">{label}</span>{text}</div>'


def step_text(cell: Cell, number: Any, *, editable: bool) -> SafeString:
    """What a step says."""
    text = (
        compact(cell | {"control": "input"}, f"step {number}")
        if editable
        else _lines(cell["value"])
    )
    return mark_safe(text)  # noqa: S308


def compact(cell: Cell, place: str) -> str:
    """A control without a visible label: it is named by its column and its row."""
    label = f' aria-label="{escape(cell["label"])}, {place}"'
    if cell["control"] == "select":
        return f'<select class="cell"{_named(cell)}{label}>{_options(cell, "")}</select>'
    mono = " mono" if cell["mono"] else ""
    more = " data-line" if cell["control"] in ("input", "ref") else ""
    more += " data-guarded" if cell["guarded"] else ""
    return f'<textarea class="cell{mono}" rows="1"{_named(cell)}{label}{more}>\n{escape(cell["value"])}</textarea>'


def fields(found: Sequence[Cell], *, editable: bool) -> SafeString:
    """Labelled fields in the form's grid; hidden ones go with them."""
    return _joined(_field(field) if editable else _shown(field) for field in found)


def _field(field: Cell) -> str:
    id_, prose = field["id"], " prose" if field["control"] == "textarea" else ""
    optional = "" if field["needed"] else ' <span class="opt">optional</span>'
    control = _labelled(field)
    unit = (
        f'<span class="unit">{control} {escape(field["unit"])}</span>' if field["unit"] else control
    )
    hint = _hint(field["hint"], field["example"], field["control"] == "list")
    return (
        f'<div class="field w{field["width"]}{prose}">'
        f'<label for="{id_}">{escape(field["label"])}{optional}</label>{unit}'
        f'<span class="told" id="m-{id_}">{hint}<span class="holder">{field["message"]}</span></span></div>'
    )


@cache
def _hint(hint: str, example: str, one_per_line: bool) -> str:
    """The same for every row: columns hold the words."""
    text = escape(hint) + (" One per line." if one_per_line else "")
    if short := Truncator(example).chars(120):
        text += f" For example <code>{escape(short)}</code>"
    return f'<span class="hint">{text}</span>' if text else ""


def _shown(field: Cell) -> str:
    """A field as text, for those who may not write."""
    mono = " mono" if field["control"] == "code" else ""
    unit = f" {escape(field['unit'])}" if field["unit"] and field["value"] else ""
    return (
        f'<div class="field w{field["width"]}"><span class="label">{escape(field["label"])}</span>'
        f'<div class="value{mono}" id="{field["id"]}">{escape(field["value"]) or "&ndash;"}{unit}</div></div>'
    )


def _labelled(field: Cell) -> str:
    """A control that has its label, its hint and its messages beside it."""
    kind, id_ = field["control"], field["id"]
    rest = f'{_named(field)} aria-describedby="m-{id_}"'
    rest += ' aria-invalid="true"' if "data-invalid" in field["message"] else ""
    if kind == "select":
        return f'<select class="select"{rest}>{_options(field, "Choose")}</select>'
    if kind in ("textarea", "list", "code"):
        code, rows = (' code" spellcheck="false', 4) if kind == "code" else ("", 2)
        return f'<textarea class="textarea{code}" rows="{rows}"{rest}>\n{escape(field["value"])}</textarea>'
    mono = " mono" if field["mono"] else ""
    return f'<input class="input{mono}" value="{escape(field["value"])}"{rest}{_suggested(field)}'


def spare(blank: Cell, stands: str, key: str) -> Cell:
    """An empty row for those without JavaScript, from the blank one: nothing leads to it, so it has no ids."""
    filled = {
        name: mark_safe(_bare(text).replace(stands, key))  # noqa: S308
        for name, text in blank.items()
        if name in ("html", "text")
    }
    return blank | filled | {"key": key, "more": ""}


def _bare(html: str) -> str:
    head, note, _ = html.partition(_NOTE)
    return _IDS.sub("", head) + ("</tbody>" if note else "")


def _named(cell: Cell) -> str:
    return f' name="{cell["name"]}" id="{cell["id"]}"'


def _options(cell: Cell, nothing: str) -> str:
    value, words = cell["value"], [*cell["choices"]]
    words += [value] if value and value not in words else []
    chosen = (
        f"<option{' selected' if word == value else ''}>{escape(word)}</option>" for word in words
    )
    return f'<option value="">{nothing}</option>' + "".join(chosen)


def _suggested(field: Cell) -> str:
    if not field["choices"]:
        return ">"
    words = "".join(f"<option>{escape(word)}</option>" for word in field["choices"])
    return f' list="l-{field["id"]}"><datalist id="l-{field["id"]}">{words}</datalist>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _joined(parts: Any) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308
