"""What is measured, and whether a limit can be read: MON-01, MON-02."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding, Values
from ..quantities import Comparison
from ..quantities.promql import fault
from .look import Look, parsed, place
from .residue import BRACKETS
from .rule import Rule

SIGNALS = {
    "traffic": r"request rate|traffic|throughput|requests|rps|qps|orders|messages|jobs|events|"
    r"page views|hits|volume|per (?:second|minute|hour)|postings|runs|sign-?ins|sent|deliver",
    "errors": r"error|fail|5xx|4xx|success|availab|reject|dead|wrong|mismatch",
    "latency": r"latency|response time|duration|p9[059]|p50|delay|lag|time to|on time|age|wait",
    "saturation": r"cpu|memory|satur|utili[sz]ation|queue|depth|pool|disk|connections|backlog|"
    r"usage|capacity|threads|restarts|load",
}


class Signals(Rule):
    """One of the four golden signals has no metric."""

    id, severity, about = "MON-01", "warning", "metrics"
    title = "Traffic, errors, latency and saturation are measured"
    reason = "Without one of the four, a whole kind of failure is found by customers."
    source = "Seed 000: RED/USE; SRE book: monitoring"

    def findings(self, look: Look) -> Iterator[Finding]:
        names = [row["name"] for row in look.rows("metrics")]
        if not names:
            return
        for signal, words in SIGNALS.items():
            if not any(re.search(words, name, re.IGNORECASE) for name in names):
                text = f"Add the metric that shows {signal}, or say in the notes why there is none."
                yield self.says(f"No {signal} metric", text, "metrics", signal)


class Readable(Rule):
    """A condition cannot be read as a metric, a limit and a time, or a query is no PromQL."""

    id, severity, about = "MON-02", "warning", "alerts"
    title = "Alert conditions can be compiled"
    reason = "What cannot be read as a limit is never turned into an alert rule."
    source = "Seed 002: > 5% for 1 min"

    def findings(self, look: Look) -> Iterator[Finding]:
        yield from self._conditions(look)
        for cell, named, written in _queries(look):
            if written.strip() and (wrong := fault(written.strip())):
                yield self.says(
                    f"Cannot compile: the {named}",
                    f"{wrong} Left out of the rules, for Prometheus refuses the whole file.",
                    cell,
                    written,
                )

    def _conditions(self, look: Look) -> Iterator[Finding]:
        for section, slug in (("metrics", "metric"), ("alerts", "alert")):
            for row in look.rows(section):
                text = row["condition"]
                if not text or BRACKETS.search(text) or row.get("expression"):
                    continue
                if parsed(Comparison.parse, text) is None:
                    yield self.says(
                        f"Cannot compile: {text}",
                        "Write a sign, a number and a time, for example > 5% for 1 min.",
                        place(slug, row["key"], "condition"),
                        text,
                    )


def _queries(look: Look) -> Iterator[tuple[str, str, str]]:
    """What goes into rules as it is written: its address, what it is called, and its text."""
    alerts, promises = look.rows("alerts"), look.rows("slos")
    for row in alerts:
        yield _cell("alert", row, "expression", "expression")
    for row in promises:
        yield _cell("slo", row, "good_query", "good query")
        yield _cell("slo", row, "total_query", "total query")
    leaning = [row for row in alerts if not row["expression"]]
    leaning += [row for row in promises if not (row["good_query"] and row["total_query"])]
    used = {target["key"] for row in leaning if (target := look.target(row["metric"], "metric"))}
    for row in look.rows("metrics"):
        if row["key"] in used:
            yield _cell("metric", row, "query", "query")


def _cell(slug: str, row: Values, field: str, called: str) -> tuple[str, str, str]:
    return place(slug, row["key"], field), f"{called} of {row['name'] or 'a row'}", row[field]
