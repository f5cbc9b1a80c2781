"""The architecture: a drawing, a Mermaid chart, and the table of components, the source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.fences import fence, fences, unfence, without
from ..markdown.tidy import joined
from .lens import Labels, Values
from .table import Table


def flat(text: str) -> str:
    """One line, blanks folded."""
    return " ".join(text.split())


def drawing(rows: list[Values]) -> list[str]:
    """The guide's tree, drawn from the components."""
    lines = [
        flat(row["name"]) + (f" ({flat(row['technology'])})" if row["technology"] else "")
        for row in rows
    ]
    branches = [
        (("└── " if at + 1 == len(lines) else "├── ") + line).rstrip()
        for at, line in enumerate(lines)
    ]
    return fence("\n".join(branches)) if rows else []


def chart(rows: list[Values]) -> list[str]:
    """A Mermaid flowchart of who talks to whom."""
    number = {row["name"]: at for at, row in reversed(list(enumerate(rows, 1)))}
    lines = ["flowchart TD"]
    for at, row in enumerate(rows, 1):
        label = re.sub(r"[^\w .,:/()+-]", lambda m: f"#{ord(m[0])};", flat(row["name"])) or "-"
        lines.append(f'    c{at}["{label}"]')
    for at, row in enumerate(rows, 1):
        lines += [
            f"    c{at} --> c{number[to]}" for to in row["talks_to"].split(", ") if to in number
        ]
    return fence("\n".join(lines), "mermaid") if rows else []


@dataclass(frozen=True)
class Architecture:
    """`topology` is the team's own drawing; without one the tree is drawn; the chart always is."""

    table: Table
    hugs = False

    def write(self, value: Values, labels: Labels = ()) -> list[str]:
        rows, own = value["components"], value["topology"]
        drawn, picture = drawing(rows), chart(rows)
        if own["text"] or own["language"]:
            tree = fence(own["text"], own["language"])
            tree = fence(own["text"], own["language"], "~") if tree in (drawn, picture) else tree
        else:
            tree = drawn
        return joined(tree, picture, self.table.write(rows))

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[Values, list[str]]:
        rows, rest = self.table.read(lines)
        topology = {"text": "", "language": ""}
        for derived in filter(None, (drawing(rows), chart(rows))):
            for span in fences(rest):
                if rest[span.start : span.stop] == derived:
                    rest = without(rest, span)
                    break
        drawn = [span for span in fences(rest) if span.info != "mermaid"] or fences(rest)
        if drawn:
            text, language = unfence(rest, drawn[0])
            topology, rest = {"text": text, "language": language}, without(rest, drawn[0])
        return {"components": rows, "topology": topology}, rest
