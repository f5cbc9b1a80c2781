"""What happens when a neighbour fails: DPN-01."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from .look import Look, place
from .rule import Rule

NO_ANSWER = re.compile(
    r"(?:\?+|unknown|unclear|(?:we (?:do not|don't) |not )(?:known?|sure)|n/?a|-|tbc|to be determined)\.?",
    re.IGNORECASE,
)
ASKED = (
    ("upstream", "upstream_service", "failure", "What happens if {} fails?"),
    ("downstream", "downstream_service", "impact", "What happens to {} if this fails?"),
)


class Answered(Rule):
    """The failure of a dependency is answered with no answer."""

    id, severity, about = "DPN-01", "warning", "upstream"
    title = "Every dependency says what its failure means"
    reason = "On-call decides by it whether to wake another team."
    source = "Seed 002: Dependencies; readiness reviews: blast radius"

    def findings(self, look: Look) -> Iterator[Finding]:
        for section, slug, name, question in ASKED:
            for row in look.rows(section):
                if row[name] and _is_none(row[name].strip()):
                    text = "Say what users notice, and for how long it goes well."
                    at = place(slug, row["key"], name)
                    yield self.says(question.format(row["name"] or "it"), text, at, row[name])


def _is_none(text: str) -> bool:
    """Whether it leaves the question open."""
    return text.lower() == "none" or bool(NO_ANSWER.fullmatch(text))
