"""Names in headings."""

from __future__ import annotations

import re

from .escapes import HASHES, inline, less, more, uninline


def title(text: str) -> str:
    """Write a name in a heading; hashes at its end would vanish there."""
    return more(HASHES, inline(text))


def untitle(text: str) -> str:
    """Undo title; also drop the closing hashes some people type."""
    text = text.strip(" \t")
    name = text.rstrip("#")  # no pattern: it would look from every blank to the end
    if name != text and (not name or name[-1] in " \t"):
        text = name.rstrip(" \t")
    return uninline(less(HASHES, text))


def slug(heading: str) -> str:
    """The anchor GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
