"""An address for every row: `#r-<key>`, which stays when the row is renamed or moved.

The file holds no row keys, so rows are found again by their place: a table by its headings and its
number of rows, an entry by its heading, others by their shape. For what does not fit, the heading of the
section is the address.
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
from specs.reading.shapes import link, placed

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
        html = re.sub(
            rf'<div class="heading"><(h[34]) id="{re.escape(anchor)}">(.*?)href="#{re.escape(anchor)}"',
            rf'<div class="heading" id="r-{key}"><\1 id="{anchor}">\2href="#r-{key}"',
            html,
            count=1,
        )
    html = _inside(html, document)
    tables = list(_tables(document))

    def marked(found: re.Match[str]) -> str:
        return _marked(found[0], tables)

    return _elsewhere(TABLE.sub(marked, html), document)


def _inside(html: str, document: Document) -> str:
    """The steps of each row that has a heading of its own."""
    for section, group in _groups():
        for row in document["sections"][section][group.id]:
            start = (
                html.find(f'" id="r-{row["key"]}"><h') if isinstance(group.lens, Entries) else -1
            )
            start = html.find("<h", start) + len("<h4 ") if start >= 0 else -1
            for steps in group.model.groups() if start >= 0 else ():
                if rows := row[steps.id]:
                    end = _end(html, start)
                    html = html[:start] + placed(html[start:end], steps.lens, rows) + html[end:]
    return html


def _elsewhere(html: str, document: Document) -> str:
    """Rows in other shapes: by their place in the section; those not found again, at its heading."""
    sections = {section.slug: section for section in template.sections()}
    for slug_of, group in _groups():
        rows: list[Values] = document["sections"][slug_of][group.id]
        if not (left := _left(html, rows)):
            continue
        section = sections[slug_of]
        heading = f' id="{slug(section.heading or section.chapter.heading)}">'
        start = html.find(heading)
        if start < 0:
            continue
        if len(left) == len(rows):
            end = _end(html, start)
            html = html[:start] + placed(html[start:end], group.lens, rows) + html[end:]
        anchors = "".join(f'<span id="r-{key}"></span>' for key in _left(html, rows))
        html = html.replace(heading, f"{heading}{anchors}", 1)
    return html


def _left(html: str, rows: list[Values]) -> list[str]:
    """The keys without an address."""
    return [row["key"] for row in rows if row["key"] and f'id="r-{row["key"]}"' not in html]


def _end(html: str, start: int) -> int:
    """Where the section ends whose heading begins there: at the next one of its level or above."""
    level = int(html[html.rindex("<h", 0, start) + 2])
    later = re.compile(rf'<div class="heading"[^>]*><h[1-{level}] ').search(html, start)
    return later.start() if later else len(html)


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
    return f'<tr id="r-{key}">\n<td>{cell} {link(key, name)}</td>'


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
