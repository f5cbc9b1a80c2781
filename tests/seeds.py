"""The two documents that the catalogue was made from, and what is a label in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.services import SHARED

FOLDER = SHARED / "seeds"
GUIDE, TEMPLATE = "000", "002"

HEADING = re.compile(r"(#{1,6}) (.+)")
BOLD = re.compile(r"(?<!\*)\*\*(?![*\s])(.+?)(?<![*\s])\*\*(?!\*)")
RULE = re.compile(r"\|[-| :]+\|")


class Label(NamedTuple):
    """A heading, a table column or bold words, and the heading it stands under."""

    under: str
    kind: str  # heading, column or bold
    words: str


def seed(which: str) -> str:
    """The text of a seed; tests that read one are marked `shared("seeds")`."""
    (found,) = FOLDER.glob(f"{which}_*.txt")
    return found.read_text(encoding="utf-8")


def lines(text: str) -> Iterator[str]:
    """Every line outside code; a Markdown sample in a fence counts as text."""
    fence = ""
    for line in text.split("\n"):
        mark = line.strip()
        if mark.startswith("```"):
            fence = "" if fence else mark
        elif fence in ("", "```markdown"):
            yield line


def headings(text: str) -> list[str]:
    """Every heading line, in order, outside all code."""
    plain = re.sub(r"^( *)(```+|~~~+).*?^\1\2$", "", text, flags=re.DOTALL | re.MULTILINE)
    return [line for line in plain.split("\n") if HEADING.fullmatch(line)]


def tables(text: str) -> list[tuple[list[str], list[list[str]]]]:
    """Every table: its header and its lines."""
    found: list[tuple[list[str], list[list[str]]]] = []
    before = ""
    for line in lines(text):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            pass
        elif not before.startswith("|"):
            found.append((cells, []))
        elif not RULE.fullmatch(line):
            found[-1][1].append(cells)
        before = line
    return found


def labels(text: str) -> list[Label]:
    """Every label of a seed, in order, once per heading."""
    found: dict[Label, None] = {}
    under = before = ""
    for line in lines(text):
        if heading := HEADING.fullmatch(line):
            under = re.sub(r"^[0-9]+\. ", "", heading[2])
            found[Label(under, "heading", under)] = None
        elif line.startswith("|") and not before.startswith("|"):
            for cell in line.strip("| ").split("|"):
                found[Label(under, "column", cell.strip())] = None
        for bold in BOLD.finditer(line):
            found[Label(under, "bold", bold[1])] = None
        before = line
    return list(found)
