"""Document -> Markdown: the exact bytes of the export format."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from . import references, template
from .blocks.facts import Fact, Facts
from .blocks.header import Header
from .blocks.prose import Line
from .documents import Document, tidied
from .markdown.tidy import joined
from .sections.base import Section
from .sections.header import Header as HeaderSection

VERSION = 1  # of the writer; stored with every revision, whose bytes are never written again
WAIVERS = "Waivers"  # a chapter that an approval writes and nobody types
REVIEW = "**Operations Review**: Required before production deployment"
PORTAL_FACTS = (
    ("GUID", "guid"),
    ("Version", "version"),
    ("Status", "status"),
    ("Last Updated", "updated"),
)


@cache
def header() -> Header:
    """The lens of the top of the file: what the portal sets, then what the team says of itself."""
    facts = [Fact(label, name) for label, name in PORTAL_FACTS]
    facts.append(Fact("Owning Team", "team", always=False))
    own = ((name, cell) for name, cell in HeaderSection.cells().items() if name != "name")
    facts += [Fact(cell.heading, name, Line(), always=False) for name, cell in own]
    return Header(Facts(tuple(facts)))


@cache
def places() -> dict[tuple[str, str], type[Section]]:
    """Every section by its chapter's heading and its own ("" where it stands under the chapter)."""
    found = (section for section in template.sections() if section is not HeaderSection)
    return {(section.chapter.heading, section.heading): section for section in found}


def write(document: Document, review: str = "", waivers: Sequence[str] = ()) -> str:
    """Write a document; `review` is what the approval adds to the last block, `waivers` what it let pass.

    Shapes: `document` as in `specs.documents`; the answer is UTF-8 text with LF and one final newline.
    """
    document = references.linked(tidied(document))
    parts = [header().write(document["header"])]
    chapter = ""
    for (name, heading), section in places().items():
        parts += [[f"## {name}"]] if name != chapter else []
        parts += [[f"### {heading}"]] if heading else []
        parts.append(section.sheet().write(section.pack(document["sections"][section.slug])))
        chapter = name
    parts += [[f"## {WAIVERS}"], list(waivers)] if waivers else []
    parts += [["---"], [REVIEW]]
    parts += [review.split("\n")] if review else []
    return "\n".join(joined(*parts)) + "\n"
