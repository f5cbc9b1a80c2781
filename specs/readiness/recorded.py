"""Rules that rest on records and not on the text: who keeps the records asks them, the policy weighs them."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from .look import Look
from .rule import Rule


class LookedAtAgain(Rule):
    """The approval is older than the organisation lets an approval get."""

    id, severity, about = "REV-02", "warning", "header"
    title = "The approval was looked at again in time"
    reason = "A service changes while its specification stays approved."
    source = "AWS ORR: yearly; BookStack #4667"

    def findings(self, look: Look) -> Iterator[Finding]:
        return iter(())


class Rehearsed(Rule):
    """A runbook was not followed for longer than the organisation, or its own maintenance, allows."""

    id, severity, about = "RUN-05", "warning", "runbooks"
    title = "Runbooks are rehearsed in time"
    reason = (
        "A procedure that nobody has followed lately is a guess about a service that has changed."
    )
    source = "Seed 002: Runbooks; rehearsals are recorded as drills"

    def findings(self, look: Look) -> Iterator[Finding]:
        return iter(())
