"""How far a specification is, chapter by chapter. Pure functions over a Document and its findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from . import readiness, template
from .documents import Document, Finding, Values
from .readiness.look import place as address
from .readiness.understood import trouble
from .sections.base import Chapter
from .sections.header import Header
from .store import standing

__all__ = ["Progress", "address", "of_chapter", "of_document", "trouble"]
MISSING = "GEN-05"
ASKS = {MISSING, "ALR-03", "CFG-01", "DEP-06"}  # what only has to be filled in


@dataclass(frozen=True)
class Progress:
    """One chapter: its state (todo, part, done, bad or na), and what a reader must know about it."""

    chapter: Chapter
    state: str
    findings: tuple[Finding, ...]

    @property
    def blockers(self) -> int:
        return self._open("blocker")

    @property
    def warnings(self) -> int:
        return self._open("warning")

    @property
    def waived(self) -> int:
        return sum(one.waiver is not None for one in self.findings)

    @property
    def missing(self) -> int:
        """What only has to be filled in."""
        return sum(one.rule == MISSING and one.waiver is None for one in self.findings)

    def _open(self, severity: str) -> int:
        return sum(one.severity == severity and one.waiver is None for one in self.findings)


def of_document(
    document: Document, complete: set[str], found: Iterable[Finding] | None = None
) -> list[Progress]:
    """Every chapter, in order; `complete` holds the slugs of those ticked as complete."""
    by_chapter: dict[Chapter, list[Finding]] = {chapter: [] for chapter in Chapter}
    homes = {section.slug: section.chapter for section in template.sections()}
    for one in readiness.findings(document) if found is None else found:
        by_chapter[homes[one.section]].append(one)
    return [
        of_chapter(document, chapter, chapter.slug in complete, tuple(by_chapter[chapter]))
        for chapter in Chapter
    ]


def of_chapter(
    document: Document, chapter: Chapter, complete: bool, found: tuple[Finding, ...]
) -> Progress:
    """One chapter of the document with its findings.

    A blocker overrides every other state, except that what is not filled in yet is a blocker only
    where somebody says that the chapter is complete: an empty chapter has not been started.
    """
    sections = template.sections_of(chapter)
    values = [document["sections"][section.slug] for section in sections if section is not Header]
    blocking = [one for one in found if one.severity == "blocker" and one.waiver is None]
    if any(one.rule not in ASKS for one in blocking) or (complete and blocking):
        return Progress(chapter, "bad", found)
    if all(one["excused"] for one in values):
        return Progress(chapter, "na", found)
    if complete:
        return Progress(chapter, "done", found)
    return Progress(chapter, "part" if _started(document, chapter) else "todo", found)


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
