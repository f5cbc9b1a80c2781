"""Bullets: a list of short texts, `- item`, kept as one text with an item per line."""

from __future__ import annotations

from dataclasses import dataclass

from ..markdown.escapes import quote, unquote
from ..markdown.lists import item, items, join_items, split_items, unitem
from .lens import Labels


@dataclass(frozen=True)
class Bullets:
    """One `- item` per line of the text; lines that continue an item are indented."""

    hugs = False

    def write(self, value: str, labels: Labels = ()) -> list[str]:
        return [line for text in split_items(value) for line in item("- ", quote(text, labels))]

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[str, list[str]]:
        found, leftovers = items(lines)
        if not found and len(leftovers) == 1:  # as people type: red, green, blue
            found, leftovers = [[text] for text in leftovers[0].split(", ")], []
        return join_items([unquote(unitem(one), labels) for one in found]), leftovers
