"""Kubernetes: workloads, what their containers may use, probes, autoscalers, and secrets by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..reading import Reading
from ..secrets import REMOVED
from ..variables import propose
from ..yamls import Node, NotRead, documents
from .base import Format, cell
from .prometheus import said

WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet", "CronJob")
KINDS = (*WORKLOADS, "HorizontalPodAutoscaler", "ConfigMap", "Secret", "List")
MARK = re.compile(rf"^ *kind: *[\"']?(?:{'|'.join(KINDS)})\b", re.MULTILINE)
PROBES = (
    ("livenessProbe", "liveness"),
    ("readinessProbe", "readiness"),
    ("startupProbe", "startup"),
)


class Kubernetes(Format):
    """Manifests: components, resource limits, probes, autoscaling, parameters."""

    name = "Kubernetes manifest"
    sentence = "Deployment, CronJob, HorizontalPodAutoscaler, ConfigMap: components, limits, probes"

    def recognises(self, name: str, text: str) -> bool:
        return bool(MARK.search(text)) and "apiVersion" in text

    def read(self, name: str, text: str) -> Reading:
        if re.search(
            r"\{\{-?[ ]{0,9}(?:\.Values|include|if|with|range|\.Release|\.Chart|template)\b", text
        ):
            raise NotRead("This is a Helm template. Render it first: helm template.")
        reading = Reading()
        for one in _objects(documents(text)):
            kind = one.get("kind").text
            if kind in WORKLOADS:
                _workload(reading, one, kind)
            elif kind == "HorizontalPodAutoscaler":
                _autoscaler(reading, one)
            elif kind == "ConfigMap":
                for key, value in one.get("data").entries():
                    propose(reading, key.text, value.text, key.line)
            elif kind == "Secret":
                _secret(reading, one)
        return reading


def _objects(found: list[Node]) -> Iterator[Node]:
    for one in found:
        yield from one.get("items").items or [one]


def _workload(reading: Reading, one: Node, kind: str) -> None:
    head, spec = one.get("metadata"), one.get("spec")
    spec = spec.get("jobTemplate", "spec") if kind == "CronJob" else spec
    containers = spec.get("template", "spec", "containers").items
    first = containers[0] if containers else Node()
    reading.add(
        "architecture", "components",
        cell("metadata.name", "name", head.get("name")),
        cell("kind", "kind", one.get("kind"), "scheduler" if kind == "CronJob" else "service", sure=False),
        cell("containers.image", "technology", first.get("image")),
        cell("spec.replicas", "replicas", spec.get("replicas")),
        cell("containers.ports", "port", next((port.get("containerPort") for port in first.get("ports")), Node())),
        cell("kind", "workload_kind", one.get("kind")),
        cell("metadata.name", "workload_name", head.get("name")),
        cell("metadata.namespace", "namespace", head.get("namespace")),
        cell("containers.name", "container", first.get("name")),
    )  # fmt: skip
    for container in containers:
        _container(
            reading, head.get("name") if len(containers) == 1 else container.get("name"), container
        )


def _container(reading: Reading, name: Node, container: Node) -> None:
    asked, most = container.get("resources", "requests"), container.get("resources", "limits")
    if asked or most:
        reading.add(
            "resource_limits", "resource_limit", cell("containers.name", "service", name),
            cell("requests.cpu", "cpu_request", asked.get("cpu")), cell("limits.cpu", "cpu_limit", most.get("cpu")),
            cell("requests.memory", "memory_request", asked.get("memory")),
            cell("limits.memory", "memory_limit", most.get("memory")),
        )  # fmt: skip
    else:
        reading.leave(
            container.line,
            "A container asks for no CPU or memory. It has no row under Resource Limits.",
        )
    for called, kind in PROBES:
        probe = container.get(called)
        path, every = probe.get("httpGet", "path"), probe.get("periodSeconds")
        if path.text:
            reading.add(
                "health_checks", "health_check", cell(f"{called}.path", "endpoint", path),
                cell(f"{called}.periodSeconds", "frequency", every, f"{every.text} seconds" if every.text else ""),
                cell(called, "kind", probe, kind),
                cell(f"{called}.failureThreshold", "failure_threshold", probe.get("failureThreshold")),
            )  # fmt: skip
        elif probe:
            reading.leave(probe.line, f"`{called}` asks no web address. It was left out.")
    for variable in container.get("env"):
        _variable(reading, variable)


def _variable(reading: Reading, variable: Node) -> None:
    name, secret = variable.get("name"), variable.get("valueFrom", "secretKeyRef")
    if name.text:
        where = (
            f"Kubernetes Secret {secret.get('name').text}, key {secret.get('key').text}"
            if secret
            else ""
        )
        propose(reading, name.text, variable.get("value").text, name.line, stored=where)


def _secret(reading: Reading, one: Node) -> None:
    where = f"Kubernetes Secret {one.get('metadata', 'name').text}"
    for part in ("data", "stringData"):
        for key, _ in one.get(part).entries():
            propose(reading, key.text, REMOVED, key.line, stored=where, injected="From the Secret")


def _autoscaler(reading: Reading, one: Node) -> None:
    spec = one.get("spec")
    least, most = spec.get("minReplicas"), spec.get("maxReplicas")
    metrics = [
        f"{metric.get('resource', 'name').text} at {metric.get('resource', 'target', 'averageUtilization').text}%"
        for metric in spec.get("metrics")
        if metric.get("resource", "target", "averageUtilization").text
    ]
    old = spec.get("targetCPUUtilizationPercentage").text
    metrics += [f"cpu at {old}%"] if old else []
    target = spec.get("scaleTargetRef", "name").text
    told = f"{target}: {least.text or '1'} to {most.text} replicas" + (
        f", {' and '.join(metrics)}." if metrics else "."
    )
    cooling = spec.get("behavior", "scaleDown", "stabilizationWindowSeconds")
    told += (
        f" Scales down after {said(Node(0, cooling.text + 's'))}." if cooling.text.isdigit() else ""
    )
    reading.add(
        "horizontal_scaling", "", cell("HorizontalPodAutoscaler", "possible", one.get("kind"), "Yes"),
        cell("spec.metrics", "triggers", spec, told),
    )  # fmt: skip
    if not metrics:
        reading.leave(
            one.line, "The autoscaler watches no CPU or memory share. Say what triggers it."
        )
