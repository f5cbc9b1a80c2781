"""Whether more of what a metric measures is better or worse."""

from __future__ import annotations

import re

from ..documents import Values
from ..quantities import Comparison, NotUnderstood
from .base import Source

BAD = re.compile(
    r"error|fail|[45]xx|unavailab|downtime|reject|declin|drop|lost|loss|timeout|timed out|late\b|miss|"
    r"utili[sz]ation|restart",
    re.IGNORECASE,
)
GOOD = re.compile(
    r"(?<!un)availab|uptime|success|good|accept|approv|on time|in time|faster|fresh|deliver",
    re.IGNORECASE,
)


def more_is_better(source: Source, metric: Values) -> bool | None:
    """As its alerts say, else its name; None: neither says it, or they say both."""
    limits = [metric["condition"]] + [
        row["condition"]
        for row in source.rows("alerts", "alert")
        if row["metric"] == f"@{metric['key']}" and not row["expression"]
    ]
    said = {not limit.is_ceiling for text in limits if (limit := _limit(text))}
    if not said:
        name = metric["name"]
        said = {better for better, words in ((True, GOOD), (False, BAD)) if words.search(name)}
    return said.pop() if len(said) == 1 else None


def _limit(text: str) -> Comparison | None:
    try:
        found = Comparison.parse(text) if text else None
    except NotUnderstood:
        return None
    return found if found and found.operator != "=" else None
