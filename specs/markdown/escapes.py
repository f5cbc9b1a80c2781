"""Every backslash the writer may add, and how the reader takes it away again."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from .scan import PREFIX, marked, opaque
from .tidy import trimmed

# One more backslash (`k` finds those already there): only what would mean something is touched.
START = re.compile(r"(?P<k>\\*)(?:#{1,6}(?=[ \t]|$)|\*Not applicable: .*\*$)")
OPENER = re.compile(PREFIX + r"(?P<k>\\*)(?:`{3,}(?=[^`]*$)|~{3,}|<!--)")
MARKER = re.compile(r"(?P<k>\\*)<!-- /?notes -->$")
EDGE = re.compile(r"(?P<k>\\*)<br>$")
ITEM = re.compile(r"(?P<k>\\*)(?:>|[-+*](?=[ \t]|$))")
NUMBER = re.compile(r"[0-9]{1,9}(?P<k>\\*)[.)](?=[ \t]|$)")
BLANK = re.compile(r"(?P<k>\\*)&#(?:32|9);")
HASHES = re.compile(r"(?:.*[ \t])?(?P<k>\\*)#+$")
NOTHING = re.compile(r"(?!)(?P<k>)")
BREAK = re.compile(r"(\\*)<br>")
ENDS = re.compile(r"(\\*)(<br>|\n)")
ENTITIES = {" ": "&#32;", "\t": "&#9;"}

Patterns = tuple[re.Pattern[str], ...]


def more(pattern: re.Pattern[str], line: str) -> str:
    """Put a backslash in front of what the pattern found."""
    m = pattern.match(line)
    return line[: m.start("k")] + "\\" + line[m.start("k") :] if m else line


def less(pattern: re.Pattern[str], line: str) -> str:
    """Take one backslash away from what the pattern found."""
    if "\\" not in line:
        return line
    m = pattern.match(line)
    return line[: m.start("k")] + line[m.start("k") + 1 :] if m and m["k"] else line


@lru_cache(256)
def _shielded(danger: str) -> re.Pattern[str]:
    return re.compile(rf"(\\*)(?:({danger})|\Z)")


def shield(text: str, danger: str) -> str:
    """Escape what would end the text early, doubling the backslashes that touch it or the end."""
    return _shielded(danger).sub(lambda m: m[1] * 2 + ("\\" + m[2] if m[2] else ""), text)


def unshield(text: str, danger: str) -> str:
    """Undo shield."""
    if "\\" not in text:
        return text
    return _shielded(danger).sub(lambda m: m[1][: len(m[1]) // 2] + (m[2] or ""), text)


def lead(line: str) -> str:
    """Keep the blank that a line starts with, where a reader would skip it."""
    line = more(BLANK, line) if "&#" in line else line
    return ENTITIES[line[0]] + line[1:] if line[:1] in ENTITIES else line


def unlead(line: str) -> str:
    """Undo lead."""
    if "&#" not in line:
        return line
    for blank, entity in ENTITIES.items():
        if line.startswith(entity):
            return blank + line[len(entity) :]
    return less(BLANK, line)


def inline(text: str) -> str:
    """Write any text on one line: a line end is `<br>`."""
    if "\n" in text or "<br>" in text:
        text = ENDS.sub(
            lambda m: m[1] * 2 + ("<br>" if m[2] == "\n" else r"\<br>"),
            text,
        )
    return lead(text)


def uninline(line: str) -> str:
    """Undo inline."""
    line = unlead(line) if "&#" in line else line
    if "<br>" not in line:
        return line
    return BREAK.sub(lambda m: m[1][: len(m[1]) // 2] + ("<br>" if len(m[1]) % 2 else "\n"), line)


def quote(text: str, labels: Patterns = (), start: re.Pattern[str] = START) -> list[str]:
    """Write Markdown text as lines of which none can be taken for a part of the format."""
    if not text:
        return []
    lines = text.split("\n")
    mask = opaque(lines)
    for at, line in enumerate(lines):
        if not mask[at]:
            lines[at] = _escaped(line, labels, start)
    return _edges(lines, lambda line: more(EDGE, line) or "<br>")


def _escaped(line: str, labels: Patterns, start: re.Pattern[str]) -> str:
    line = more(start, line) if line[:1] in ("#", "*", "\\") else line
    line = more(OPENER, line) if marked(line) else line
    for pattern in labels if ":" in line else ():
        line = more(pattern, line)
    return line


def unquote(lines: list[str], labels: Patterns = (), start: re.Pattern[str] = START) -> str:
    """Undo quote, leaving out the empty lines around the text."""
    lines = trimmed(lines)
    text = "\n".join(lines)
    if "\\" in text:
        mask, lines = opaque(lines), lines.copy()
        for at, line in enumerate(lines):
            for pattern in () if mask[at] or "\\" not in line else (start, OPENER, *labels):
                lines[at] = line = less(pattern, line)
        text = "\n".join(lines)
    if "<br>" not in text:
        return text
    return "\n".join(_edges(lines, lambda line: "" if line == "<br>" else less(EDGE, line)))


def _edges(lines: list[str], change: Callable[[str], str]) -> list[str]:
    """Change the empty lines at both ends (and the literal `<br>` lines among them)."""
    if not (_is_edge(lines[0]) or _is_edge(lines[-1])):
        return lines
    edge = [_is_edge(line) for line in lines]
    first = edge.index(False) if False in edge else len(lines)
    last = len(lines) - (edge[::-1].index(False) if False in edge else 0)
    return [change(line) if at < first or at >= last else line for at, line in enumerate(lines)]


def _is_edge(line: str) -> bool:
    return not line or (line.endswith("<br>") and EDGE.match(line) is not None)
