"""The only thing the format may change in a value before it is written."""

from __future__ import annotations

import re

# Never str.strip() or str.splitlines(): they also eat U+0085, U+2028, U+3000 and friends.
BLANKS = " \t"
ENDS = frozenset(BLANKS)
UNTIDY = re.compile(r"[\0\r]|[ \t]\n")


def tidy(text: str) -> str:
    """Normalise line ends, drop NUL and the blanks at the end of every line."""
    if text[-1:] not in ENDS and not UNTIDY.search(text):
        return text  # nearly every text is tidy already
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join([line.rstrip(BLANKS) for line in text.split("\n")])


def dedent(line: str, width: int) -> str:
    """Move a line to the left by up to so many blanks."""
    return line[min(width, len(line) - len(line.lstrip(" "))) :]


def trimmed(lines: list[str]) -> list[str]:
    """Leave out the empty lines at both ends; without any, the answer is the list itself."""
    if not lines or (lines[0].strip(BLANKS) and lines[-1].strip(BLANKS)):
        return lines
    start, stop = 0, len(lines)
    while start < stop and (not lines[start] or lines[start].strip(BLANKS) == ""):
        start += 1
    while stop > start and (not lines[stop - 1] or lines[stop - 1].strip(BLANKS) == ""):
        stop -= 1
    return lines[start:stop]


def joined(*parts: list[str]) -> list[str]:
    """Put one empty line between the parts that are not empty."""
    out: list[str] = []
    for part in parts:
        if part:
            out += ([""] if out else []) + part
    return out
