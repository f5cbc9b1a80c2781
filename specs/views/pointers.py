"""References as people type them: the names of rows, where the document keeps their keys."""

from __future__ import annotations

from specs import references
from specs.documents import Document, Values
from specs.fields import Cell, Ref


class Pointers:
    """The rows of one document that its cells may refer to; each model is looked through once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._names: dict[str, list[str]] = {}
        self._shown: dict[str, dict[str, str]] = {}

    def shown(self, slug: str, text: str) -> str:
        """What a cell shows: the name of the row it refers to, or the text as it is."""
        if slug not in self._shown:
            self._shown[slug] = {f"@{row['key']}": row["name"] for row in self._rows(slug)}
        return self._shown[slug].get(text, text)

    def choices(self, column: Cell) -> list[str]:
        """The names that a reference can take; none for other cells."""
        if not isinstance(column, Ref):
            return []
        if column.to not in self._names:
            self._names[column.to] = [row["name"] for row in self._rows(column.to) if row["name"]]
        return self._names[column.to]

    def _rows(self, slug: str) -> list[Values]:
        return references.targets(self.document, slug)
