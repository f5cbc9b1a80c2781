"""A log that helps at night: LOG-02."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from .look import Look
from .rule import Rule

DEBUG = re.compile(r"debug|\btrace\b(?!.?id)", re.IGNORECASE)
HIGHER = re.compile(r"info|warn|error", re.IGNORECASE)
ASIDE = re.compile(r"non-?\s?prod\w*", re.IGNORECASE)
LIVE = re.compile(r"\b(?:prod|production|live)\b", re.IGNORECASE)
OTHERS = re.compile(r"\b(?:dev|development|staging|test|local)\b", re.IGNORECASE)
NEVER = re.compile(r"\b(?:never|not?|except|outside)\b", re.IGNORECASE)
NEEDED = {
    "timestamp": r'"(?:@?timestamp|time|ts|at)"',
    "level": r'"(?:level|severity|lvl|log\.level)"',
    "message": r'"(?:message|msg|event)"',
    "trace id": r'"(?:trace[._-]?id|traceid|request[._-]?id|correlation[._-]?id)"',
}


class LogLines(Rule):
    """Production logs everything, or a line lacks what it is found by."""

    id, severity, about = "LOG-02", "warning", "logging"
    title = "Production logs lines that can be found"
    reason = (
        "At night a log is searched by time, level and trace, and too much of it hides the rest."
    )
    source = "Seed 002: Log Level; seed 000: Log Format"

    def findings(self, look: Look) -> Iterator[Finding]:
        level, sample = look.text("logging", "level"), look.text("logging", "format")
        parts = re.split(r"[,;\n](?![^(]*\))", ASIDE.sub("staging", level))
        if any(_says_debug(part, len(parts) == 1) for part in parts):
            text = "Use INFO in production, and debug for a short time only."
            yield self.says("Production logs at DEBUG", text, "logging.-.level", level)
        if sample.lstrip().startswith("{"):
            lacks = [name for name, key in NEEDED.items() if not re.search(key, sample, re.I)]
            if lacks:
                text = f"Add {', '.join(lacks)} to the line."
                title = f"Log lines have no {' and no '.join(lacks)}"
                yield self.says(title, text, "logging.-.format", *lacks)


def _says_debug(part: str, alone: bool) -> bool:
    """Whether it is about production, by name or because nothing else is said, and means debug."""
    others = OTHERS.search(part)
    live = not (others and HIGHER.search(part)) if LIVE.search(part) else alone and not others
    return bool(live and DEBUG.search(part) and not NEVER.search(part))
