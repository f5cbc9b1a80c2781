"""A whole file: header, chapters and sections in order, the review block last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..markdown.outline import split
from ..markdown.tidy import BLANKS, joined, tidy
from .header import Header
from .sheet import Sheet


@dataclass(frozen=True)
class Format:
    """What a file holds: sheets by chapter and section; section "" is the chapter's own."""

    header: Header
    sheets: dict[tuple[str, str], Sheet]

    def write(self, document: dict[Any, Any]) -> str:
        parts = [self.header.write(document["header"])]
        chapter = ""
        for (name, section), sheet in self.sheets.items():
            parts += [[f"## {name}"]] if name != chapter else []
            parts += [[f"### {section}"]] if section else []
            parts.append(sheet.write(document[name, section]))
            chapter = name
        parts.append(["---", "", "**Operations Review**: Required before production deployment"])
        return "\n".join(joined(*parts)) + "\n"

    def read(self, text: str) -> tuple[dict[Any, Any], dict[Any, list[str]]]:
        lines = [line.rstrip(BLANKS) for line in tidy(text).split("\n")]
        outline = {
            chapter: tuple(s for c, s in self.sheets if c == chapter and s)
            for chapter, _ in self.sheets
        }
        header, places, _ = split(lines, outline)
        document: dict[Any, Any] = {}
        leftovers: dict[Any, list[str]] = {}
        document["header"], leftovers["header"] = self.header.read(header)
        for place, sheet in self.sheets.items():
            document[place], leftovers[place] = sheet.read(places.pop(place, []))
        leftovers |= places
        return document, {place: left for place, left in leftovers.items() if left}
