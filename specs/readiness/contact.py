"""Somebody is named: GEN-04."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from .look import Look
from .rule import Rule


class Contact(Rule):
    """No team owns it, or nobody is called."""

    id, severity, about = "GEN-04", "warning", "header"
    title = "A team owns it, and somebody is called"
    reason = "A service that nobody is named for is nobody's at night."
    source = "Production readiness: contact and on-call rotation"

    def findings(self, look: Look) -> Iterator[Finding]:
        head = look.document["header"]
        if not head.get("team"):
            yield self.says("No team owns it", "Name the owning team.", "header")
        if not head.get("contact"):
            text = "Say who is on call, and how they are paged."
            yield self.says("Nobody is named to run this", text, "header.-.contact")
