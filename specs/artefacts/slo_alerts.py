"""Alerts for the objectives: burn rates over pairs of windows, or a threshold where there is no budget."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..burn_rates import WINDOWS, Pair, pairs, window_name
from ..documents import Values
from ..quantities.exact import plain
from ..quantities.promql import fault, uncommented
from .directions import more_is_better
from .objectives import Budget, Objective, objectives, runbook_of
from .rule_groups import Groups

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!="}
WEEK = 7 * 86_400
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
            return
        if self._expected and (obstacle := self.one.obstacle):
            self._leave(f"No burn-rate alerts: {obstacle.why}", field=obstacle.field)
        if self.one.ratio is not None and self.one.queries():
            self._share()
        else:
            self._metric()

    @property
    def _expected(self) -> bool:
        """Whether burn rates were chosen, or the objective reads as if they came by themselves."""
        if self.one.row["alerting"] == "":
            window = self.one.window and self.one.window.seconds
            return bool(window and window >= WEEK and not self.one.row["period"])
        return bool(self.one.row["alerting"] == "burn rate")

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
        """The metric against the target, where both point the same way."""
        metric, target = self.groups.source.row(self.one.row["metric"]), self.one.target
        query = metric["query"].strip() if metric else ""
        if metric is None or not query:
            why = "It has no good and total query, and no metric with a query to compare."
            self._leave(why, field="good_query")
            return
        if wrong := fault(query):
            self._leave(f"The query of its metric cannot be read: {wrong}", field="metric")
            return
        if target.dimension == "percent" and (why := self._crosswise(metric)):
            self._leave(why, field="good_query")
            return
        sign = (
            "<"
            if target.dimension == "percent" and target.operator == "="
            else OPPOSITE[target.operator]
        )
        self._broken(f"({uncommented(query)}) {sign} {plain(target.value)}")

    def _crosswise(self, metric: Values) -> str:
        """Why a share cannot be compared with its metric: an error rate is no availability."""
        better = more_is_better(self.groups.source, metric)
        if better is self.one.target.is_floor:
            return ""
        wanted = "good" if self.one.target.is_floor else "bad"
        known = (
            f"counts {'good' if better else 'bad'} events"
            if better is not None
            else "may count either"
        )
        return (
            f"{self.one.row['target']} is a share of {wanted} events, and “{metric['name']}” {known}. "
            "Write a good and a total query."
        )

    def _broken(self, expression: str) -> None:
        what = f"{self.one.title} is not kept: {self.one.target.in_words()}"
        rule = {"alert": f"{self.one.alert}Broken", "expr": expression, "for": "5m"}
        labels = {"severity": "ticket"} | self.labels
        self._keep(rule | {"labels": labels, "annotations": self._annotations(what)})

    # ------------------------------------------------------------ pieces

    def _annotations(self, summary: str) -> dict[str, str]:
        return self.groups.annotations({}, summary, runbook_of(self.groups.source, self.one))

    def _keep(self, rule: dict[str, Any]) -> None:
        self.groups.add(self.group, rule, self.one.address)

    def _leave(self, why: str, what: str = "", field: str = "name") -> None:
        self.groups.leave(what or self.one.title, why, f"slo.{self.one.row['key']}.{field}")
