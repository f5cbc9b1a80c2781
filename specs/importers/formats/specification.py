"""Markdown: a specification of ours, or any other text, of which nothing is dropped."""

from __future__ import annotations

import re

from ... import template
from ...documents import Values
from ...fields import Cell as Column
from ...fields import Language, Ref
from ...reader import read
from ...references import shown, targets
from ...sections.base import Declared
from ...sections.header import Header
from ..reading import PASTED, Cell, Reading
from .base import Format


class Specification(Format):
    """A specification in Markdown, read section by section."""

    name = "Markdown"
    sentence = "a specification in Markdown, or any text"
    alone = True

    def recognises(self, name: str, text: str) -> bool:
        if name == PASTED:
            return bool(re.search(r"^## \w", text, re.MULTILINE))
        return name.lower().removesuffix(".erb").endswith((".md", ".markdown"))

    def read(self, name: str, text: str) -> Reading:
        found, reading = read(text), Reading()
        document, where = found.document, Lines(text)
        for section in template.sections():
            values = document["sections"][section.slug]
            source = document["header"] if section is Header else values
            own = [
                _cell(column, label, source[label], where)
                for label, column in section.cells().items()
            ]
            kept = "\n".join(found.leftovers.get(section.slug, ())).strip()
            notes = "\n\n".join(part for part in (values["notes"], kept) if part)
            own += [Cell("Notes", "notes", notes, where.of(notes), sure=not kept)]
            own += [
                Cell("Not applicable", "excused", values["excused"], where.of(values["excused"]))
            ]
            reading.add(section.slug, "", *own)
            if kept:
                reading.leave(
                    where.of(kept),
                    f"Text that no field took is kept in the notes of {section.called()}.",
                )
            for group in section.groups():
                for row in values[group.id]:
                    _row(reading, document, section.slug, group.id, group.model, row, where)
        if any(line.strip() for line in found.review):
            reading.leave(
                where.of("Operations Review"),
                "The review block was left out: the portal writes it.",
            )
        return reading


class Lines:
    """Where a text stands in the file, looked for from where the last one was found."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def of(self, text: str) -> int:
        """The line of a text, by its first line; 0 where it is not written like this."""
        wanted = text.strip().split("\n", 1)[0][:200]
        if not wanted:
            return 0
        found = self.text.find(wanted, self.at)
        found = found if found >= 0 else self.text.find(wanted)
        self.at = max(self.at, found)
        return self.text.count("\n", 0, found) + 1 if found >= 0 else 0


def _row(
    reading: Reading, document: Values, section: str, group: str, model: type[Declared], row: Values, where: Lines
) -> None:  # fmt: skip
    cells = []
    for label, column in model.cells().items():
        text = row[label]
        if isinstance(column, Ref) and text.startswith("@"):
            text = shown(text, targets(document, column.to))
        cells.append(_cell(column, label, text, where))
    steps = {inner.id: row[inner.id] for inner in model.groups() if row.get(inner.id)}
    reading.add(section, group, *cells, **steps)


def _cell(column: Column, field: str, text: str, where: Lines) -> Cell:
    called = "Language" if isinstance(column, Language) else column.heading
    return Cell(called or field, field, text, where.of(text) if text else 0)
