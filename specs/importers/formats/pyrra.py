"""Pyrra: objectives as ServiceLevelObjective."""

from __future__ import annotations

import re

from ..reading import Reading
from ..yamls import Node, documents
from .base import Format, cell
from .openslo import kind_of, period_of
from .prometheus import said

PARTS = (("ratio", "errors"), ("latency", "success"))


class Pyrra(Format):
    """A Pyrra file: one objective for each ServiceLevelObjective."""

    name = "Pyrra"
    sentence = "ServiceLevelObjective: objectives with targets and windows"

    def recognises(self, name: str, text: str) -> bool:
        return bool(re.search(r"^ *apiVersion: *[\"']?pyrra\.dev/", text, re.MULTILINE))

    def read(self, name: str, text: str) -> Reading:
        reading = Reading()
        for document in documents(text):
            for one in document.get("items").items or [document]:
                if one.get("kind").text == "ServiceLevelObjective":
                    _objective(reading, one)
        return reading


def _objective(reading: Reading, one: Node) -> None:
    name, spec = one.get("metadata", "name"), one.get("spec")
    target, window, indicator = spec.get("target"), spec.get("window"), spec.get("indicator")
    part, counted = next((pair for pair in PARTS if indicator.get(pair[0])), ("", ""))
    kind = "Latency" if part == "latency" else kind_of(name.text)
    total, metric = indicator.get(part, "total", "metric"), indicator.get(part, counted, "metric")
    good = f"sum(rate({metric.text}[5m]))"
    if part == "ratio":
        good = f"sum(rate({total.text}[5m])) - {good}"
    if not (total.text and metric.text):
        reading.leave(
            indicator.line or one.line, "This indicator was left out. Enter its queries by hand."
        )
    reading.add(
        "slos", "slo",
        cell("metadata.name", "name", name),
        cell("target", "target", target, f"{target.text}%" if target.text else ""),
        cell("window", "window", window, said(window)),
        cell("window", "period", window, period_of(window.text)),
        cell("indicator", "kind", indicator, kind, sure=bool(part == "latency")),
        cell(f"indicator.{part}", "good_query", metric, good, sure=False) if metric.text and total.text else None,
        cell(f"indicator.{part}.total", "total_query", total, f"sum(rate({total.text}[5m]))", sure=False)
        if metric.text and total.text else None,
    )  # fmt: skip
