"""A stage of the pipeline that can be followed: DEP-04."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from .answers import NO_ANSWER
from .look import Look, place
from .rule import Rule

PARTS = {
    "trigger": "trigger",
    "tools": "tools",
    "success": "success criteria",
    "failure": "failure action",
}
NOTHING = re.compile(r"(?:none|nothing|no)\.?", re.IGNORECASE)


class Followed(Rule):
    """A stage answers one of its questions with no answer; GEN-05 asks where it is empty."""

    id, severity, about = "DEP-04", "warning", "pipeline"
    title = "Every stage says what starts it, what it needs and what ends it"
    reason = "Whoever finds a stage red has to know what it checks and what happens next."
    source = "Seed 000: Per stage, specify"

    def findings(self, look: Look) -> Iterator[Finding]:
        for number, row in enumerate(look.rows("pipeline"), 1):
            for name, words in PARTS.items():
                text = row[name].strip()
                empty = name != "tools" and NOTHING.fullmatch(text)
                if empty or (text and NO_ANSWER.fullmatch(text)):
                    yield self.says(
                        f"Stage {row['name'] or number} has no {words}",
                        "Say it, or take the stage out.",
                        place("stage", row["key"], name),
                        text,
                    )
