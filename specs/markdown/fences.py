"""Fences: any text inside a run of backticks that is longer than every run in the text."""

from __future__ import annotations

import re

from .escapes import inline, uninline
from .scan import Span, spans
from .tidy import dedent, trimmed


def fence(text: str, language: str = "", char: str = "`") -> list[str]:
    """Fence the text; tildes where the language itself holds a backtick."""
    char = "~" if "`" in language else char
    longest = max((len(run) for run in re.findall(re.escape(char) + "+", text)), default=0)
    mark = char * max(3, longest + 1)
    gap = " " if language.startswith("~") else ""
    return [mark + gap + inline(language), *(text.split("\n") if text else []), mark]


def unfence(lines: list[str], span: Span) -> tuple[str, str]:
    """Read the text and the language of a fence, moved back to the margin."""
    inner, width = lines[span.start + 1 : span.stop - 1], len(span.prefix)
    inner = [dedent(line, width) for line in inner] if width else inner
    return "\n".join(inner), uninline(span.info or "")


def fences(lines: list[str]) -> list[Span]:
    """The fences that stand on their own, not inside a list item."""
    return [span for span in spans(lines) if span.plain]


def without(lines: list[str], span: Span) -> list[str]:
    """The lines around a fence."""
    return trimmed(lines[: span.start]) + trimmed(lines[span.stop :])
