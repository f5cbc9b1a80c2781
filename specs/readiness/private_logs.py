"""What must never be logged: LOG-01."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from .look import Look
from .rule import Rule

WHAT = r"passwords?|passwd|pwd|api[_ -]?keys?|secrets?|cvv|cvc|ssn|social[_ -]security[_ -]numbers?"
WHAT += r"|(?:(?:access|refresh|auth|session|bearer|api|id)[_ -]?)tokens?"
WHOLE = r"tokens?|(?:(?:credit|debit)[_ -]?)?cards?(?:[_ -]?numbers?)?"
KEY = re.compile(rf"(?:.*_)?(?:{WHAT}|authorization|jwt|card_(?:number|pan))|{WHOLE}|pan")
WORD = re.compile(rf"(?<![\w-])({WHAT}|{WHOLE})(?![\w-])(?! ids?\b)", re.IGNORECASE)
FIELD = re.compile(r'"([\w.-]+)"\s*:\s*("[^"]*"|[^\s,}]*)|(?:^|\s)([\w.-]+)=("[^"]*"|\S*)')
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
NO_TEXT = re.compile(r"[0-9.]+|true|false|null")  # a count, a switch
HIDDEN = re.compile(r"\W*(?:redacted|masked|hidden|removed)?\W*", re.IGNORECASE)
EXCEPT = re.compile(
    r"\b(?:no|not|never|without|except|masked|hash(?:ed|es)?|counts?|number of|usage|last (?:4|four))\b",
    re.IGNORECASE,
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
        for name in dict.fromkeys(_private(sample)):
            yield self.says(f"Never log {name}", text, "logging.-.format", name)
        for part in re.split(r"[,;\n]", allowed):
            found = WORD.search(part)
            if found and not EXCEPT.search(part):
                yield self.says(f"Never log {found[1].lower()}", text, "logging.-.allowed", part)


def _private(sample: str) -> Iterator[str]:
    """The keys of a sample line that hold what nobody may read: `"password": "x"`, `card=4111`."""
    for quoted, text, plain, worth in FIELD.findall(sample):
        key, value = quoted or plain, text or worth
        name = re.sub("[.-]", "_", HUMP.sub("_", key)).lower()
        counted = NO_TEXT.fullmatch(value) and (value.isalpha() or name.endswith("s"))
        if KEY.fullmatch(name) and not counted and not (value and HIDDEN.fullmatch(value)):
            yield key.lower()
