"""`catalog-info.yaml`: the component as Backstage's catalogue knows it."""

from __future__ import annotations

import re
from typing import Any

from .base import Artefact, Compiled, File, Omission, Source
from .texts import dns_name, in_yaml


class Backstage(Artefact):
    """One Component with its links and dependencies."""

    name, title, place = "backstage-catalog", "Backstage catalogue", 60
    sentence = "catalog-info.yaml with the owner, links to the specification, and dependencies."
    filename = "catalog-info.yaml"

    def compile(self, source: Source) -> Compiled:
        header = source.header
        missed = []
        if not header.get("lifecycle"):
            missed.append(
                Omission(
                    "Lifecycle", "It is not chosen; “production” is written.", "header.-.lifecycle"
                )
            )
        spec: dict[str, Any] = {
            "type": header.get("component_type") or "service",
            "lifecycle": header.get("lifecycle") or "production",
            "owner": entity(header.get("team") or "", "unknown"),
        }
        needs = [
            f"component:{entity(row['name'], 'unknown')}"
            for row in source.rows("upstream", "upstream_service")
        ]
        feeds = [
            f"component:{entity(row['name'], 'unknown')}"
            for row in source.rows("downstream", "downstream_service")
        ]
        spec |= {"dependsOn": _once(needs)} if needs else {}
        spec |= {"dependencyOf": _once(feeds)} if feeds else {}
        whole = {
            "apiVersion": "backstage.io/v1alpha1", "kind": "Component",
            "metadata": {
                "name": entity(source.name, f"spec-{source.guid}"), "title": source.name,
                "annotations": self._annotations(source), "links": self._links(source),
            },
            "spec": spec,
        }  # fmt: skip
        return Compiled((File(self.filename, in_yaml(source, whole)),), tuple(missed))

    def _annotations(self, source: Source) -> dict[str, str]:
        found = {
            "opsportal/spec-guid": source.guid,
            "opsportal/spec-digest": f"sha256:{source.digest}",
        }
        if repository := source.header.get("repository"):
            found["backstage.io/source-location"] = f"url:{repository.rstrip('/')}/"
        return found

    def _links(self, source: Source) -> list[dict[str, str]]:
        found = [
            {"url": source.url, "title": "Operations specification", "type": "ops-spec"},
            {"url": source.runbook_url(), "title": "Runbooks", "type": "runbook"},
        ]
        return found + [
            {"url": row["url"], "title": row["name"], "type": "dashboard"}
            for row in source.rows("dashboards", "dashboard")
            if row["url"]
        ]


def entity(text: str, fallback: str) -> str:
    """A name as Backstage takes it: 1-63 of [a-zA-Z0-9], with single `-`, `_` or `.` between."""
    return re.sub(r"-+", "-", dns_name(text, fallback))


def _once(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))
