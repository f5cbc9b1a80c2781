"""Finds the spans of a text in which no line means anything: fences and comments."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

PREFIX = r"(?P<prefix> *(?:(?:[-*+]|[0-9]{1,9}[.)]) +)*)"
FENCE = re.compile(PREFIX + r"(?P<run>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")
SIMPLE = re.compile(r"( *)```([^`\n]*)\n(?:.*\n)*?\1```$", re.MULTILINE)
CLOSER = re.compile(r"(?P<indent> *)(?P<run>`{3,}|~{3,})[ \t]*$")
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
    if (simple := _simple(text)) is not None:
        return simple
    lines = text.split("\n")
    places = _places(text, lines)
    closers = [(at, m) for at in places if (m := CLOSER.match(lines[at]))]
    sizes = [(at, len(m["indent"]), m["run"]) for at, m in closers]
    hopeless: set[tuple[str, int]] = set()
    found: list[Span] = []
    until = 0
    for at in places:
        if at < until:
            continue
        span = _fence(lines[at], at, sizes, hopeless) or _comment(lines, at, hopeless)
        if span:
            found.append(span)
            until = span.stop
    return tuple(found)


def _simple(text: str) -> tuple[Span, ...] | None:
    """The spans of a text that holds nothing but fences such as the writer writes; else None."""
    if "~~~" in text or "<!--" in text or "````" in text:
        return None
    found: list[Span] = []
    line = last = 0
    at = text.find("```")
    while at >= 0:
        m = SIMPLE.match(text, text.rfind("\n", 0, at) + 1)
        if not m or m[0].count("```") != 2:
            return None
        start = line + text.count("\n", last, m.start())
        line, last = start + m[0].count("\n"), m.end()
        found.append(Span(start, line + 1, m[1], m[2].strip(" \t")))
        at = text.find("```", last)
    return tuple(found)


def _places(text: str, lines: list[str]) -> list[int]:
    """The numbers of the lines that hold a mark."""
    here = [mark for mark in MARKS if mark in text]
    places = [at for at, line in enumerate(lines) if here[0] in line]
    for mark in here[1:]:
        places += [at for at, line in enumerate(lines) if mark in line]
    return sorted(set(places)) if len(here) > 1 else places


def _fence(
    line: str, start: int, closers: list[tuple[int, int, str]], hopeless: set[tuple[str, int]]
) -> Span | None:
    """The fence that a line opens, up to the first line that closes it."""
    m = FENCE.match(line)
    if not m:
        return None
    prefix, run, info = m.groups()
    if (run, len(prefix)) in hopeless:
        return None
    for index in range(bisect_left(closers, (start + 1,)), len(closers)):
        stop, indent, other = closers[index]
        if indent <= len(prefix) + 3 and other.startswith(run):
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
