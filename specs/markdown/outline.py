"""The outline: cuts a file into chapters and sections by the headings it knows."""

from __future__ import annotations

import re

from .scan import HEADING, NOTES, headings, opaque
from .tidy import trimmed

Outline = dict[str, tuple[str, ...]]  # chapter -> its sections
REVIEW = re.compile(r"\*\*Operations Review\*\*:")


def split(
    lines: list[str], outline: Outline
) -> tuple[list[str], dict[tuple[str, str], list[str]], list[str]]:
    """The header, the lines of every section ("" is the chapter's own), and the review block.

    Headings it does not know stay where they are, as lines of the section before them.
    """
    lines, review = _without_review(lines)
    marks = set(headings(lines, "23"))
    places: dict[tuple[str, str], list[str]] = {}
    header: list[str] = []
    bucket = header
    chapter = ""
    for at, line in enumerate(lines):
        place = _place(line, outline, chapter) if at in marks else None
        if place is None:
            chapter = "" if at in marks and line.startswith("## ") else chapter
            bucket.append(line)
            continue
        chapter = place[0]
        bucket = places.setdefault(place, [])
        bucket += [""] if bucket else []
    return header, {place: trimmed(found) for place, found in places.items()}, review


def _place(line: str, outline: Outline, chapter: str) -> tuple[str, str] | None:
    """The chapter or section a heading opens."""
    m = HEADING.match(line)
    words = re.sub(r"[ \t]+#+$", "", (m and m["title"]) or "").strip(" \t")
    words = re.sub(r"^[0-9]+\.[ \t]+", "", words).casefold()
    if line.startswith("## "):
        return next(((known, "") for known in outline if known.casefold() == words), None)
    return next(
        ((chapter, known) for known in outline.get(chapter, ()) if known.casefold() == words), None
    )


def _without_review(lines: list[str]) -> tuple[list[str], list[str]]:
    """Take the review block off the end."""
    mask, in_notes = opaque(lines), False
    for at, line in enumerate(lines):
        in_notes = (line == NOTES and not mask[at]) or (in_notes and line != "<!-- /notes -->")
        if not in_notes and not mask[at] and REVIEW.match(line):
            above = trimmed(lines[:at])
            return above[:-1] if above[-1:] == ["---"] else above, lines[at:]
    return lines, []
