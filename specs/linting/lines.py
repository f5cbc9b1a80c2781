"""Where in a file a finding is: the line of the value itself, else of its row, else of its section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .. import reader, template
from ..documents import Document, Finding
from ..readiness import findings
from ..readiness.policy import DEFAULT, Policy
from ..sections.base import Declared
from ..sections.header import Header
from ..writer import places
from .rounds import rounds
from .waived import waived

MARK = "zq7xk9vw"  # no word of any specification
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .,/:_-]*[A-Za-z0-9]|[A-Za-z0-9]")
MOST = 12  # places where a value is looked for before its row has to do
Path = tuple[Any, ...]


@dataclass(frozen=True)
class Located:
    """A finding and its line, counted from one."""

    finding: Finding
    line: int


def located(text: str, policy: Policy = DEFAULT, today: date | None = None) -> list[Located]:
    """Every finding of a file with its line, from the top down."""
    [found] = together({"": text}, policy, today).values()
    return found


def together(
    texts: Mapping[str, str], policy: Policy = DEFAULT, today: date | None = None,
    *, waivers: bool = True,
) -> dict[str, list[Located]]:  # fmt: skip
    """The same of several files, by name; and what only shows when they are read side by side.

    `waivers`: whether what the files say was waived counts.
    """
    today = today or date.today()
    sources = {name: Text(text) for name, text in texts.items()}
    beside = rounds({name: source.document for name, source in sources.items()})
    told = {}
    for name, source in sources.items():
        own = policy.weighed(beside.get(name, ()), source.document["header"]["tier"])
        found = [*findings(source.document, policy, today), *own]
        if waivers:
            found = list(waived(found, source.waivers, today))
        lines = [Located(one, source.line(one)) for one in found]
        told[name] = sorted(lines, key=lambda one: (one.line, one.finding.rule, one.finding.title))
    return told


class Text:
    """A file and what was read of it."""

    def __init__(self, text: str) -> None:
        self.lines = text.replace("\r\n", "\n").split("\n")
        found = reader.read(text)
        self.document, self.waivers = found.document, found.waivers
        self.paths = dict(_paths(self.document))
        self.known: dict[Path, int | None] = {}

    def line(self, finding: Finding) -> int:
        """Of the value, of anything else in its row, or of the section's heading."""
        path = self.paths.get(finding.address)
        start, end = self._bounds(finding.section)
        if path and (found := self._of(path, start, end)):
            return found
        for sibling in self._beside(path) if path else ():
            if found := self._of(sibling, start, end):
                return found
        return start + 1

    def _of(self, path: Path, start: int, end: int) -> int | None:
        if path not in self.known:
            self.known[path] = next(self._tried(path, start, end), None)
        return self.known[path]

    def _tried(self, path: Path, start: int, end: int) -> Iterator[int]:
        """Put a mark where the value may stand, and read again: where the mark arrives in the value, it stood."""
        value = str(_at(self.document, path) or "")
        first = PLAIN.search(value)
        if not first:
            return
        spots = [
            (number, at.start())
            for number in range(start, end)
            for at in re.finditer(re.escape(first[0]), self.lines[number])
        ]
        for number, at in spots[:MOST]:
            line = self.lines[number]
            marked = line[:at] + MARK + line[at + len(first[0]) :]
            text = "\n".join([*self.lines[:number], marked, *self.lines[number + 1 :]])
            if MARK in str(_at(reader.read(text).document, path) or ""):
                yield number + 1

    def _beside(self, path: Path) -> Iterator[Path]:
        """The other cells of the same row."""
        row = _at(self.document, path[:-1])
        if isinstance(row, dict):
            yield from (
                (*path[:-1], name)
                for name, text in row.items()
                if text and name != "key" and isinstance(text, str)
            )

    def _bounds(self, slug: str) -> tuple[int, int]:
        """The lines of a section, counted from zero; the top of the file for the header."""
        if slug == Header.slug:
            stop = next(
                (at for at, line in enumerate(self.lines) if line.startswith("## ")),
                len(self.lines),
            )
            return 0, stop
        (chapter, heading), _ = next(item for item in places().items() if item[1].slug == slug)
        start = self._heading(f"## {chapter}", 0) or 0
        level = 2
        if heading and (own := self._heading(f"### {heading}", start)):
            start, level = own, 3
        ends = re.compile(rf"#{{1,{level}}} ")
        end = next(
            (at for at in range(start + 1, len(self.lines)) if ends.match(self.lines[at])),
            len(self.lines),
        )
        return start, end

    def _heading(self, words: str, after: int) -> int | None:
        wanted = words.casefold()
        return next(
            (
                at
                for at in range(after, len(self.lines))
                if self.lines[at].strip().casefold() == wanted
            ),
            None,
        )


def _paths(document: Document) -> Iterator[tuple[str, Path]]:
    """Where every address leads in the document, by position: keys are made anew at every reading."""
    for name in (*Header.cells(), "guid", "version", "status"):
        yield f"{Header.slug}.-.{name}", ("header", name)
    for section in template.sections():
        if section is not Header:
            yield from _inside(
                section, document["sections"][section.slug], "-", ("sections", section.slug)
            )


def _inside(
    model: type[Declared], values: dict[str, Any], key: str, path: Path
) -> Iterator[tuple[str, Path]]:
    for name in model.columns():
        yield f"{model.slug}.{key}.{name}", (*path, name)
    for group in model.groups():
        for number, row in enumerate(values[group.id]):
            yield from _inside(group.model, row, row["key"], (*path, group.id, number))


def _at(document: Document, path: Path) -> Any:
    found: Any = document
    for step in path:
        try:
            found = found[step]
        except (KeyError, IndexError, TypeError):
            return None
    return found
