"""One look at a document: what rules ask of it, in their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from .. import references
from ..documents import Document, Values
from ..quantities import NotUnderstood
from ..template import find, group_of

T = TypeVar("T")


def place(slug: str, key: str, field: str) -> str:
    """The one address of a value: `alert.k7f3a9q2m1x0.severity`, `alerts.-.notes`."""
    return f"{slug}.{key or '-'}.{field}"


@lru_cache(maxsize=20_000)
def _parsed(parse: Callable[[str], Any], text: str) -> Any:
    """The same texts come again with every save."""
    try:
        return parse(text)
    except NotUnderstood:
        return None


def parsed(parse: Callable[[str], T], text: str) -> T | None:
    """What a text means; None where it is empty or not understood."""
    found: T | None = _parsed(parse, text) if text else None
    return found


@dataclass(frozen=True)
class Look:
    """A document on a day. What is not applicable is not there to be asked about."""

    document: Document
    today: date
    memo: dict[str, Any] = field(default_factory=dict, compare=False)
    """What several rules ask for, found once."""

    def section(self, slug: str) -> Values:
        """A section's own values; empty ones where it does not apply."""
        values: Values = self.document["sections"][slug]
        return values if not values["excused"] else {}

    def text(self, slug: str, name: str) -> str:
        """One cell of a section."""
        return str(self.section(slug).get(name, ""))

    def applies(self, slug: str) -> bool:
        """Whether the section is not excused."""
        return bool(self.section(slug))

    def rows(self, slug: str, group: str = "") -> list[Values]:
        """The rows of a section's group: its only one, unless named."""
        values = self.section(slug)
        if not values:
            return []
        one = group_of(find(slug), group) if group else find(slug).groups()[0]
        if one.excuse and values.get(one.excuse):
            return []
        rows: list[Values] = values[one.id]
        return rows

    def target(self, text: str, slug: str) -> Values | None:
        """The row that a reference means, also where it is only named."""
        for row in references.targets(self.document, slug):
            if text and text in (f"@{row['key']}", row["name"]):
                return row
        return None

    def called(self, text: str, slug: str) -> str:
        """A reference as people read it."""
        row = self.target(text, slug)
        return str(row["name"]) if row else text.lstrip("@")
