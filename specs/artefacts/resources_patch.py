"""A patch with requests, limits, replicas and probes."""

from __future__ import annotations

from ..documents import Values
from ..quantities import Comparison, NotUnderstood, Quantity
from .base import Artefact, Compiled, Omission, Source
from .workloads import SCALABLE, Object, Workload, count, made, seconds, workload

PROBES = {"liveness": "livenessProbe", "readiness": "readinessProbe", "startup": "startupProbe"}


class ResourcesPatch(Artefact):
    """A strategic merge patch: what each container asks for and may use, and its probes."""

    name, title, place = "kubernetes", "Resources and probes", 42
    sentence = "A strategic merge patch with requests, limits, replicas and health checks."
    filename = "resources-patch.yaml"

    def compile(self, source: Source) -> Compiled:
        objects: list[Object] = []
        missed: list[Omission] = []
        probes, first = _probes(source, missed), True
        for row in source.rows("resource_limits", "resource_limit"):
            target = workload(source, row["service"])
            found = source.row(row["service"])
            title = (found["name"] if found else row["service"]) or "A container"
            if target is None:
                missed.append(
                    Omission(
                        title,
                        "Its component names no workload.",
                        f"resource_limit.{row['key']}.service",
                    )
                )
                continue
            container: Object = {"name": target.container}
            if resources := _resources(row, title, missed):
                container["resources"] = resources
            if (
                first and target.kind in SCALABLE
            ):  # health checks speak of what receives the traffic
                container |= {name: _at_port(probe, target) for name, probe in probes.items()}
                first = False
            objects.append(_patch(target, container))
        return made(self.filename, source, objects, missed)


def _patch(target: Workload, container: Object) -> Object:
    version = "batch/v1" if target.kind == "CronJob" else "apps/v1"
    pod: Object = {"template": {"spec": {"containers": [container]}}}
    spec = {"jobTemplate": {"spec": pod}} if target.kind == "CronJob" else pod
    replicas = count(target.row["replicas"])
    if replicas and target.kind in SCALABLE and not _scales(target):
        spec = {"replicas": replicas} | spec
    return {"apiVersion": version, "kind": target.kind, "metadata": target.metadata(), "spec": spec}


def _scales(target: Workload) -> bool:
    """Whether an autoscaler owns the number of replicas."""
    rules = target.source.rows("scaling_strategy", "scaling_rule")
    own = f"@{target.row['key']}"
    return any(row["component"] == own and row["type"] == "Horizontal auto-scale" for row in rules)


def _resources(row: Values, title: str, missed: list[Omission]) -> Object:
    found: Object = {}
    for side in ("request", "limit"):
        for what in ("cpu", "memory"):
            text = row[f"{what}_{side}"]
            if not text:
                continue
            try:
                found.setdefault(f"{side}s", {})[what] = str(Quantity.parse(text))
            except NotUnderstood as problem:
                address = f"resource_limit.{row['key']}.{what}_{side}"
                missed.append(Omission(f"{title}, {what} {side}", str(problem), address))
    return found


def _probes(source: Source, missed: list[Omission]) -> Object:
    """By kind; of two of a kind the first is taken, and the other told."""
    found: Object = {}
    for row in source.rows("health_checks", "health_check"):
        name = PROBES.get(row["kind"], "")
        if not name or name in found or not row["endpoint"].startswith("/"):
            why = (
                "Say which kind of probe it is."
                if not name
                else "Another check of its kind comes first."
            )
            why = why if row["endpoint"].startswith("/") else "Its endpoint is no path."
            missed.append(
                Omission(
                    row["endpoint"] or "A health check", why, f"health_check.{row['key']}.kind"
                )
            )
            continue
        probe: Object = {"httpGet": {"path": row["endpoint"], "port": "http"}}
        if every := seconds(row["frequency"]):
            probe["periodSeconds"] = every
        if limit := _timeout(row["response_time"]):
            probe["timeoutSeconds"] = limit
        if failures := count(row["failure_threshold"]):
            probe["failureThreshold"] = failures
        found[name] = probe
    return found


def _at_port(probe: Object, target: Workload) -> Object:
    port = count(target.row["port"])
    return probe | {"httpGet": probe["httpGet"] | {"port": port}} if port else probe


def _timeout(text: str) -> int:
    """Whole seconds, at least one: a probe has no finer ones."""
    try:
        limit = Comparison.parse(text)
    except NotUnderstood:
        return 0
    return max(1, -int(-limit.value // 1)) if limit.dimension == "time" else 0
