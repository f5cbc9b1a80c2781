"""A canary can be stopped, and it ends: DEP-02, DEP-03."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..documents import Finding, Fix
from ..quantities import Percent
from .look import Look, parsed, place
from .rule import Rule


class RollbackTrigger(Rule):
    """The method lets few users try first, but nothing measured takes it back."""

    id, severity, about = "DEP-02", "warning", "rollout"
    title = "A canary has a rollback trigger"
    reason = "A canary that nothing stops is a slow deploy to everybody."
    source = "Seed 000: Auto-rollback row"

    def findings(self, look: Look) -> Iterator[Finding]:
        rollout = look.section("rollout")
        method = rollout.get("method", "")
        if method not in ("Canary", "Blue-Green"):
            return
        if not rollout["rollback_trigger"] and not rollout["trigger_excused"]:
            text = "Add what is measured and when it rolls back, or say why nothing does."
            yield self.says(
                f"{method} without a rollback trigger", text, "rollout.-.method", method
            )


class CanarySteps(Rule):
    """The shares of a canary do not rise, or do not end at everybody."""

    id, severity, about = "DEP-03", "blocker", "rollout"
    title = "Canary steps rise to 100%"
    reason = "A rollout that never ends leaves two versions running for good."
    source = "Seed 000: 10% -> 50% -> 100%"

    def findings(self, look: Look) -> Iterator[Finding]:
        if look.text("rollout", "method") != "Canary":
            return
        if look.text("rollout", "canary_excused"):
            return
        rows = look.rows("rollout", "canary_step")
        if not rows:
            yield self.says(
                "Canary has no steps", "Add the shares of the traffic; the last is 100%.", "rollout"
            )
            return
        texts = [row["percent"] for row in rows]
        shares = [parsed(Percent.parse, text) for text in texts]
        for row, share in zip(rows, shares, strict=True):
            if share and "%" in share.rest:
                text, at = row["percent"], place("canary_step", row["key"], "percent")
                yield self.says(
                    f"Canary step {text} is more than one share",
                    "Give each share a step of its own.",
                    at,
                    text,
                    severity="warning",
                )
                return
        known = [share.value for share in shares if share]
        if len(known) < len(shares):
            return  # GEN-05 and GEN-06 say which
        listed, last = ", ".join(text.rstrip("% ") for text in texts), rows[-1]["key"]
        at = place("canary_step", last, "percent")
        if known[-1] != 100:
            text = "Add a last step of 100%."
            last_step = Fix(text[:-1], creates="canary_step", cells=(("percent", "100%"),))
            title = f"Canary steps {listed} never reach 100 %"
            yield self.says(title, text, at, *texts, fix=(last_step,))
        elif any(after <= before for before, after in pairwise(known)):
            text = "Each step takes more traffic than the one before."
            yield self.says(f"Canary steps {listed} do not rise", text, at, *texts)
