"""Whoever is paged finds a procedure: ALR-01, ALR-02."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding, Fix, Values
from .look import Look, place
from .rule import Rule

NONE = re.compile(r"(?:none|no|-|n/?a|tbd|\?)?\s*", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\S+|<https?://\S+>|\[[^\]]*\]\(https?://\S+\)", re.IGNORECASE)


class HasRunbook(Rule):
    """A Critical or High alert opens no runbook."""

    id, severity, about = "ALR-01", "blocker", "alerts"
    title = "Critical and High alerts have a runbook"
    reason = "On-call gets the page and has to invent the procedure."
    source = "Seed 002: Runbook: link to response procedure; kubernetes-mixin #208"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("alerts"):
            if row["severity"] in ("Critical", "High") and NONE.fullmatch(row["runbook"]):
                at = place("alert", row["key"], "runbook")
                yield self.says(
                    f"{row['name'] or 'An alert'} has no runbook",
                    f"{row['severity']} alerts need a runbook before approval.",
                    at,
                    row["name"],
                    row["severity"],
                    fix=_made(look, row, at),
                )


def _made(look: Look, row: Values, at: str) -> tuple[Fix, ...]:
    """The runbook of the alert's own name: there already, or to be made."""
    if not row["name"] or not look.applies("runbooks"):
        return ()
    if look.target(row["name"], "runbook"):
        return (Fix("Use the runbook of that name", at, row["name"]),)
    return (Fix("Create runbook", at, row["name"], "runbook", (("name", row["name"]),)),)


class LiveRunbook(Rule):
    """The runbook of an alert is not in this specification."""

    id, severity, about = "ALR-02", "blocker", "alerts"
    title = "Runbooks of alerts exist"
    reason = "A dead link at night is worse than none: it is followed first."
    source = "kube-prometheus #1535; pint rule/link"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("alerts"):
            text = row["runbook"]
            if NONE.fullmatch(text) or ADDRESS.search(text) or look.target(text, "runbook"):
                continue
            at = place("alert", row["key"], "runbook")
            shown = "It was deleted." if text.startswith("@") else f"There is no “{text}” here."
            named = row["name"] or "an alert"
            yield self.says(
                f"Runbook link of {named} is dead",
                f"{shown} Choose one of this specification, or create it.",
                at,
                text,
                fix=_made(look, row, at),
            )
