"""A switch that leads somewhere: CFG-08."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..documents import Finding
from .answers import NO_ANSWER
from .look import Look, place
from .rule import Rule

SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%")
EVERYBODY = re.compile(r"\b(?:all|every(?:body|one)?|full|fully|general|ga)\b", re.IGNORECASE)


class Rollout(Rule):
    """A feature flag says no default, or its rollout plan stops before everybody has it."""

    id, severity, about = "CFG-08", "advice", "feature_flags"
    title = "Feature flags have a way to everybody"
    reason = "A flag that stops halfway leaves two products to run, and is forgotten there."
    source = "Seed 000: Feature Flags"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("feature_flags"):
            name, plan = row["name"] or "A flag", row["rollout"]
            if NO_ANSWER.fullmatch(row["default"].strip()):
                at = place("feature_flag", row["key"], "default")
                text = "Say what holds where nobody switched it."
                yield self.says(f"Flag {name} has no default", text, at, row["default"])
            shares = [Decimal(one) for one in SHARE.findall(plan)]
            stops = shares and max(shares) < 100 and not EVERYBODY.search(plan)
            if stops or NO_ANSWER.fullmatch(plan.strip()):
                at = place("feature_flag", row["key"], "rollout")
                text = "Say the steps until everybody has it, or when it is taken out."
                yield self.says(f"Flag {name} has no way to 100 %", text, at, plan)
