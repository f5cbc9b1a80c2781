"""Which heading of a rendered specification is about which section or row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from . import template
from .blocks.entries import Entries
from .documents import Document
from .layout import Group
from .markdown.html import Place as Heading
from .sections.base import Chapter, Section

NUMBERED = re.compile(r"(?P<word>.+?) (?P<number>\d{1,4})(?::|$)")


def addresses(contents: Iterable[Heading], document: Document) -> dict[str, str]:
    """The address of what each heading is about, by the id of the heading."""
    return dict(_found(contents, document))


def chapters(contents: Iterable[Heading]) -> dict[str, str]:
    """The chapter that each heading begins, by the id of the heading."""
    slugs = {each.heading: each.slug for each in Chapter}
    return {one.id: slugs[one.title] for one in contents if one.level == 2 and one.title in slugs}


def _found(contents: Iterable[Heading], document: Document) -> Iterator[tuple[str, str]]:
    chapter: Chapter | None = None
    section: type[Section] | None = None
    for one in contents:
        if one.level == 2:
            chapter = next((each for each in Chapter if each.heading == one.title), None)
            section = _section(chapter, "")
        elif inner := _section(chapter, one.title) if one.level == 3 else None:
            section = inner
        elif address := _row(section, one.title, document) if section else "":
            yield one.id, address
            continue
        else:
            continue
        if section:
            yield one.id, section.slug


def _section(chapter: Chapter | None, heading: str) -> type[Section] | None:
    """The section of a chapter with that heading; "": the one that stands directly under it."""
    found = template.sections_of(chapter) if chapter else ()
    return next((one for one in found if one.heading == heading), None)


def _row(section: type[Section], title: str, document: Document) -> str:
    """The row that a numbered heading begins, `Alert 2: CheckoutErrorRate`."""
    match = NUMBERED.match(title)
    for group in section.groups() if match else ():
        rows = document["sections"][section.slug][group.id]
        if match and _word(group) == match["word"] and 0 < int(match["number"]) <= len(rows):
            return f"{group.model.slug}.{rows[int(match['number']) - 1]['key']}"
    return ""


def _word(group: Group) -> str:
    return group.lens.word if isinstance(group.lens, Entries) else ""
