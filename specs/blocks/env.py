"""Environment variables: `NAME=value` in a bash block, comments as `#` lines above."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.fences import fence, fences, unfence, without
from ..markdown.tidy import trimmed
from .lens import Labels, Values

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
BARE = re.compile(r"[^\s'\"#\\;&|<>()`]*\Z", re.ASCII)
WORD = (
    r"(?:\$'(?P<{0}c>(?:\\.|[^'\\])*)'|(?P<{0}q>'[^']*'(?:\\''[^']*')*)"
    r"|\"(?P<{0}d>(?:\\.|[^\"\\])*)\"|(?P<{0}b>[^\s'\"#{1}]\S*|))"
)
ASSIGN = re.compile(
    r"[ \t]*(?:export[ \t]+)?"
    + WORD.format("n", "=").replace(r"\S*", r"[^\s=]*")
    + "="
    + WORD.format("v", "")
    + r"(?:[ \t]+#[ \t]?(?P<tail>.*))?[ \t]*$",
    re.ASCII,
)


def quoted(text: str, bare: re.Pattern[str]) -> str:
    """Quote as bash wants it: bare where possible, then single quotes, then `$'…'`."""
    if bare.match(text):
        return text
    if "\n" in text:
        return "$'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
    return "'" + text.replace("'", "'\\''") + "'"


def _word(m: re.Match[str], which: str) -> str:
    """Undo quoted, and read double quotes too."""
    if (text := m[which + "c"]) is not None:
        return re.sub(r"\\(.)", lambda e: {"n": "\n", "t": "\t"}.get(e[1], e[1]), text)
    if (text := m[which + "q"]) is not None:
        return text.replace("'\\''", "\0")[1:-1].replace("\0", "'")
    if (text := m[which + "d"]) is not None:
        return re.sub(r'\\(["\\$`])', r"\1", text)
    return m[which + "b"] or ""


@dataclass(frozen=True)
class Env:
    """Rows of name, value and comment."""

    hugs = False

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        out: list[str] = []
        for row in value:
            comment = row["comment"].split("\n") if row["comment"] else []
            out += [f"# {line}" if line else "#" for line in comment]
            out.append((quoted(row["name"], NAME) or "''") + "=" + quoted(row["value"], BARE))
        return fence("\n".join(out), "bash") if value else []

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        if not (found := fences(lines)):
            return [], trimmed(lines)
        rows: list[Values] = []
        comment: list[str] = []
        lost: list[str] = []
        for line in unfence(lines, found[0])[0].split("\n"):
            if m := re.match(r"[ \t]*# ?(.*)$", line):
                comment.append(m[1])
                continue
            if m := ASSIGN.match(line):
                comment += [m["tail"]] if m["tail"] else []
                rows.append(
                    {"name": _word(m, "n"), "value": _word(m, "v"), "comment": "\n".join(comment)}
                )
            else:
                lost += [f"# {one}" for one in comment] + ([line] if line else [])
            comment = []
        lost += [f"# {one}" for one in comment]
        around = without(lines, found[0])
        return rows, around + (fence("\n".join(lost), "bash") if lost else [])
