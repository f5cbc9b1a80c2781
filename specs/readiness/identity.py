"""What every tool finds the specification by: GEN-02."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from ..quantities import Semver
from .look import Look, parsed, place
from .rule import Rule

GUID = re.compile(r"[0-9a-f]{12}\Z")
STATUSES = ("Draft", "Review", "Approved", "Implemented")


class Identity(Rule):
    """The GUID, the version or the status is not what the template says."""

    id, severity, about = "GEN-02", "blocker", "header"
    title = "GUID, version and status are well formed"
    reason = "Repositories, alerts and the gate find the specification by these three."
    source = "Seed 002: header"

    def findings(self, look: Look) -> Iterator[Finding]:
        head = look.document["header"]
        if not GUID.match(head.get("guid", "")):
            yield self.says(
                "GUID must be 12 hex digits",
                "The portal sets it.",
                place("header", "", "guid"),
                head["guid"],
            )
        if parsed(Semver.parse, head.get("version", "")) is None:
            text = "Write it as 1.4.0."
            at = place("header", "", "version")
            yield self.says("The version is no semantic version", text, at, head["version"])
        if head.get("status", "") not in STATUSES:
            text = f"It is one of {', '.join(STATUSES)}."
            at = place("header", "", "status")
            yield self.says("The status is unknown", text, at, head["status"])
