"""A failed deploy can be undone: DEP-01."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from .look import Look
from .rule import Rule


class WayBack(Rule):
    """The rollback has steps but nothing that shows that they worked, or the other way round."""

    id, severity, about = "DEP-01", "blocker", "rollback"
    title = "A failed deploy can be undone"
    reason = "A rollback that nobody can verify is a second deploy without tests."
    source = "Seed 002: Rollback Procedure, 3. Verification"

    def findings(self, look: Look) -> Iterator[Finding]:
        steps, verified = look.rows("rollback"), look.text("rollback", "verification")
        if steps and not verified:
            text = "Add how to see that the old version works."
            yield self.says("Rollback has no verification step", text, "rollback.-.verification")
        if verified and not steps:
            title = "A failed deploy cannot be undone from this specification"
            yield self.says(title, "Add the steps of the rollback.", "rollback", verified)
