"""The demo's specifications as Markdown files, read with every date moved up to today."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from specs import reader, template
from specs.documents import Document, Values
from specs.fields import Code
from specs.sections.base import Declared

TOLD_ON = date(2026, 11, 21)  # the day from which the files are told
DAY = re.compile(r"\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b")
FOLDER = Path(__file__).parent


def text_of(name: str) -> str:
    """The file as it stands."""
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def document_of(name: str, today: date) -> Document:
    """What a file says, as if told today."""
    document = reader.read(text_of(name)).document
    days = (today - TOLD_ON).days
    sections = {
        slug: _moved(template.find(slug), values, days)
        for slug, values in document["sections"].items()
    }
    return document | {"sections": sections}


def _moved(model: type[Declared], values: Values, days: int) -> Values:
    """Every date but those in code, so many days later."""
    cells = model.columns()
    texts = {
        name: later(values[name], days)
        for name, cell in cells.items()
        if not isinstance(cell, Code) and name in values
    }
    groups = {
        group.id: [_moved(group.model, row, days) for row in values[group.id]]
        for group in model.groups()
    }
    return values | texts | groups


def later(text: str, days: int) -> str:
    """A text with its dates moved; what only looks like a date stays."""

    def moved(found: re.Match[str]) -> str:
        try:
            return (date.fromisoformat(found[0]) + timedelta(days=days)).isoformat()
        except ValueError:
            return found[0]

    return DAY.sub(moved, text)
