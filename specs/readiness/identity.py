"""What every tool finds the specification by: GEN-02."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from ..versions import SEMVER
from .look import Look
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
                "GUID must be 12 hex digits", "The portal sets it.", "header", head["guid"]
            )
        if not SEMVER.match(head.get("version", "")):
            text = "Write it as 1.4.0."
            yield self.says("The version is no semantic version", text, "header", head["version"])
        if head.get("status", "") not in STATUSES:
            text = f"It is one of {', '.join(STATUSES)}."
            yield self.says("The status is unknown", text, "header", head["status"])
