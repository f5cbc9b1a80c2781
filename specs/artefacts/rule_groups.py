"""The Prometheus rules of one specification as they are found, in named groups."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from .base import Omission, Source
from .texts import dns_name

Rule = dict[str, Any]


class Groups:
    """Rules by group, and what had to be left out."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.service = dns_name(source.name, f"spec-{source.guid}")
        self.rules: dict[str, list[Rule]] = defaultdict(list)
        self.omissions: list[Omission] = []
        self.seen: set[tuple[str, ...]] = set()

    def add(self, group: str, rule: Rule, address: str) -> None:
        """Keep a rule; promtool's lint wants each name once with the same labels."""
        name = str(rule.get("record") or rule["alert"])
        labels = (f"{key}={text}" for key, text in sorted(rule["labels"].items()))
        same = (name, *labels)
        if same in self.seen:
            self.leave(name, "Another alert has the same name and labels.", address)
            return
        self.seen.add(same)
        self.rules[group].append(rule)

    def leave(self, what: str, why: str, address: str) -> None:
        """Say what could not be compiled."""
        self.omissions.append(Omission(what, why, address))

    def annotations(self, own: dict[str, str], summary: str, runbook: str) -> dict[str, str]:
        """What whoever is woken reads: the summary, the runbook, the specification."""
        told = {"summary": summary} | own
        return {key: escaped(text) for key, text in told.items()} | {
            "runbook_url": self.source.runbook_url(runbook),
            "specification": self.source.url,
        }

    def as_data(self) -> list[dict[str, Any]]:
        """As `groups:` wants them."""
        return [{"name": name, "rules": rules} for name, rules in self.rules.items()]


def escaped(text: str) -> str:
    """A person's text where Prometheus runs templates: `{{` stays what it is."""
    return text.replace("{{", '{{"{{"}}')
