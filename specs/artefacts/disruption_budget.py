"""PodDisruptionBudgets."""

from __future__ import annotations

from .base import Artefact, Compiled, Source
from .workloads import SCALABLE, Workload, count, made


class DisruptionBudget(Artefact):
    """A PodDisruptionBudget for each workload with two replicas or more."""

    name, title, place = "pod-disruption-budget", "PodDisruptionBudget", 41
    sentence = "Keeps all but one replica while nodes are drained."
    filename = "pod-disruption-budget.yaml"

    def compile(self, source: Source) -> Compiled:
        objects = [
            {
                "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": one.metadata(),
                "spec": {"maxUnavailable": 1, "selector": {"matchLabels": {"app.kubernetes.io/name": one.name}}},
            }
            for row in source.rows("architecture", "components")
            if row["workload_kind"] in SCALABLE and (count(row["replicas"]) or 0) > 1
            for one in [Workload(source, row)]
        ]  # fmt: skip
        return made(self.filename, source, objects, [])
