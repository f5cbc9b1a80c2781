"""Table lines and their cells; only pipes and line ends are escaped."""

from __future__ import annotations

import re

from .escapes import uninline

RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*$")
PIPE = re.compile(r"(?<!\\)\|")
SPAN = re.compile(r"(`+)(?!`)(.*?)(?<!`)\1(?!`)")


def line_of(cells: list[str]) -> str:
    """One table line; every pipe in a cell gets a backslash, as GitHub wants it."""
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def rule_of(head: list[str]) -> str:
    """The line under the head of a table."""
    return "|" + " --- |" * len(head)


def cells_of(line: str) -> list[str]:
    """The cells of a table line, with or without the outer pipes."""
    line = line.strip(" \t")
    line = line[1:] if line.startswith("|") else line
    escaped = "\\" in line
    cells = PIPE.split(line) if escaped else line.split("|")
    cells = cells[:-1] if len(cells) > 1 and not cells[-1] else cells
    cells = [cell.strip(" \t") for cell in cells]
    return [cell.replace(r"\|", "|") for cell in cells] if escaped else cells


def ticked(text: str) -> str:
    """Write code in a cell or on a line: each line in backticks."""
    return "<br>".join(map(_tick, text.split("\n"))) if text else ""


def _tick(line: str) -> str:
    if not line:
        return ""
    ticks = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    pad = (
        " "
        if line[0] == "`" or line[-1] == "`" or line[0] == line[-1] == " " or not line.strip(" ")
        else ""
    )
    return f"{ticks}{pad}{line}{pad}{ticks}"


def unticked(text: str) -> str:
    """Undo ticked; text that is not all code is taken as it stands."""
    if "`" not in text:
        return uninline(text)
    out, at = "", 0
    while at < len(text):
        m = SPAN.match(text, at)
        if not m and not text.startswith("<br>", at):
            return uninline(text)
        inner = m[2] if m else "\n"
        out += inner[1:-1] if m and inner[:1] == inner[-1:] == " " and len(inner) > 1 else inner
        at = m.end() if m else at + 4
    return out
