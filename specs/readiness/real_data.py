"""Customers' data stays in production: ENV-02."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from .look import Look, place
from .production import is_production
from .rule import Rule

REAL = re.compile(r"\b(?:real|live|prod|production|customer)\b", re.IGNORECASE)
UNCHANGED = re.compile(
    r"\b(?:(?:not|never|without|no)\W+|un-?)(?:anonym|mask|scrub|pseudonym)", re.I
)
CHANGED = re.compile(
    r"anonym|mask|synthetic|scrub|pseudonym|replaced|generated|seed|mock|\bno\b|never|without|not ",
    re.IGNORECASE,
)


class RealData(Rule):
    """An environment that is not production holds real data."""

    id, severity, about = "ENV-02", "warning", "environments"
    title = "Only production holds real data"
    reason = "Where everybody gets in, customers' data gets out."
    source = "Seed 000: Data row (seed, anonymized)"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("environments"):
            text = row["data"]
            if not is_production(row) and REAL.search(text) and not changed(text):
                yield self.says(
                    f"{row['name'] or 'An environment'} holds real production data",
                    "Use seed data or an anonymized clone, or say how it is protected.",
                    place("environment", row["key"], "data"),
                    text,
                )


def changed(text: str) -> bool:
    """Whether it says that nobody can be recognized in it; "not anonymized" says the opposite."""
    return bool(CHANGED.search(UNCHANGED.sub("", text)))
