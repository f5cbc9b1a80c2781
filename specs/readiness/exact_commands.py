"""A step at night has its command: RUN-02."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from .look import Look, place
from .rule import Rule

ACTS = re.compile(
    r"(?:restart|scale|run|execute|delete|kill|drain|cordon|deploy|redeploy|roll ?back|revert|flush|"
    r"purge|promote|fail ?over|rotate|reload|truncate|apply|patch|stop|start)\b",
    re.IGNORECASE,
)
HOW = re.compile(
    r"`[^`]+`|https?://|\]\(|\bsee\b|\bcall\b|\bpage\b|\bask\b|\bscenario\b", re.IGNORECASE
)


class Exact(Rule):
    """A step asks for an action, and leaves out how."""

    id, severity, about = "RUN-02", "warning", "runbooks"
    title = "Steps give the exact command"
    reason = "At night nobody remembers the flag, and the wrong one is in the history."
    source = "Seed 000: [Step with exact commands]"

    def findings(self, look: Look) -> Iterator[Finding]:
        for runbook in look.rows("runbooks"):
            for number, step in enumerate(runbook["resolution"], 1):
                acts = ACTS.match(step["text"].strip())
                if acts and not step["command"] and not HOW.search(step["text"]):
                    yield self.says(
                        f"{runbook['name'] or 'A runbook'}: resolution step {number} has no command",
                        "Give the exact command, or a link to it.",
                        place("runbook_step", step["key"], "text"),
                        step["text"],
                    )
