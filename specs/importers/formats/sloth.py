"""Sloth: objectives with the queries of their errors, plain and as PrometheusServiceLevel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..reading import Cell, Reading
from ..yamls import Node, documents
from .base import Format, cell
from .openslo import kind_of

MARK = re.compile(r"^slos *:|^ *kind: *PrometheusServiceLevel\b", re.MULTILINE)
WINDOW = re.compile(r"\{\{ *\.window *\}\}")  # what Sloth puts every window of its alerts into


class Sloth(Format):
    """A Sloth file: one objective for each of its SLOs."""

    name = "Sloth"
    sentence = "Sloth files: objectives with their queries"

    def recognises(self, name: str, text: str) -> bool:
        return bool(MARK.search(text)) and ("prometheus/v1" in text or "sloth" in text)

    def read(self, name: str, text: str) -> Reading:
        reading = Reading()
        for document in documents(text):
            for slo in document.get("slos").items or document.get("spec", "slos").items:
                _slo(reading, slo)
        return reading


def _slo(reading: Reading, slo: Node) -> None:
    name, objective = slo.get("name"), slo.get("objective")
    if not objective.text:
        reading.leave(slo.line, "`objective` is missing. It was imported without a target.")
    about = f"{name.text} {slo.get('description').text}"
    reading.add(
        "slos", "slo",
        cell("name", "name", name),
        cell("objective", "target", objective, f"{objective.text}%" if objective.text else ""),
        cell("a word in the name", "kind", name, kind_of(about), sure=False),
        *_queries(reading, slo.get("sli") or slo.get("sli_plugin")),
    )  # fmt: skip


def _queries(reading: Reading, sli: Node) -> Iterator[Cell]:
    events = sli.get("events")
    bad = events.get("error_query") or events.get("errorQuery")
    total = events.get("total_query") or events.get("totalQuery")
    if bad and total:
        good = f"({_said(total)}) - ({_said(bad)})"
        yield cell("total_query - error_query", "good_query", bad, good, sure=False)
        yield cell("total_query", "total_query", total, _said(total), sure=False)
    else:
        reading.leave(sli.line, "This objective counts no events. It was imported without queries.")


def _said(query: Node) -> str:
    """The query over five minutes, and on one line."""
    return re.sub(r"\s+", " ", WINDOW.sub("5m", query.text)).strip()
