"""The file tree: a folder per line, its files as branches, `# purpose [environment]` behind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.escapes import inline, shield, uninline, unshield
from ..markdown.fences import fence, fences, unfence, without
from ..markdown.tidy import trimmed
from .lens import Labels, Values

NOTE, BRACKETS = r"#(?=[ ]|$)", r"[][]"
BRANCH = re.compile(r"(?P<indent>(?:│   |    )*)(?:├── |└── )")


def _note(row: Values) -> str:
    """The words after the path."""
    where = f"[{shield(inline(row['environment']), BRACKETS)}]" if row["environment"] else ""
    what = inline(row["purpose"])
    what = shield(what, r"\](?=\Z)") if what.endswith("]") else what
    return " ".join(filter(None, (what, where)))


def _unnote(text: str) -> tuple[str, str]:
    """Undo _note."""
    if m := re.match(r"(?:(.*) )?\[((?:\\.|[^][\\])*)\]$", text):
        what, where = m[1] or "", m[2]
    else:
        what, where = text, ""
    what = unshield(what, r"\](?=\Z)") if what.endswith("]") else what
    return uninline(what), uninline(unshield(where, BRACKETS))


def _line(path: str, row: Values) -> str:
    """A path, and its note behind two blanks and a hash."""
    note = _note(row)
    path = re.sub(r"(  )(\\*)(#(?= |$))", r"\1\\\2\3", inline(path))
    path = re.sub(r"^(\\*)(?=├──|└──|│)", r"\\\1", path)
    return (path + ("  # " + note if note or not path else "")).rstrip(" ")


def _unline(line: str) -> tuple[str, str, str]:
    """Undo _line: path, purpose, environment."""
    m = re.match(r"(.*?)  #(?: (.*))?$", line)
    path, note = (m[1], m[2] or "") if m else (line, "")
    path = path.rstrip(" ")
    path = re.sub(r"(  )\\(\\*)(#(?= |$))", r"\1\2\3", path)
    path = re.sub(r"^\\(\\*)(?=├──|└──|│)", r"\1", path)
    return (uninline(path), *_unnote(note))


@dataclass(frozen=True)
class Tree:
    """Rows in their own order; neighbours in the same folder share its line."""

    hugs = False

    def write(self, value: list[Values], labels: Labels = ()) -> list[str]:
        out: list[str] = []
        folders = [
            "" if row["path"].endswith("/") else row["path"][: row["path"].rfind("/") + 1]
            for row in value
        ]
        for at, (row, folder) in enumerate(zip(value, folders, strict=True)):
            if not folder:
                out.append(_line(row["path"], row))
                continue
            if at == 0 or folders[at - 1] != folder:
                out.append(_line(folder, {"purpose": "", "environment": ""}))
            last = at + 1 == len(value) or folders[at + 1] != folder
            out.append(("└── " if last else "├── ") + _line(row["path"][len(folder) :], row))
        return fence("\n".join(out)) if value else []

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[list[Values], list[str]]:
        if not (found := fences(lines)):
            return [], trimmed(lines)
        text, _ = unfence(lines, found[0])
        rows: list[Values] = []
        folders = [""]
        drawn = text.split("\n") if text else []
        for at, line in enumerate(drawn):
            m = BRANCH.match(line)
            depth = len(m["indent"]) // 4 + 1 if m else 0
            after = BRANCH.match(drawn[at + 1]) if at + 1 < len(drawn) else None
            path, purpose, environment = _unline(line[m.end() :] if m else line)
            folders = folders[: depth + 1] + [""] * (depth + 1 - len(folders))
            full = (folders[depth] if m else "") + path
            if after and len(after["indent"]) // 4 + 1 > depth:
                folders.append(full if full.endswith("/") else full + "/")
                if purpose or environment:
                    rows.append(
                        {"path": folders[-1], "purpose": purpose, "environment": environment}
                    )
            elif line:
                rows.append({"path": full, "purpose": purpose, "environment": environment})
        return rows, without(lines, found[0])
