"""What must never be logged: LOG-01."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from .look import Look
from .rule import Rule

NAMES = (
    r"passwords?|passwd|pwd|(?:access|refresh|auth|session|bearer|api)?[_ -]?tokens?|api[_ -]?keys?"
)
NAMES += (
    r"|secrets?|(?:credit[_ -]?)?cards?(?:[_ -]?numbers?)?|cvv|cvc|ssn|social security numbers?"
)
FIELD = re.compile(rf'"({NAMES})"\s*:', re.IGNORECASE)
WORD = re.compile(rf"(?<![\w-])({NAMES})(?![\w-])", re.IGNORECASE)
EXCEPT = re.compile(
    r"\b(?:no|not|never|without|except|masked|hashed|last (?:4|four))\b", re.IGNORECASE
)


class Private(Rule):
    """The sample line, or the list of what is allowed, holds a secret or a card."""

    id, severity, about = "LOG-01", "blocker", "logging"
    title = "No secrets and no cards in the log"
    reason = "Logs are read by more people, and kept longer, than the data they quote."
    source = "Seed 000: Never log"

    def findings(self, look: Look) -> Iterator[Finding]:
        sample, allowed = look.text("logging", "format"), look.text("logging", "allowed")
        text = "Take it out: passwords, tokens, cards and social security numbers stay out of logs."
        for name in dict.fromkeys(found.lower() for found in FIELD.findall(sample)):
            yield self.says(f"Never log {name}", text, "logging.-.format", name)
        for part in re.split(r"[,;\n]", allowed):
            found = WORD.search(part)
            if found and not EXCEPT.search(part):
                yield self.says(f"Never log {found[1].lower()}", text, "logging.-.allowed", part)
