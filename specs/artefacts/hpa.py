"""HorizontalPodAutoscalers."""

from __future__ import annotations

from ..documents import Values
from ..quantities import Comparison, NotUnderstood, Quantity
from .base import Artefact, Compiled, Omission, Source
from .texts import dns_name
from .workloads import SCALABLE, Object, count, made, seconds, workload

LONGEST = 3600  # seconds of a stabilization window (autoscaling/v2)


class NotPossible(Exception):
    """Why a rule cannot be compiled, and the field that would mend it."""

    def __init__(self, why: str, field: str) -> None:
        super().__init__(why)
        self.field = field


class Hpa(Artefact):
    """A HorizontalPodAutoscaler for each rule that scales out by itself."""

    name, title, place = "hpa", "HorizontalPodAutoscaler", 40
    sentence = "autoscaling/v2 for each component that scales out by itself."
    filename = "hpa.yaml"

    def compile(self, source: Source) -> Compiled:
        objects: list[Object] = []
        missed: list[Omission] = []
        for row in source.rows("scaling_strategy", "scaling_rule"):
            if row["type"] != "Horizontal auto-scale":
                continue
            try:
                objects.append(self._one(source, row))
            except NotPossible as problem:
                title = (
                    (source.row(row["component"]) or {}).get("name") or row["component"] or "A rule"
                )
                missed.append(
                    Omission(title, str(problem), f"scaling_rule.{row['key']}.{problem.field}")
                )
        return made(self.filename, source, objects, missed)

    def _one(self, source: Source, row: Values) -> Object:
        target = workload(source, row["component"])
        if target is None or target.kind not in SCALABLE:
            raise NotPossible("Its component names no Deployment or StatefulSet.", "component")
        maximum, minimum = count(row["maximum"]), count(row["minimum"])
        if maximum is None:
            raise NotPossible("It has no maximum.", "maximum")
        spec: Object = {
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": target.kind, "name": target.name},
            "minReplicas": minimum or 1, "maxReplicas": maximum, "metrics": [self._metric(source, row)],
        }  # fmt: skip
        if wait := seconds(row["cooldown"]):
            spec["behavior"] = {"scaleDown": {"stabilizationWindowSeconds": min(wait, LONGEST)}}
        return {
            "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
            "metadata": target.metadata(), "spec": spec,
        }  # fmt: skip

    def _metric(self, source: Source, row: Values) -> Object:
        try:
            trigger = Comparison.parse(row["trigger"])
        except NotUnderstood as problem:
            raise NotPossible(f"Its trigger: {problem}", "trigger") from problem
        subject = trigger.subject.lower()
        for word, resource in (("cpu", "cpu"), ("memory", "memory"), ("ram", "memory")):
            if word in subject.split() and trigger.dimension == "percent":
                share = int(trigger.value * 100)
                target = {"type": "Utilization", "averageUtilization": share}
                return {"type": "Resource", "resource": {"name": resource, "target": target}}
        metric = source.row(row["metric"])
        if not metric:
            raise NotPossible(
                "Its trigger is neither CPU nor memory, and it names no metric.", "metric"
            )
        value = str(Quantity.parse(f"{trigger.value:f}"))
        named = {"name": dns_name(metric["name"], "metric")}
        return {
            "type": "External",
            "external": {
                "metric": named,
                "target": {"type": "AverageValue", "averageValue": value},
            },
        }
