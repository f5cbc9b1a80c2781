"""Cuts a bullet or numbered list into its items, each moved back to the margin."""

from __future__ import annotations

import re

from .escapes import ITEM, NUMBER, lead, less, more, unlead
from .scan import HEADING, marked, masks, opaque
from .tidy import dedent, trimmed

INNER = re.compile(r"\n(?!\n|\Z)")
MARKER = re.compile(r"(?P<indent> *)(?:[-*+]|[0-9]{1,9}[.)])(?P<gap> +|$)")


def item(marker: str, lines: list[str]) -> list[str]:
    """Hang the lines on the marker of a list item."""
    if not lines:
        return [marker.rstrip()]
    first, *rest = lines
    if not _opens(lines):
        first = lead(more(NUMBER, more(ITEM, first)))
    elif first[0] == " ":  # an indented fence or comment keeps its indent on a line of its own
        first, rest = "", lines
    return [
        (marker + first).rstrip(" "),
        *(" " * len(marker) + line if line else "" for line in rest),
    ]


def unitem(lines: list[str]) -> list[str]:
    """Undo what item did to the first line."""
    if not lines or _opens(lines):
        return lines
    return [less(ITEM, less(NUMBER, unlead(lines[0]))), *lines[1:]]


def _opens(lines: list[str]) -> bool:
    """Whether the first line opens a fence or a comment."""
    return marked(lines[0]) and opaque(lines)[0]


def items(lines: list[str]) -> tuple[list[list[str]], list[str]]:
    """Cut at the markers; lines that belong to no item are leftovers."""
    hidden, inside = masks(lines)
    found: list[list[str]] = []
    leftovers: list[str] = []
    base = width = 0
    open_item = False
    pad = ""
    for at, line in enumerate(lines):
        if open_item and line.startswith(pad):  # most lines: indented as far as their item
            found[-1].append(line[width:])
            continue
        m = None if inside[at] else MARKER.match(line)
        if m and (not open_item or len(m["indent"]) < width) and (found or len(m["indent"]) < 4):
            base = len(m["indent"]) if not open_item else min(base, len(m["indent"]))
            width = m.end() if 1 <= len(m["gap"]) <= 4 else m.end() - len(m["gap"]) + 1
            found.append([line[m.end() :].strip(" \t")])
            open_item, pad = True, " " * width
        elif open_item and (
            not line or inside[at] or _belongs(line, found[-1][-1], base, hidden[at])
        ):
            found[-1].append(dedent(line, width))
        else:
            open_item = False
            leftovers.append(line)
    return [trimmed(one) for one in found], trimmed(leftovers)


def _belongs(line: str, before: str, base: int, hidden: bool) -> bool:
    """Whether a line under an item is part of it: indented, or running on without an empty line."""
    if line.startswith((" " * (base + 2), "\t")):
        return True
    return hidden or (bool(before) and not HEADING.match(line))


def split_items(text: str) -> list[str]:
    """The items of a text that holds one per line.

    A line that starts with two blanks continues the item above. Empty lines belong to the item
    if such a line follows them.
    """
    if not text:
        return []
    first, *rest = text.split("\n")
    found, empty = [[first]], 0
    for line in rest:
        if line.startswith("  "):
            found[-1] += [""] * empty + [line[2:]]
        elif line:
            found += [[""]] * empty + [[line]]
        empty = 0 if line else empty + 1
    return ["\n".join(lines) for lines in found + [[""]] * empty]


def join_items(found: list[str]) -> str:
    """Undo split_items."""
    return "\n".join(INNER.sub("\n  ", text) if "\n" in text else text for text in found)
