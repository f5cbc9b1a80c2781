"""Sloth's own format, for those who generate rules with it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .base import Artefact, Compiled, File, Omission, Source
from .objectives import RANGE, SELECTOR, Objective, objectives
from .rule_groups import escaped
from .texts import dns_name, in_yaml

WINDOW = "[{{.window}}]"


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
                missed.append(
                    Omission(
                        one.title,
                        "Sloth takes objectives with a good and a total query.",
                        one.address,
                    )
                )
                continue
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
        quiet = {"disable": True}
        burns = {"labels": {"spec_guid": source.guid}}
        return {
            "name": one.name, "objective": float(ratio * 100), "description": one.title,
            "sli": {"events": {"error_query": f"({total}) - ({good})", "total_query": total}},
            "alerting": {
                "name": one.alert,
                "annotations": {"summary": escaped(one.title), "runbook_url": source.runbook_url()},
                "page_alert": burns if one.budget else quiet,
                "ticket_alert": burns if one.budget else quiet,
            },
        }  # fmt: skip


def _windowed(query: str) -> str:
    """A counter as its rate over Sloth's window; text of a person keeps its own braces."""
    safe = escaped(query)
    return f"sum(rate({safe}{WINDOW}))" if SELECTOR.fullmatch(query) else RANGE.sub(WINDOW, safe)
