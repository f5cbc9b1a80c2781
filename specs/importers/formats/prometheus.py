"""Prometheus rule files, plain and as PrometheusRule of Kubernetes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...quantities import Duration
from ..reading import Cell, Reading
from ..yamls import Node, documents
from .base import Format, cell

MARK = re.compile(
    r"^[ ]{0,20}-?[ ]{0,9}(?:groups|[\"']groups[\"'])[ ]*:|^[ ]{0,20}kind:[ ]*PrometheusRule\b",
    re.MULTILINE,
)
LIMIT = re.compile(r"\S\s*(>=|<=|==|!=|>|<)\s*(?:bool\s+)?(-?[0-9.]+(?:e[+-]?[0-9]+)?)\s*\)*\s*")
SEVERITY = {
    "Critical": ("critical", "page", "emergency", "fatal", "p1", "sev1", "disaster"),
    "High": ("high", "error", "major", "p2", "sev2"),
    "Medium": ("medium", "warning", "warn", "moderate", "p3", "sev3", "ticket"),
    "Low": ("low", "info", "information", "notice", "minor", "none", "p4", "p5", "sev4"),
}
WORDS = {word: severity for severity, words in SEVERITY.items() for word in words}


class PrometheusRules(Format):
    """Alerting rules become alerts, recording rules metrics."""

    name = "Prometheus rules"
    sentence = "rule files and PrometheusRule: alerts and metrics"

    def recognises(self, name: str, text: str) -> bool:
        return bool(MARK.search(text)) and ("rules" in text or "PrometheusRule" in text)

    def read(self, name: str, text: str) -> Reading:
        reading = Reading()
        for group in _groups(documents(text)):
            for rule in group.get("rules"):
                _rule(reading, group, rule)
        return reading


def _groups(found: list[Node]) -> Iterator[Node]:
    for document in found:
        for one in (document, *document.get("items"), *document.items):
            yield from one.get("groups")
            if one.get("kind").text == "PrometheusRule":
                yield from one.get("spec", "groups")


def _rule(reading: Reading, group: Node, rule: Node) -> None:
    alert, record, expr = rule.get("alert"), rule.get("record"), rule.get("expr")
    if not expr.text:
        reading.leave(
            rule.line, "`expr` is missing. The rule was left out; Grafana's own rules are not read."
        )
    elif alert.text:
        _alert(reading, group, rule)
    elif record.text:
        reading.add(
            "metrics", "metric", cell("record", "name", record), cell("expr", "query", expr),
            cell("a recording rule", "category", record, "Application", sure=False),
            cell("group name", "source", group.get("name"), f"Recording rule, group {group.get('name').text}"),
        )  # fmt: skip
    else:
        reading.leave(rule.line, "Neither `alert` nor `record` names this rule. It was left out.")


def _alert(reading: Reading, group: Node, rule: Node) -> None:
    alert, expr, lasting = rule.get("alert"), rule.get("expr"), rule.get("for")
    if not lasting.text:
        reading.leave(
            alert.line, "`for` is missing. The condition was imported without a duration."
        )
    reading.add(
        "alerts", "alert",
        cell("alert", "name", alert), _condition(reading, expr, lasting),
        *_labels(rule.get("labels")),
        cell("expr", "expression", expr),
        cell("keep_firing_for", "keep_firing", rule.get("keep_firing_for"), said(rule.get("keep_firing_for"))),
        *_annotations(rule.get("annotations")),
        cell("group name", "group", group.get("name")),
    )  # fmt: skip


def _condition(reading: Reading, expr: Node, lasting: Node) -> Cell | None:
    """`> 0.05 for 5 min`, where the expression ends in one limit."""
    plain = re.sub(r"\s+", " ", expr.text[-400:]).strip()
    ends = [found for found in LIMIT.finditer(plain) if found.end() == len(plain)]
    alone = not re.search(r"\b(?:and|or|unless)\b", expr.text)
    if not ends:
        reading.leave(
            expr.line,
            "`expr` does not end in a limit such as `> 0.05`. Only the expression was imported.",
        )
        return None
    how_long = f" for {said(lasting)}" if lasting.text else ""
    sign = {"==": "="}.get(ends[-1][1], ends[-1][1])
    return cell("expr + for", "condition", expr, f"{sign} {ends[-1][2]}{how_long}", sure=alone)


def _labels(labels: Node) -> Iterator[Cell]:
    for name, value in labels.entries():
        if name.text == "severity":
            word = WORDS.get(value.text.lower(), value.text)
            exact = word.lower() == value.text.lower()
            raw = "" if exact else value.text
            yield cell(
                "labels.severity", "severity", value, word, sure=exact and word in SEVERITY, raw=raw
            )
        else:
            yield cell(f"labels.{name.text}", "labels", value, f"{name.text}={one_line(value)}")


def _annotations(annotations: Node) -> Iterator[Cell]:
    for name, value in annotations.entries():
        if name.text in ("runbook_url", "runbook"):
            yield cell(f"annotations.{name.text}", "runbook", value, sure=False)
        else:
            yield cell(
                f"annotations.{name.text}", "annotations", value, f"{name.text}: {one_line(value)}"
            )


def one_line(node: Node) -> str:
    return re.sub(r"\s+", " ", node.text).strip()


def said(node: Node) -> str:
    """A duration as people write it here; what is none stays as it is."""
    try:
        return str(Duration.parse(node.text))
    except ValueError:
        return node.text
