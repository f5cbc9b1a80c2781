"""OpenSLO: objectives with their targets, windows and queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from ..reading import Cell, Reading
from ..yamls import Node, documents
from .base import Format, cell
from .prometheus import said

KINDS = (
    ("Latency", r"latenc|duration|response.?time"),
    ("Availability", r"availab|uptime|success"),
    ("Error rate", r"error"),
    ("Freshness", r"fresh|lag|staleness"),
    ("Throughput", r"throughput"),
)
SIGNS = {"lte": "<=", "lt": "<", "gte": ">=", "gt": ">"}


class OpenSlo(Format):
    """Objectives of OpenSLO files, one row for each."""

    name = "OpenSLO"
    sentence = "OpenSLO files: objectives"

    def recognises(self, name: str, text: str) -> bool:
        return bool(
            re.search(r"^[ ]{0,20}-?[ ]{0,9}apiVersion:[ ]*[\"']?openslo", text, re.MULTILINE)
        )

    def read(self, name: str, text: str) -> Reading:
        reading = Reading()
        found = [one for document in documents(text) for one in (document.items or [document])]
        slis = {
            one.get("metadata", "name").text: one for one in found if one.get("kind").text == "SLI"
        }
        for one in found:
            kind = one.get("kind").text
            if kind == "SLO":
                _slo(reading, one, slis)
            elif kind and kind != "SLI":
                reading.leave(
                    one.line,
                    f"`kind: {kind[:40]}` has no place in a specification. It was left out.",
                )
        return reading


def kind_of(about: str) -> str:
    """The kind of an objective, by a word that is said about it."""
    return next((kind for kind, words in KINDS if re.search(words, about.lower())), "")


def _slo(reading: Reading, slo: Node, slis: dict[str, Node]) -> None:
    name = slo.get("metadata", "displayName") or slo.get("metadata", "name")
    spec = slo.get("spec")
    indicator = (
        spec.get("indicator") or spec.get("sli") or slis.get(spec.get("indicatorRef").text, Node())
    )
    window = next(iter(spec.get("timeWindow")), None) or next(iter(spec.get("timeWindows")), Node())
    period = said(window.get("duration"))
    if not spec.get("objectives"):
        reading.leave(
            slo.line, "`objectives` is missing. The objective was imported without a target."
        )
    objectives = spec.get("objectives").items or [Node(slo.line)]
    for number, objective in enumerate(objectives[:200]):
        more = objective.get("displayName").text or (str(number + 1) if number else "")
        full = f"{name.text}, {more}" if more and len(objectives) > 1 else name.text
        about = f"{full} {slo.get('metadata', 'name').text} {spec.get('description').text}".lower()
        kind = kind_of(about)
        reading.add(
            "slos", "slo",
            cell("metadata.name", "name", name, full),
            *_target(objective),
            cell("timeWindow.duration", "window", window.get("duration"), period),
            cell("timeWindow.duration", "period", window.get("duration"), period_of(window.get("duration").text)),
            cell("a word in the name", "kind", name, kind, sure=False),
            *_queries(indicator if indicator else objective),
        )  # fmt: skip


def _target(objective: Node) -> Iterator[Cell]:
    share, percent = objective.get("target"), objective.get("targetPercent")
    text = ""
    try:
        text = f"{(Decimal(share.text) * 100).normalize():f}%" if share.text else f"{percent.text}%"
    except InvalidOperation:
        text = share.text
    if share.text or percent.text:
        yield cell("target", "target", share or percent, text)
    sign, value = SIGNS.get(objective.get("op").text, ""), objective.get("value")
    if sign and value.text:
        yield cell("op, value", "policy", value, f"Good: {sign} {value.text}", sure=False)


def period_of(window: str) -> str:
    """The compliance period that a window is, if it is one of those we know."""
    text = {"1w": "7d", "4w": "28d", "1M": "30d"}.get(window, window)
    text = re.sub(r"(?<=[0-9])d$", " d", text)
    return text if text in ("7 d", "28 d", "30 d", "90 d") else ""


def _queries(indicator: Node) -> Iterator[Cell]:
    ratio = (
        indicator.get("spec", "ratioMetric")
        or indicator.get("ratioMetrics")
        or indicator.get("ratioMetric")
    )
    threshold = indicator.get("spec", "thresholdMetric")
    for part, field in (("good", "good_query"), ("total", "total_query")):
        if query := _query(ratio.get(part)):
            yield cell(f"ratioMetric.{part}", field, query)
    if query := _query(threshold):
        yield cell("thresholdMetric", "good_query", query, sure=False)


def _query(metric: Node) -> Node:
    paths = (
        ("metricSource", "spec", "query"),
        ("metricSource", "spec", "promql"),
        ("spec", "query"),
        ("query",),
    )
    return next((node for path in paths if (node := metric.get(*path)).text), Node())
