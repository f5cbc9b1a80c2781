"""Sloth's own format, for those who generate rules with it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..quantities.promql import SELECTOR, ranged, uncommented
from .base import Artefact, Compiled, File, Omission, Source
from .objectives import Objective, objectives, runbook_of
from .rule_groups import escaped
from .texts import dns_name, in_yaml

WINDOW = "[{{.window}}]"
HERE = "[\0]"  # where the window goes, until the text of people is safe
DEFAULT, KNOWN = (
    30,
    (28, 30),
)  # days that Sloth counts over unless told otherwise; those it has windows for


class Sloth(Artefact):
    """`prometheus/v1`: objectives in percent, with an error and a total query over `{{.window}}`."""

    name, title, place = "sloth", "Sloth", 21
    sentence = "The objectives for Sloth, prometheus/v1."
    filename = "sloth.yaml"

    def compile(self, source: Source) -> Compiled:
        found, missed = objectives(source)
        service = dns_name(source.name, f"service-{source.guid}")
        written = []
        for one in found:
            queries = one.queries()
            if one.ratio is None or not queries:
                why = one.obstacle.why if one.obstacle else "It promises no share."
                missed.append(Omission(one.title, f"Sloth takes shares only. {why}", one.address))
                continue
            if hint := _hint(one):
                why = f"Its period has no field in this format. {hint}"
                missed.append(Omission(one.title, why, f"slo.{one.row['key']}.period"))
            written.append(self._slo(source, one, one.ratio, queries))
        if not written:
            return Compiled((), tuple(missed))
        whole = {
            "version": "prometheus/v1", "service": service, "labels": {"spec_guid": source.guid}, "slos": written,
        }  # fmt: skip
        return Compiled((File(self.filename, in_yaml(source, whole)),), tuple(missed))

    def _slo(
        self, source: Source, one: Objective, ratio: Decimal, queries: tuple[str, str]
    ) -> dict[str, Any]:
        good, total = (_windowed(query) for query in queries)
        burns = {"labels": {"spec_guid": source.guid}} if one.budget else {"disable": True}
        runbook = source.runbook_url(runbook_of(source, one))
        return {
            "name": one.name, "objective": float(ratio * 100),
            "description": " ".join(filter(None, (one.title, _hint(one)))),
            "sli": {"events": {"error_query": f"({total}) - ({good})", "total_query": total}},
            "alerting": {
                "name": one.alert,
                "annotations": {"summary": escaped(one.title), "runbook_url": runbook},
                "page_alert": burns,
                "ticket_alert": burns,
            },
        }  # fmt: skip


def _windowed(query: str) -> str:
    """A counter as its rate over Sloth's window; text of a person keeps its own braces."""
    over = f"sum(rate({query}{HERE}))" if SELECTOR.fullmatch(query) else ranged(query, HERE)
    return escaped(uncommented(over)).replace(HERE, WINDOW)


def _hint(one: Objective) -> str:
    """What to tell Sloth on its command line, which holds for a whole run."""
    if one.days in (None, DEFAULT):
        return ""
    windows = "" if one.days in KNOWN else " and windows of its own (--slo-period-windows-path)"
    return f"Run Sloth with --default-slo-period={one.days}d{windows}."
