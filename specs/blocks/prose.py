"""Prose: Markdown as its author wrote it; and lines, which stay on one line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.cells import ticked, unticked
from ..markdown.escapes import inline, quote, uninline, unquote
from ..markdown.tidy import BLANKS, trimmed
from .lens import Labels

LABEL = re.compile(r"(?:[-*+] +)?\*\*[^*]+\*\*")  # a label that nobody here knows still ends a line


@dataclass(frozen=True)
class Prose:
    """Any Markdown text, kept as written; only what would break the outline is escaped."""

    hugs = True

    def write(self, value: str, labels: Labels = ()) -> list[str]:
        return quote(value, labels)

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[str, list[str]]:
        return unquote(lines, labels), []


@dataclass(frozen=True)
class Line:
    """A short text on one line; a line end inside it is `<br>`."""

    hugs = True

    def write(self, value: str, labels: Labels = ()) -> list[str]:
        return [inline(value)] if value else []

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[str, list[str]]:
        if len(lines) == 1:
            return uninline(lines[0].strip(BLANKS)), []
        lines = trimmed(lines)
        ends = (at for at, line in enumerate(lines) if at and (not line or LABEL.match(line)))
        stop = next(ends, len(lines))
        return "\n".join(uninline(line.strip(" \t")) for line in lines[:stop]), trimmed(
            lines[stop:]
        )


@dataclass(frozen=True)
class Ticked:
    """A short text on one line, written as code."""

    hugs = True

    def write(self, value: str, labels: Labels = ()) -> list[str]:
        return [ticked(value)] if value else []

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[str, list[str]]:
        lines = trimmed(lines)
        return unticked(lines[0].strip(BLANKS)) if lines else "", trimmed(lines[1:])


LINE = Line()
