"""An address for every row: `#r-<key>`, which stays when the row is renamed or moved.

The file holds no row keys, so rows are found again by their place: a table by its headings and its
number of rows, an entry by its heading. For what does not fit, and for rows that are neither, the
heading of the section is the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from specs import template
from specs.blocks.entries import Entries
from specs.blocks.grouped import Grouped
from specs.blocks.table import Table
from specs.documents import Document, Values
from specs.layout import Group
from specs.markdown.titles import slug

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
HEAD = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)
BODY = re.compile(r"<tbody>(.*?)</tbody>", re.DOTALL)
CELL = re.compile(r"<t[hd]>(.*?)</t[hd]>", re.DOTALL)
ROW = re.compile(r"<tr>\s*<td>(.*?)</td>", re.DOTALL)


@dataclass(frozen=True)
class Rows:
    """The rows of one table: its headings, and the key and name of each row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]


def addressed(html: str, document: Document) -> str:
    """The rendered document with an address for each of its rows."""
    for anchor, key in _entries(document):
        html = html.replace(
            f'<div class="heading"><h3 id="{anchor}"', f'<div class="heading" id="r-{key}"><h3 id="{anchor}"', 1
        ).replace(
            f'<div class="heading"><h4 id="{anchor}"', f'<div class="heading" id="r-{key}"><h4 id="{anchor}"', 1
        )  # fmt: skip
    tables = list(_tables(document))

    def marked(found: re.Match[str]) -> str:
        return _marked(found[0], tables)

    return _elsewhere(TABLE.sub(marked, html), document)


def _elsewhere(html: str, document: Document) -> str:
    """Rows in other shapes, and those not found again: their address is the heading of their section."""
    sections = {section.slug: section for section in template.sections()}
    for section, group in _groups():
        keys = (row["key"] for row in document["sections"][section][group.id])
        left = [key for key in keys if key and f'id="r-{key}"' not in html]
        if left:
            model = sections[section]
            heading = f' id="{slug(model.heading or model.chapter.heading)}">'
            anchors = "".join(f'<span id="r-{key}"></span>' for key in left)
            html = html.replace(heading, f"{heading}{anchors}", 1)
    return html


def _marked(table: str, waiting: list[Rows]) -> str:
    """The table with addresses, if it is one of those that are still to come."""
    head, body = HEAD.search(table), BODY.search(table)
    if head is None or body is None:
        return table
    headings, count = tuple(CELL.findall(head[1])), len(ROW.findall(body[1]))
    for at, rows in enumerate(waiting):
        if rows.headings == headings and len(rows.rows) == count:
            del waiting[: at + 1]
            marked = _keyed(body[1], rows.rows)
            return table[: body.start(1)] + marked + table[body.end(1) :]
    return table


def _keyed(body: str, rows: tuple[tuple[str, str], ...]) -> str:
    waiting = iter(rows)
    return ROW.sub(lambda row: _row(row[1], *next(waiting)), body)


def _row(cell: str, key: str, name: str) -> str:
    link = f'<a class="permalink" href="#r-{key}" aria-label="Link to {escape(name)}">#</a>'
    return f'<tr id="r-{key}">\n<td>{cell} {link}</td>'


def _entries(document: Document) -> Iterator[tuple[str, str]]:
    """The anchor of each row that has a heading of its own, and its key."""
    for section, group in _groups():
        lens = group.lens
        for at, row in enumerate(document["sections"][section][group.id], 1):
            if isinstance(lens, Entries) and row["key"]:
                name = " ".join(str(row[lens.name]).split())
                yield slug(f"{lens.word} {at}: {name}" if name else f"{lens.word} {at}"), row["key"]


def _tables(document: Document) -> Iterator[Rows]:
    """The tables in the order of the file."""
    for section, group in _groups():
        lens = getattr(group.lens, "table", group.lens)
        rows: list[Values] = document["sections"][section][group.id]
        if not isinstance(lens, Table) or not rows or not all(row["key"] for row in rows):
            continue
        category = _category(section, group)
        for _, some in groupby(rows, key=lambda row: row[category] if category else ""):
            yield _table(lens, list(some))


def _table(lens: Table, rows: list[Values]) -> Rows:
    shown = [c for c in lens.columns if c.always or any(row[c.field] for row in rows)]
    names = tuple((row["key"], _name(row, shown[0].field)) for row in rows)
    return Rows(tuple(escape(c.label, quote=False) for c in shown), names)


def _category(section: str, group: Group) -> str:
    """The field that begins a new table wherever it changes, if there is one."""
    parts = (part for part in template.find(section).layout if group in part.groups())
    lens = getattr(next(parts), "lens", None)
    return lens.field if isinstance(lens, Grouped) else ""


def _name(row: Values, first: str) -> str:
    return " ".join(str(row.get("name") or row.get(first) or "this row").split())


def _groups() -> Iterator[tuple[str, Group]]:
    for section in template.sections():
        for group in section.groups():
            yield section.slug, group
