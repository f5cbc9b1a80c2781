"""Components that run in a cluster, and what every Kubernetes file needs."""

from __future__ import annotations

from typing import Any

from ..documents import Values
from ..quantities import Duration, NotUnderstood
from .base import Compiled, File, Omission, Source
from .texts import dns_name, in_yaml

Object = dict[str, Any]
SCALABLE = ("Deployment", "StatefulSet")


class Workload:
    """A component that runs in a cluster."""

    def __init__(self, source: Source, row: Values) -> None:
        self.kind = row["workload_kind"]
        self.name = dns_name(row["workload_name"] or row["name"], "workload")
        self.namespace = dns_name(row["namespace"], "") if row["namespace"] else ""
        self.container = dns_name(row["container"] or row["workload_name"] or row["name"], "app")
        self.row, self.source = row, source

    def metadata(self) -> Object:
        found: Object = {"name": self.name}
        if self.namespace:
            found["namespace"] = self.namespace
        return found | {"labels": {"opsportal/spec-guid": self.source.guid}}


def workload(source: Source, reference: str) -> Workload | None:
    """The component that a reference means, where it is a workload."""
    row = source.row(reference)
    return Workload(source, row) if row and row.get("workload_kind") else None


def made(filename: str, source: Source, objects: list[Object], missed: list[Omission]) -> Compiled:
    files = (File(filename, in_yaml(source, *objects)),) if objects else ()
    return Compiled(files, tuple(missed))


def seconds(text: str) -> int:
    try:
        found = Duration.parse(text).seconds if text else None
    except NotUnderstood:
        return 0
    return int(found) if found else 0


def count(text: str) -> int | None:
    return int(text) if text.strip().isascii() and text.strip().isdigit() else None
