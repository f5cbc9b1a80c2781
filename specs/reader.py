"""Markdown -> Document: any Markdown can be read, and nothing of it is dropped."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache

from . import references, template
from .documents import SCHEMA, Document, Values
from .markdown.outline import Outline, split
from .markdown.tidy import tidy
from .sections.base import Declared
from .sections.header import Header as HeaderSection
from .writer import PORTAL_FACTS, WAIVERS, header, places


@dataclass(frozen=True)
class Reading:
    """What was read, and the lines that no field took, by section.

    `review` is the last block as it stood, after the chapter of waivers, which `waivers` has alone.
    """

    document: Document
    leftovers: dict[str, list[str]] = field(default_factory=dict)
    review: list[str] = field(default_factory=list)
    waivers: list[str] = field(default_factory=list)

    def settled(self) -> Document:
        """The document with every leftover in the notes of its section."""
        sections = dict(self.document["sections"])
        for slug, lines in self.leftovers.items():
            notes = "\n".join(part for part in (sections[slug]["notes"], "\n".join(lines)) if part)
            sections[slug] = sections[slug] | {"notes": notes}
        return self.document | {"sections": sections}


@cache
def outline() -> Outline:
    """The headings that open a chapter or a section."""
    found: dict[str, tuple[str, ...]] = {}
    for chapter, heading in places():
        found[chapter] = found.get(chapter, ()) + ((heading,) if heading else ())
    return found | {WAIVERS: ()}


def read(text: str) -> Reading:
    """Read a file in our format, or any Markdown.

    Every value is a text; rows get keys made from their names and places, the same at every reading.
    """
    lines = tidy(text).split("\n")
    head, found, review = split(lines, outline())
    waivers = found.pop((WAIVERS, ""), [])
    values, left = header().read(head)
    sections: dict[str, Values] = {HeaderSection.slug: {"excused": "", "notes": ""}}
    leftovers: dict[str, list[str]] = {"overview": left}
    for place, section in places().items():
        got, left = section.sheet().read(found.pop(place, []))
        sections[section.slug] = section.unpack(got)
        leftovers[section.slug] = leftovers.get(section.slug, []) + left
    for (chapter, _heading), left in found.items():  # text under a chapter that has sections only
        first = next(section.slug for (name, _), section in places().items() if name == chapter)
        leftovers[first] = left + leftovers[first]
    for slug, content in sections.items():
        _give_keys(template.find(slug), content, slug)
    document = {"schema": SCHEMA, "header": values, "sections": sections}
    return Reading(
        references.resolved(document),
        {slug: left for slug, left in leftovers.items() if any(left)},
        [*waivers, *review],
        waivers,
    )


def _give_keys(owner: type[Declared], values: Values, path: str) -> None:
    """Keys from what a row is called and which of that name it is."""
    for group in owner.groups():
        seen: dict[str, int] = {}
        for row in values[group.id]:
            name = row.get("name") or row.get("text") or ""
            seen[name] = seen.get(name, 0) + 1
            place = f"{path}/{group.id}/{name}/{seen[name]}"
            row["key"] = hashlib.sha256(place.encode()).hexdigest()[:12]
            _give_keys(group.model, row, place)


def blank() -> Document:
    """A document with nothing written."""
    head = {name: "" for _, name in PORTAL_FACTS} | {"team": ""}
    head |= dict.fromkeys(HeaderSection.cells(), "")
    sections = {section.slug: section.blank() for section in template.sections()}
    sections[HeaderSection.slug] = {"excused": "", "notes": ""}
    return {"schema": SCHEMA, "header": head, "sections": sections}
