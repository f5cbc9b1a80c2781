"""Finds the spans of a text in which no line means anything: fences and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

PREFIX = r"(?P<prefix> *(?:(?:[-*+]|[0-9]{1,9}[.)]) +)*)"
FENCE = re.compile(PREFIX + r"(?P<run>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")
COMMENT = re.compile(PREFIX + r"<!--")
NOTES, END_NOTES = "<!-- notes -->", "<!-- /notes -->"
HEADING = re.compile(r"(?P<hashes>#{1,6})(?:[ \t]+(?P<title>.*))?$")


class Span(NamedTuple):
    """The lines from `start` up to, not including, `stop`."""

    start: int
    stop: int
    prefix: str = ""
    info: str | None = None  # None: a comment

    @property
    def plain(self) -> bool:
        """Whether this is a fence that does not open inside a list item."""
        return self.info is not None and not self.prefix.strip()


def spans(lines: list[str]) -> Iterator[Span]:
    """Yield each fence and comment that is closed; one that is not closed is ordinary text."""
    hopeless: set[tuple[str, int]] = set()
    at = 0
    while at < len(lines):
        span = _fence(lines, at, hopeless) or _comment(lines, at, hopeless)
        if span:
            yield span
        at = span.stop if span else at + 1


def _fence(lines: list[str], at: int, hopeless: set[tuple[str, int]]) -> Span | None:
    if not (m := FENCE.match(lines[at])) or (m["run"], len(m["prefix"])) in hopeless:
        return None
    closer = re.compile(rf" {{0,{len(m['prefix']) + 3}}}{m['run'][0]}{{{len(m['run'])},}}[ \t]*$")
    for stop in range(at + 1, len(lines)):
        if closer.match(lines[stop]):
            return Span(at, stop + 1, m["prefix"], m["info"].strip(" \t"))
    hopeless.add((m["run"], len(m["prefix"])))
    return None


def _comment(lines: list[str], at: int, hopeless: set[tuple[str, int]]) -> Span | None:
    m = COMMENT.match(lines[at])
    if not m or lines[at] in (NOTES, END_NOTES) or ("<!--", 0) in hopeless:
        return None
    for stop in range(at, len(lines)):
        if "-->" in lines[stop]:
            return Span(at, stop + 1, m["prefix"])
    hopeless.add(("<!--", 0))
    return None


def opaque(lines: list[str]) -> list[bool]:
    """Say of each line whether it lies in a fence or a comment, ends included."""
    mask = [False] * len(lines)
    for span in spans(lines):
        mask[span.start : span.stop] = [True] * (span.stop - span.start)
    return mask


def interior(lines: list[str]) -> list[bool]:
    """Say of each line whether a fence or comment opened before it and still holds it."""
    mask = opaque(lines)
    for span in spans(lines):
        mask[span.start] = False
    return mask


def headings(lines: list[str], levels: str = "123456") -> list[int]:
    """The places of the headings of these levels, notes, fences and comments left aside."""
    mask, found, in_notes = opaque(lines), [], False
    for at, line in enumerate(lines):
        if not mask[at] or in_notes:
            in_notes = line == NOTES or (in_notes and line != END_NOTES)
            if (
                not in_notes
                and not mask[at]
                and (m := HEADING.match(line))
                and str(len(m["hashes"])) in levels
            ):
                found.append(at)
    return found
