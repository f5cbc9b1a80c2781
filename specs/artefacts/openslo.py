"""OpenSLO v1: the objectives as an interchange file. The Prometheus rules are what runs."""

from __future__ import annotations

from typing import Any

from ..burn_rates import pairs, window_name
from ..quantities.exact import plain
from .base import Artefact, Compiled, File, Omission, Source
from .objectives import Budget, Objective, objectives
from .texts import dns_name, in_yaml

API = "openslo/v1"
LONGEST = 1050  # characters of a description
AUTHORITY = "The compiled Prometheus rules are authoritative: OpenSLO v1 cannot say that two windows must burn."
Object = dict[str, Any]


class OpenSlo(Artefact):
    """Service, SLO, SLI, AlertPolicy, AlertCondition and AlertNotificationTarget objects."""

    name, title, place = "openslo", "OpenSLO", 20
    sentence = "The objectives in OpenSLO v1, for tools that read it."
    filename = "openslo.yaml"

    def compile(self, source: Source) -> Compiled:
        found, missed = objectives(source)
        service = dns_name(source.name, f"service-{source.guid}")
        objects: list[Object] = []
        for one in found:
            try:
                objects += Written(source, service, one).objects()
            except ValueError as problem:
                missed.append(Omission(one.title, str(problem), one.address))
        objects = list({(one["kind"], one["metadata"]["name"]): one for one in objects}.values())
        if not objects:
            return Compiled((), tuple(missed))
        whole = [
            _object("Service", service, source.name, {"description": _overview(source)}),
            *objects,
        ]
        return Compiled((File(self.filename, in_yaml(source, *whole)),), tuple(missed))


class Written:
    """The objects of one objective; ValueError says why there can be none."""

    def __init__(self, source: Source, service: str, one: Objective) -> None:
        self.source, self.service, self.one = source, service, one
        self.name = dns_name(f"{service[:30]}-{one.name}"[:63], one.name)

    def objects(self) -> list[Object]:
        indicator, objective = self._indicator()
        window = (
            f"{self.one.days}d"
            if self.one.days
            else self.one.window and self.one.window.in_openslo()
        )
        if not window:
            raise ValueError("Its measurement window is no whole number of minutes, hours or days.")
        spec: Object = {
            "description": (self.one.row["policy"] or self.one.title)[:LONGEST], "service": self.service,
            "indicatorRef": self.name, "timeWindow": [{"duration": window, "isRolling": True}],
            "budgetingMethod": "Occurrences", "objectives": [objective],
        }  # fmt: skip
        budget = self.one.budget
        policies = self._policies(budget) if budget else []
        if policies:
            spec["alertPolicies"] = [
                {"alertPolicyRef": each["metadata"]["name"]}
                for each in policies
                if each["kind"] == "AlertPolicy"
            ]
        sli = _object("SLI", self.name, self.one.title, indicator)
        return [sli, _object("SLO", self.name, self.one.title, spec), *policies]

    def _indicator(self) -> tuple[Object, Object]:
        """The SLI's spec, and the objective over it."""
        ratio, queries = self.one.ratio, self.one.queries()
        if ratio is not None and queries:
            good, total = ({"metricSource": _prometheus(query)} for query in queries)
            objective: Object = {"displayName": self.one.title, "target": float(ratio)}
            return {"ratioMetric": {"counter": True, "good": good, "total": total}}, objective
        raise ValueError(f"OpenSLO wants a share of events. {self._missing()}")

    def _missing(self) -> str:
        obstacle = self.one.obstacle
        if obstacle and obstacle.field not in ("good_query", "total_query", "period"):
            return obstacle.why
        return "Write a good and a total query."

    def _policies(self, budget: Budget) -> list[Object]:
        """One policy, condition and target for each pair of windows that can fire."""
        found: list[Object] = []
        targets: dict[str, Object] = {}
        for pair in pairs(budget.days):
            if pair.never_fires(budget.ratio):
                continue
            long = window_name(pair.long)
            name = f"{self.name[:50]}-{long}".strip("-")
            target = f"{self.service[:50]}-{pair.kind}"
            targets[pair.kind] = _object(
                "AlertNotificationTarget", target, f"{self.source.name}: {pair.kind}",
                {"target": pair.kind, "description": f"Where a {pair.kind} goes."},
            )  # fmt: skip
            condition = {
                "kind": "burnrate", "op": "gt", "threshold": float(pair.factor),
                "lookbackWindow": long, "alertAfter": window_name(pair.short),
            }  # fmt: skip
            found += [
                _object("AlertCondition", name, f"{plain(pair.factor)} times the pace", {
                    "description": f"{plain(pair.budget * 100)}% of the budget in {long}.",
                    "severity": pair.kind, "condition": condition,
                }),
                _object("AlertPolicy", name, f"{self.one.title} over {long}", {
                    "description": AUTHORITY, "alertWhenNoData": False, "alertWhenResolved": False,
                    "alertWhenBreaching": True, "conditions": [{"conditionRef": name}],
                    "notificationTargets": [{"targetRef": target}],
                }),
            ]  # fmt: skip
        return [*targets.values(), *found]


def _object(kind: str, name: str, title: str, spec: Object) -> Object:
    return {
        "apiVersion": API, "kind": kind, "metadata": {"name": name, "displayName": title}, "spec": spec,
    }  # fmt: skip


def _prometheus(query: str) -> Object:
    return {"type": "Prometheus", "spec": {"query": query}}


def _overview(source: Source) -> str:
    said = source.section("overview").get("overview") or source.name
    return str(said)[:LONGEST]
