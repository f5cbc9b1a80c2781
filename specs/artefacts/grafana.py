"""A Grafana dashboard in the classic JSON model."""

from __future__ import annotations

from typing import Any

from ..documents import Values
from .base import Artefact, Compiled, File, Omission, Source
from .texts import in_json

SCHEMA = 39  # of Grafana 11; newer ones read it
DATASOURCE = {"type": "prometheus", "uid": "${datasource}"}
WIDTH, HEIGHT, ACROSS = 8, 8, 3
ROWS = (
    ("Requests (RED)", ("Application", "AI-Specific")),
    ("Resources (USE)", ("System",)),
    ("Business", ("Business",)),
)
Panel = dict[str, Any]


class Grafana(Artefact):
    """A panel for each metric that has a query, in rows for requests and for resources."""

    name, title, place = "grafana-dashboard", "Grafana dashboard", 50
    sentence = "A panel for each metric with a query; the data source is chosen in Grafana."
    filename, media = "grafana-dashboard.json", "application/json"

    def compile(self, source: Source) -> Compiled:
        metrics = source.rows("metrics", "metric")
        missed = [
            Omission(row["name"] or "A metric", "It has no query.", f"metric.{row['key']}.query")
            for row in metrics
            if not row["query"].strip()
        ]
        panels = _panels([row for row in metrics if row["query"].strip()])
        if not panels:
            return Compiled((), tuple(missed))
        return Compiled((File(self.filename, in_json(_dashboard(source, panels))),), tuple(missed))


def _dashboard(source: Source, panels: list[Panel]) -> dict[str, Any]:
    return {
        "title": source.name, "uid": f"ops-{source.guid}", "schemaVersion": SCHEMA, "version": 1,
        "description": ", ".join(f"{name} {text}" for name, text in source.origin.items()),
        "tags": ["opsportal", source.guid], "editable": True, "timezone": "utc",
        "time": {"from": "now-6h", "to": "now"}, "refresh": "1m",
        "links": [{"title": "Specification", "type": "link", "url": source.url, "targetBlank": True}],
        "templating": {"list": [
            {"name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus"},
        ]},
        "panels": panels,
    }  # fmt: skip


def _panels(metrics: list[Values]) -> list[Panel]:
    found: list[Panel] = []
    line = 0
    for title, categories in ROWS:
        rows = [row for row in metrics if row["category"] in categories]
        if title == ROWS[0][0]:
            known = {category for _, names in ROWS for category in names}
            rows += [row for row in metrics if row["category"] not in known]
        if not rows:
            continue
        place = {"x": 0, "y": line, "w": WIDTH * ACROSS, "h": 1}
        found.append(
            {
                "type": "row",
                "title": title,
                "id": len(found) + 1,
                "collapsed": False,
                "gridPos": place,
                "panels": [],
            }
        )
        line += 1
        for number, row in enumerate(rows):
            across, down = number % ACROSS, number // ACROSS
            place = {"x": across * WIDTH, "y": line + down * HEIGHT, "w": WIDTH, "h": HEIGHT}
            found.append(_panel(row, len(found) + 1, place))
        line += -(-len(rows) // ACROSS) * HEIGHT
    return found


def _panel(row: Values, number: int, place: dict[str, int]) -> Panel:
    said = [
        row["source"],
        f"Normal: {row['threshold']}" if row["threshold"] else "",
        f"Alert: {row['condition']}" if row["condition"] else "",
    ]
    return {
        "type": "timeseries", "title": row["name"], "id": number, "gridPos": place,
        "description": "\n".join(filter(None, said)), "datasource": DATASOURCE,
        "fieldConfig": {"defaults": {}, "overrides": []}, "options": {},
        "targets": [{"expr": row["query"].strip(), "refId": "A", "datasource": DATASOURCE}],
    }  # fmt: skip
