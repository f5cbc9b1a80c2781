"""The alerts that the specification itself lists, as Prometheus rules."""

from __future__ import annotations

import re

from ..documents import Values
from ..quantities import Comparison, Duration, NotUnderstood
from ..quantities.promql import fault, uncommented
from .rule_groups import Groups, Rule, escaped

LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")


class NotCompiled(Exception):
    """Why one alert cannot be compiled, and the field that would mend it."""

    def __init__(self, why: str, field: str) -> None:
        super().__init__(why)
        self.field = field


def add_own_alerts(groups: Groups) -> None:
    """Each alert with an expression, or with a condition over the query of its metric."""
    for row in groups.source.rows("alerts", "alert"):
        try:
            rule = _rule(groups, row)
        except NotCompiled as problem:
            address = f"alert.{row['key']}.{problem.field}"
            groups.leave(row["name"] or "An alert", str(problem), address)
            continue
        group = row["group"].strip() or f"{groups.service}-alerts"
        groups.add(group, rule, f"alert.{row['key']}.name")


def _rule(groups: Groups, row: Values) -> Rule:
    condition = _condition(row["condition"])
    rule: Rule = {
        "alert": row["name"].strip() or "Alert",
        "expr": _expression(groups, row, condition),
    }
    if condition and condition.hold and (held := condition.hold.in_prometheus()):
        rule["for"] = held
    if kept := _length(row["keep_firing"]):
        rule["keep_firing_for"] = kept
    labels = {"service": groups.service}
    if row["severity"]:
        labels["severity"] = groups.source.labels_of(row["severity"])
    labels |= _pairs(groups, row, "labels", "=")
    rule["labels"] = {key: escaped(text) for key, text in labels.items()} | {
        "spec_guid": groups.source.guid
    }
    notes = _pairs(groups, row, "annotations", ":")
    if heard := row["notification"] or groups.source.channels.get(row["severity"]):
        notes = {"notify": heard} | notes
    rule["annotations"] = groups.annotations(notes, row["condition"], row["runbook"])
    return rule


def _expression(groups: Groups, row: Values, condition: Comparison | None) -> str:
    """The row's own expression, or its condition over the query of its metric."""
    if written := row["expression"].strip():
        if wrong := fault(written):
            raise NotCompiled(f"Its expression cannot be read: {wrong}", "expression")
        return str(written)
    if condition is None:
        raise NotCompiled("Its condition is not understood, and it has no expression.", "condition")
    if condition.window is not None:
        raise NotCompiled("A count over a time needs an expression of its own.", "expression")
    metric = groups.source.row(row["metric"])
    query = metric["query"].strip() if metric else ""
    if not query:
        raise NotCompiled("It has no expression, and no metric with a query to compare.", "metric")
    expression = f"({uncommented(query)}) {condition.in_prometheus()}"
    if wrong := fault(query) or fault(expression):
        raise NotCompiled(f"The query of its metric cannot be read: {wrong}", "metric")
    return expression


def _pairs(groups: Groups, row: Values, field: str, sign: str) -> dict[str, str]:
    """One `key=value` or `key: value` a line."""
    found = {}
    for line in filter(None, map(str.strip, row[field].split("\n"))):
        key, separator, value = line.partition(sign)
        if separator and LABEL.fullmatch(key.strip()) and key.strip() != "__name__":
            found[key.strip()] = value.strip()
        else:
            address = f"alert.{row['key']}.{field}"
            groups.leave(
                row["name"], f"“{line}” is no {field[:-1]}: write name{sign}text.", address
            )
    return found


def _condition(text: str) -> Comparison | None:
    try:
        return Comparison.parse(text)
    except NotUnderstood:
        return None


def _length(text: str) -> str | None:
    try:
        return Duration.parse(text).in_prometheus() if text else None
    except NotUnderstood:
        return None
