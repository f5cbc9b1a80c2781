"""The outline: cuts a file into chapters and sections by the headings it knows."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from .scan import HEADING, covered, headings
from .tidy import trimmed

Outline = dict[str, tuple[str, ...]]  # chapter -> its sections
Place = tuple[str, str]  # chapter and section; "" is the chapter's own
REVIEW = re.compile(r"\*\*Operations Review(?:\*\*:|:\*\*)")


def split(
    lines: list[str], outline: Outline
) -> tuple[list[str], dict[Place, list[str]], list[str]]:
    """The header, the lines of every section, and the review block.

    Headings it does not know stay where they are, as lines of the section before them.
    """
    mask = covered(lines)
    lines, review = _without_review(lines, mask)
    cuts: list[tuple[int, Place]] = []
    chapter = ""
    for at in headings(lines, "23", mask):
        place = _place(lines[at], outline, chapter)
        cuts += [(at, place)] if place else []
        chapter = place[0] if place else "" if lines[at].startswith("## ") else chapter
    places: dict[Place, list[str]] = {}
    for (start, place), (stop, _) in pairwise([*cuts, (len(lines), ("", ""))]):
        bucket = places.setdefault(place, [])
        bucket += [""] if bucket else []
        bucket += lines[start + 1 : stop]
    header = lines[: cuts[0][0]] if cuts else lines
    return header, {place: trimmed(found) for place, found in places.items()}, review


def _place(line: str, outline: Outline, chapter: str) -> Place | None:
    """The chapter or section a heading opens."""
    m = HEADING.match(line)
    words = re.sub(r"(?<![ \t])[ \t]+#+$", "", (m and m["title"]) or "").strip(" \t")
    words = re.sub(r"^[0-9]+\.[ \t]+", "", words).casefold()
    if line.startswith("## "):
        known = _by_words(tuple(outline)).get(words)
        return (known, "") if known else None
    known = _by_words(outline.get(chapter, ())).get(words)
    return (chapter, known) if known else None


@cache
def _by_words(names: tuple[str, ...]) -> dict[str, str]:
    """The headings of one level by what they say in any case; the first of a kind wins."""
    return {name.casefold(): name for name in reversed(names)}


def _without_review(lines: list[str], mask: list[bool]) -> tuple[list[str], list[str]]:
    """Take the review block off the end."""
    for at, line in enumerate(lines):
        if line[:4] == "**Op" and not mask[at] and REVIEW.match(line):
            above = lines[:at]
            while above[-1:] == [""]:
                above.pop()
            return above[:-1] if above[-1:] == ["---"] else above, lines[at:]
    return lines, []
