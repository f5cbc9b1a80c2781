"""Backstage: what the software catalogue says of a service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..reading import Cell, Reading
from ..yamls import Node, documents
from .base import Format, cell

TYPES = ("service", "website", "library", "worker", "data pipeline")
REF = re.compile(r"(?:[^:/]+:)?(?:[^/]+/)?([^:/]+)")
DASHBOARD = re.compile(r"dashboard|grafana|kibana|datadog", re.IGNORECASE)
READ = {
    "name", "title", "description", "links", "annotations", "type", "lifecycle", "owner", "system",
    "dependsOn", "dependencyOf", "consumesApis", "tags", "labels", "namespace", "providesApis",
}  # fmt: skip


class Backstage(Format):
    """A catalog-info file: name, links, dependencies."""

    name = "Backstage catalogue"
    sentence = "catalog-info.yaml: the service, its dependencies and dashboards"

    def recognises(self, name: str, text: str) -> bool:
        return bool(re.search(r"^[ ]{0,20}apiVersion:[ ]*[\"']?backstage\.io/", text, re.MULTILINE))

    def read(self, name: str, text: str) -> Reading:
        reading = Reading()
        taken = False
        for one in documents(text):
            kind = one.get("kind").text
            if kind == "Component" and not taken:
                _component(reading, one)
                taken = True
            elif kind:
                reading.leave(
                    one.line,
                    f"`kind: {kind[:40]}` was left out: one component is one specification.",
                )
        return reading


def _component(reading: Reading, one: Node) -> None:
    head, spec = one.get("metadata"), one.get("spec")
    kind, lifecycle = spec.get("type"), spec.get("lifecycle")
    known = kind.text if kind.text in TYPES else "other"
    reading.add(
        "header", "",
        cell("metadata.title", "name", head.get("title")) if head.get("title")
        else cell("metadata.name", "name", head.get("name"), sure=False),
        cell("spec.type", "component_type", kind, known if kind.text else "", sure=known == kind.text,
             raw="" if known == kind.text else kind.text),
        cell("spec.lifecycle", "lifecycle", lifecycle),
        *_annotations(head.get("annotations")),
    )  # fmt: skip
    reading.add(
        "overview",
        "",
        cell("metadata.description", "overview", head.get("description"), sure=False),
    )
    _dependencies(reading, spec)
    for link in head.get("links"):
        title, url = link.get("title"), link.get("url")
        if DASHBOARD.search(
            f"{title.text} {url.text} {link.get('icon').text} {link.get('type').text}"
        ):
            reading.add(
                "dashboards",
                "dashboard",
                cell("links.title", "name", title or url),
                cell("links.url", "url", url),
            )
        else:
            reading.leave(link.line, "This link is no dashboard. It was left out.")
    if spec.get("owner").text:
        reading.leave(spec.get("owner").line, "`owner` was left out: the portal knows the team.")


def _annotations(annotations: Node) -> Iterator[Cell]:
    for name, value in annotations.entries():
        if name.text in ("backstage.io/source-location", "backstage.io/view-url"):
            url = value.text.removeprefix("url:").rstrip("/")
            yield cell(name.text, "repository", value, url, sure=False)
        elif name.text == "github.com/project-slug":
            yield cell(
                name.text, "repository", value, f"https://github.com/{value.text}", sure=False
            )
        elif name.text.startswith("pagerduty.com/service"):
            yield cell(name.text, "contact", value, f"PagerDuty service {value.text}", sure=False)


def _dependencies(reading: Reading, spec: Node) -> None:
    for called, section, group in (
        ("dependsOn", "upstream", "upstream_service"),
        ("consumesApis", "upstream", "upstream_service"),
        ("dependencyOf", "downstream", "downstream_service"),
    ):
        for one in spec.get(called):
            found = REF.fullmatch(one.text)
            name = found[1] if found else one.text
            reading.add(
                section, group, cell(called, "name", one, name, sure=called != "consumesApis")
            )
