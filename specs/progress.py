"""How far a specification is: what is still needed, chapter by chapter. Pure functions over a Document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from . import template
from .documents import Document, Finding, Values
from .fields import Cell, Parser
from .layout import Group
from .quantities import NotUnderstood
from .sections.base import Chapter, Declared, Row, Section
from .sections.header import Header
from .store import standing


@dataclass(frozen=True)
class Progress:
    """One chapter: its state (todo, part, done, bad or na), and what a reader must know about it."""

    chapter: Chapter
    state: str
    findings: tuple[Finding, ...]

    @property
    def blockers(self) -> int:
        return sum(finding.severity == "blocker" for finding in self.findings)

    @property
    def warnings(self) -> int:
        return sum(finding.severity == "warning" for finding in self.findings)


def address(slug: str, key: str, field: str) -> str:
    """The one address of a value: `alert.k7f3a9q2m1x0.severity`, `alerts.-.notes`."""
    return f"{slug}.{key or '-'}.{field}"


def of_document(document: Document, complete: set[str]) -> list[Progress]:
    """Every chapter, in order; `complete` holds the slugs of those ticked as complete."""
    return [of_chapter(document, chapter, chapter.slug in complete) for chapter in Chapter]


def of_chapter(document: Document, chapter: Chapter, complete: bool) -> Progress:
    """One chapter of the document."""
    sections = template.sections_of(chapter)
    findings = tuple(one for section in sections for one in _findings(document, section))
    values = [document["sections"][section.slug] for section in sections if section is not Header]
    if all(one["excused"] for one in values):
        return Progress(chapter, "na", ())
    if complete:
        blocked = any(one.severity == "blocker" for one in findings)
        return Progress(chapter, "bad" if blocked else "done", findings)
    return Progress(chapter, "part" if _started(document, chapter) else "todo", findings)


@cache
def _standing() -> Document:
    return standing("0" * 12)


def _started(document: Document, chapter: Chapter) -> bool:
    """Whether anything differs from what a new specification starts with."""
    for section in template.sections_of(chapter):
        if section is Header:
            if any(document["header"].get(name) for name in Header.cells() if name != "name"):
                return True
            continue
        now, then = document["sections"][section.slug], _standing()["sections"][section.slug]
        if _words(now, document["header"].get("guid") or "") != _words(then, "0" * 12):
            return True
    return False


def _words(values: Values, guid: str) -> list[str]:
    """Every text of a section in order, row keys and the GUID left aside."""
    found: list[str] = []
    for name, value in values.items():
        if isinstance(value, list):
            found += [word for row in value for word in _words(row, guid)]
        elif name != "key" and value:
            found.append(value.replace(guid, "") if guid else value)
    return found


def _findings(document: Document, section: type[Section]) -> Iterator[Finding]:
    """What is needed and missing (GEN-05), and what cannot be understood."""
    if section is Header:
        yield from _cells(section, document["header"], section.slug, "", "")
        return
    values = document["sections"][section.slug]
    if not values["excused"]:
        yield from _cells(section, values, section.slug, "", "")
        yield from _groups(section, values, section.slug, "")


def _groups(owner: type[Declared], values: Values, section: str, where: str) -> Iterator[Finding]:
    for group in owner.groups():
        rows: list[Values] = values[group.id]
        if group.excuse and values.get(group.excuse):
            continue
        if len(rows) < group.at_least:
            yield _missing_rows(group, section, where, values)
        for number, row in enumerate(rows, 1):
            place = f"{group.model.noun()} {number}" + (
                f", {row['name']}" if row.get("name") else ""
            )
            yield from _cells(group.model, row, section, row["key"], place)
            yield from _groups(group.model, row, section, place)


def _missing_rows(group: Group, section: str, where: str, values: Values) -> Finding:
    what = (group.title or group.label or group.model.noun()).lower()
    title = f"{where.capitalize()}: no {what}" if where else f"No {what} yet"
    return Finding(
        "GEN-05", "blocker", title, f"Add {_a(group.model)}, or say why there is none.", section
    )


def _a(model: type[Row]) -> str:
    noun = model.noun()
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _cells(
    model: type[Declared], values: Values, section: str, key: str, place: str
) -> Iterator[Finding]:
    for name, cell in model.cells().items():
        text = values.get(name, "")
        where = address(model.slug, key, name)
        if not text and cell.needed:
            title = f"{cell.label} is empty" + (f" ({place})" if place else "")
            yield Finding(
                "GEN-05",
                "blocker",
                title,
                "Fill it in." if model is Header else "Fill it in, or say why it does not apply.",
                section,
                where,
            )
        elif text and (problem := trouble(cell, text)):
            yield Finding("GEN-06", "warning", f"{cell.label}: {problem}", place, section, where)


def trouble(cell: Cell, text: str) -> str:
    """Why a text is not what its field expects; empty when it is."""
    words = getattr(cell, "words", ())
    if words and text not in words:
        return f"“{text}” is none of {', '.join(words)}."
    return "" if cell.parse is None else _misread(cell.parse, text)


@lru_cache(maxsize=20_000)
def _misread(parse: Parser, text: str) -> str:
    """What the grammar says of a text; the same texts come again with every page."""
    try:
        parse(text)
    except NotUnderstood as problem:
        return str(problem)
    return ""
