"""HorizontalPodAutoscalers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..documents import Values
from ..quantities import Comparison, NotUnderstood, Quantity
from ..quantities.exact import plain
from .base import Artefact, Compiled, Omission, Source
from .texts import dns_name
from .workloads import SCALABLE, Object, Workload, count, made, seconds, workload

LONGEST = 3600  # seconds of a stabilization window (autoscaling/v2)
RESOURCES = ((re.compile(r"\bcpu\b"), "cpu"), (re.compile(r"\b(?:memory|ram)\b"), "memory"))


class NotPossible(Exception):
    """Why a rule cannot be compiled, and the field that would mend it."""

    def __init__(self, why: str, field: str) -> None:
        super().__init__(why)
        self.field = field


@dataclass
class Scaled:
    """One workload with the rules that scale it; the first rule's bounds hold for all."""

    target: Workload
    spec: Object
    first: Values
    metrics: list[Object] = field(default_factory=list)

    def add(self, metric: Object) -> bool:
        """Whether nothing scaled on the same metric before."""
        fresh = _named(metric) not in map(_named, self.metrics)
        if fresh:
            self.metrics.append(metric)
        return fresh

    def written(self) -> Object:
        spec = {
            name: self.metrics if name == "metrics" else value for name, value in self.spec.items()
        }
        return {
            "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
            "metadata": self.target.metadata(), "spec": spec,
        }  # fmt: skip


def _named(metric: Object) -> tuple[str, str]:
    inner = metric.get("resource") or metric["external"]["metric"]
    return metric["type"], inner["name"]


class Hpa(Artefact):
    """A HorizontalPodAutoscaler for each workload that scales out by itself; its highest metric wins."""

    name, title, place = "hpa", "HorizontalPodAutoscaler", 40
    sentence = "autoscaling/v2 for each component that scales out by itself."
    filename = "hpa.yaml"

    def compile(self, source: Source) -> Compiled:
        found: dict[tuple[str, str, str], Scaled] = {}
        missed: list[Omission] = []
        for row in source.rows("scaling_strategy", "scaling_rule"):
            if row["type"] != "Horizontal auto-scale":
                continue
            named = (source.row(row["component"]) or {}).get("name") or row["component"]
            try:
                told = list(self._read(source, row, found))
            except NotPossible as problem:
                told = [problem]
            missed += [
                Omission(named or "A rule", str(one), f"scaling_rule.{row['key']}.{one.field}")
                for one in told
            ]
        return made(self.filename, source, [one.written() for one in found.values()], missed)

    def _read(
        self, source: Source, row: Values, found: dict[tuple[str, str, str], Scaled]
    ) -> Iterator[NotPossible]:
        """Add one rule to its workload; what of it could not be kept."""
        target = workload(source, row["component"])
        if target is None or target.kind not in SCALABLE:
            raise NotPossible("Its component names no Deployment or StatefulSet.", "component")
        metric, cut = _metric(source, row)
        key = (target.kind, target.namespace, target.name)
        if key in found:
            yield from _other_bounds(found[key].first, row)
        else:
            spec, short = _bounds(row)
            spec["scaleTargetRef"]["kind"], spec["scaleTargetRef"]["name"] = (
                target.kind,
                target.name,
            )
            found[key] = Scaled(target, spec, row)
            yield from short
        if not found[key].add(metric):
            yield NotPossible("Another of its rules scales on the same metric.", "trigger")
        yield from cut


def _bounds(row: Values) -> tuple[Object, list[NotPossible]]:
    """The autoscaler without target and metrics, and what Kubernetes does not take of it."""
    maximum, minimum, wait = count(row["maximum"]), count(row["minimum"]), seconds(row["cooldown"])
    cut = []
    if maximum is None:
        raise NotPossible("It has no maximum.", "maximum")
    if minimum and minimum > maximum:
        raise NotPossible("Its minimum is above its maximum.", "minimum")
    if row["minimum"].strip() and not minimum:
        why = f"A minimum of {row['minimum']} is written as 1: scaling to none is not in autoscaling/v2 by default."
        cut.append(NotPossible(why, "minimum"))
    none = bool(re.match(r"\s*0\b", row["cooldown"]))
    if row["cooldown"].strip() and not wait and not none:
        cut.append(NotPossible("Its cooldown is no length of time; none is written.", "cooldown"))
    if wait > LONGEST:
        why = f"Its cooldown of {row['cooldown']} is cut to 1 h, the longest that Kubernetes takes."
        cut.append(NotPossible(why, "cooldown"))
    spec: Object = {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "", "name": ""},
        "minReplicas": minimum or 1, "maxReplicas": maximum, "metrics": [],
    }  # fmt: skip
    if wait or none:
        spec["behavior"] = {"scaleDown": {"stabilizationWindowSeconds": min(wait, LONGEST)}}
    return spec, cut


def _other_bounds(first: Values, row: Values) -> Iterator[NotPossible]:
    """Where a further rule of one workload has bounds of its own, which one autoscaler cannot hold."""
    for name, called, read in (
        ("minimum", "minimum", count), ("maximum", "maximum", count), ("cooldown", "cooldown", seconds),
    ):  # fmt: skip
        if row[name].strip() and read(row[name]) != read(first[name]):
            kept = first[name].strip() or "nothing"
            why = f"Its {called} of {row[name]} is left out: the first rule of this component says {kept}."
            yield NotPossible(why, name)


def _metric(source: Source, row: Values) -> tuple[Object, list[NotPossible]]:
    """What the rule scales on, and what was cut from it."""
    try:
        trigger = Comparison.parse(row["trigger"])
    except NotUnderstood as problem:
        raise NotPossible(f"Its trigger: {problem}", "trigger") from problem
    subject = trigger.subject.lower()
    resource = next((name for words, name in RESOURCES if words.search(subject)), "")
    if resource:
        return _utilization(resource, trigger)
    metric = source.row(row["metric"])
    if not metric:
        raise NotPossible(
            "Its trigger is neither CPU nor memory, and it names no metric.", "metric"
        )
    value = str(Quantity.parse(f"{trigger.value:f}"))
    named = {"name": dns_name(metric["name"], "metric")}
    target = {"type": "AverageValue", "averageValue": value}
    return {"type": "External", "external": {"metric": named, "target": target}}, []


def _utilization(resource: str, trigger: Comparison) -> tuple[Object, list[NotPossible]]:
    """A share of what is requested, in whole percent; `0.65` is 65%."""
    bare = trigger.dimension == "" and trigger.value <= 1
    percent = trigger.value * 100
    if not (bare or trigger.dimension == "percent") or percent < 1:
        why = f"Say how many percent of the requested {resource} it is, for example > 65%."
        raise NotPossible(why, "trigger")
    cut = []
    if percent != percent.to_integral_value():
        why = f"{plain(percent)}% is written as {int(percent)}%: Kubernetes takes whole percents."
        cut.append(NotPossible(why, "trigger"))
    target = {"type": "Utilization", "averageUtilization": int(percent)}
    return {"type": "Resource", "resource": {"name": resource, "target": target}}, cut
