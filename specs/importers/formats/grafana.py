"""Grafana: a dashboard by its title and the titles of its panels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..reading import Reading
from ..yamls import Node, documents
from .base import Format, cell

MOST = 8  # panels that are named


class Grafana(Format):
    """A dashboard exported as JSON."""

    name = "Grafana dashboard"
    sentence = "a dashboard as JSON: its title and panels"

    def recognises(self, name: str, text: str) -> bool:
        panels = re.search(r"\"(?:panels|rows)\"[ \n]{0,9}:[ \n]{0,9}\[", text)
        return text.lstrip().startswith("{") and bool(panels) and '"title"' in text

    def read(self, name: str, text: str) -> Reading:
        reading = Reading()
        for document in documents(text.replace("\t", "  ")):
            board = document.get("dashboard") or document
            panels = [panel for panel in _panels(board) if panel.get("title").text]
            titles = list(dict.fromkeys(panel.get("title").text for panel in panels))
            more = f" and {len(titles) - MOST} more" if len(titles) > MOST else ""
            where = panels[0].get("title") if panels else board
            told = ", ".join(titles[:MOST]) + more
            reading.add(
                "dashboards", "dashboard",
                cell("title", "name", board.get("title")),
                cell("panels.title", "panels", where, told, sure=not more),
            )  # fmt: skip
        return reading


def _panels(board: Node) -> Iterator[Node]:
    """Every panel, those in rows and folded rows too."""
    for panel in (*board.get("panels"), *board.get("rows")):
        inner = panel.get("panels").items
        if panel.get("type").text != "row" and not inner:
            yield panel
        yield from inner
