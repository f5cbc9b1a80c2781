"""Finds the spans of a text in which no line means anything: fences and comments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

PREFIX = r"(?P<prefix> *(?:(?:[-*+]|[0-9]{1,9}[.)]) +)*)"
FENCE = re.compile(PREFIX + r"(?P<run>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")
COMMENT = re.compile(PREFIX + r"<!--")
NOTES, END_NOTES = "<!-- notes -->", "<!-- /notes -->"
MARKS = ("```", "~~~", "<!--")  # without one of them there is no fence and no comment
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


def marked(text: str) -> bool:
    """Whether a text can hold a fence or a comment at all: cheap, and mostly the answer is no."""
    return "```" in text or "~~~" in text or "<!--" in text


def spans(lines: list[str]) -> tuple[Span, ...]:
    """Each fence and comment that is closed; one that is not closed is ordinary text."""
    text = "\n".join(lines)
    return _spans(text) if marked(text) else ()


@lru_cache(64)  # the shapes of a section ask about the same lines, one after the other
def _spans(text: str) -> tuple[Span, ...]:
    lines = text.split("\n")
    places = _places(text, lines)
    hopeless: set[tuple[str, int]] = set()
    found: list[Span] = []
    until = 0
    for number, at in enumerate(places):
        if at < until:
            continue
        span = _fence(lines, places, number, hopeless) or _comment(lines, at, hopeless)
        if span:
            found.append(span)
            until = span.stop
    return tuple(found)


def _places(text: str, lines: list[str]) -> list[int]:
    """The numbers of the lines that hold a mark."""
    here = [mark for mark in MARKS if mark in text]
    places = [at for at, line in enumerate(lines) if here[0] in line]
    for mark in here[1:]:
        places += [at for at, line in enumerate(lines) if mark in line]
    return sorted(set(places)) if len(here) > 1 else places


@lru_cache(256)
def _closer(indent: int, char: str, length: int) -> re.Pattern[str]:
    return re.compile(rf" {{0,{indent}}}{char}{{{length},}}[ \t]*$")


def _fence(
    lines: list[str], places: list[int], number: int, hopeless: set[tuple[str, int]]
) -> Span | None:
    """The fence that opens at one of the places; only another of them can close it."""
    start = places[number]
    m = FENCE.match(lines[start])
    if not m:
        return None
    prefix, run, info = m.groups()
    if (run, len(prefix)) in hopeless:
        return None
    alike = " " * len(prefix) + run  # how the writer closes it
    closes = _closer(len(prefix) + 3, run[0], len(run)).match
    for place in range(number + 1, len(places)):
        stop = places[place]
        if lines[stop] == alike or closes(lines[stop]):
            return Span(start, stop + 1, prefix, info.strip(" \t"))
    hopeless.add((run, len(prefix)))
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
    return mask_of(lines, spans(lines))


def mask_of(lines: list[str], found: Iterable[Span]) -> list[bool]:
    """Say of each line whether it lies in one of the spans."""
    mask = [False] * len(lines)
    for span in found:
        mask[span.start : span.stop] = [True] * (span.stop - span.start)
    return mask


def masks(lines: list[str]) -> tuple[list[bool], list[bool]]:
    """The opaque lines, and those that a fence or comment holds which opened before them."""
    found = spans(lines)
    mask = mask_of(lines, found)
    inner = mask.copy() if found else mask
    for span in found:
        inner[span.start] = False
    return mask, inner


def depth(heading: str) -> int:
    """How many hashes a heading has."""
    return len(heading) - len(heading.lstrip("#"))


def headings(lines: list[str], levels: str = "123456", mask: list[bool] | None = None) -> list[int]:
    """The places of the headings of these levels, those of the mask (or covered ones) left aside."""
    places = [at for at, line in enumerate(lines) if line[:1] == "#"]
    if not places:
        return []
    mask = covered(lines) if mask is None else mask
    shown = ((at, HEADING.match(lines[at])) for at in places if not mask[at])
    return [at for at, m in shown if m and str(len(m["hashes"])) in levels]


def covered(lines: list[str]) -> list[bool]:
    """The opaque lines, and those of the notes."""
    mask = opaque(lines)
    if NOTES not in lines:
        return mask
    stop = 0
    for at, line in enumerate(lines):
        if line == NOTES and at >= stop and not mask[at]:
            stop = lines.index(END_NOTES, at) if END_NOTES in lines[at:] else len(lines)
            mask[at:stop] = [True] * (stop - at)
    return mask
