"""Alerts for the objectives: burn rates over pairs of windows, or a threshold where there is no budget."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..burn_rates import WINDOWS, Pair, pairs, window_name
from ..quantities.exact import plain
from .objectives import OPPOSITE, Budget, Objective, objectives
from .rule_groups import Groups, unbalanced

RECORD = "slo:sli_error:ratio_rate"


def add_slo_alerts(groups: Groups) -> None:
    """Every objective that wants alerts."""
    found, missed = objectives(groups.source)
    groups.omissions += missed
    for one in found:
        if one.row["alerting"] != "none":
            Promise(groups, one).add()


class Promise:
    """The rules of one objective."""

    def __init__(self, groups: Groups, one: Objective) -> None:
        self.groups, self.one = groups, one
        self.group = f"{groups.service}-slo-{one.name}"
        self.labels = {"service": groups.service, "slo": one.name, "spec_guid": groups.source.guid}

    def add(self) -> None:
        """Burn rates, or the share over a short window, or the metric itself."""
        if budget := self.one.budget:
            self._burn_rates(budget)
        elif self.one.ratio is not None and self.one.queries():
            self._share()
        else:
            self._metric()

    def _burn_rates(self, budget: Budget) -> None:
        for size in sorted({size for long, short, _ in WINDOWS for size in (long, short)}):
            window = window_name(size)
            rule = {
                "record": f"{RECORD}{window}",
                "expr": self.one.errors(window),
                "labels": self.labels,
            }
            self._keep(rule)
        for pair in pairs(budget.days):
            if pair.never_fires(budget.ratio):
                sum_ = f"{plain(pair.factor)} x (1 - {plain(budget.ratio)})"
                why = f"{sum_} is 1 or more: a total outage would not fire it."
                self._leave(why, f"{self.one.title}, {window_name(pair.long)} window")
                continue
            self._keep(self._burn_rate(budget, pair))

    def _burn_rate(self, budget: Budget, pair: Pair) -> dict[str, Any]:
        long, short = window_name(pair.long), window_name(pair.short)
        limit = plain(pair.threshold(budget.ratio))
        where = ", ".join(f'{name}="{text}"' for name, text in self.labels.items())
        what = f"{plain(pair.budget * 100)}% of the error budget of {budget.days} days is spent in {long} at this pace"
        return {
            "alert": f"{self.one.alert}BurnRate",
            "expr": f"{RECORD}{long}{{{where}}} > {limit}\nand\n{RECORD}{short}{{{where}}} > {limit}",
            "labels": {"severity": pair.kind, "long_window": long, "short_window": short}
            | self.labels,
            "annotations": self._annotations(f"{self.one.title}: {what}."),
        }

    def _share(self) -> None:
        """Over a window too short for a budget: told when the share over that window breaks the promise."""
        window = self.one.window.in_prometheus() if self.one.window else None
        if not window or window == "0s":
            self._leave("Its measurement window is no length of time.", field="window")
            return
        limit = plain(1 - (self.one.ratio or Decimal(0)))
        self._broken(f"(\n{self.one.errors(window)}\n) > {limit}")

    def _metric(self) -> None:
        metric = self.groups.source.row(self.one.row["metric"])
        query = metric["query"].strip() if metric else ""
        if not query or unbalanced(query):
            why = "It has no good and total query, and no metric with a query to compare."
            self._leave(why, field="good_query")
            return
        target = self.one.target
        self._broken(f"({query}) {OPPOSITE[target.operator]} {plain(target.value)}")

    def _broken(self, expression: str) -> None:
        what = f"{self.one.title} is not kept: {self.one.target.in_words()}"
        rule = {"alert": f"{self.one.alert}Broken", "expr": expression, "for": "5m"}
        labels = {"severity": "ticket"} | self.labels
        self._keep(rule | {"labels": labels, "annotations": self._annotations(what)})

    # ------------------------------------------------------------ pieces

    def _annotations(self, summary: str) -> dict[str, str]:
        """With the runbook of the first alert on the same metric."""
        metric = self.one.row["metric"]
        alerts = self.groups.source.rows("alerts", "alert")
        near = (row["runbook"] for row in alerts if metric and row["metric"] == metric)
        return self.groups.annotations({}, summary, next(filter(None, near), ""))

    def _keep(self, rule: dict[str, Any]) -> None:
        self.groups.add(self.group, rule, self.one.address)

    def _leave(self, why: str, what: str = "", field: str = "name") -> None:
        self.groups.leave(what or self.one.title, why, f"slo.{self.one.row['key']}.{field}")
