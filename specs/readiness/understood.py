"""A typed field holds what its type can read: GEN-06."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..documents import Finding
from ..fields import Cell, Parser
from ..quantities import NotUnderstood
from .everything import written
from .look import Look
from .residue import residue
from .rule import Rule

ELSEWHERE = {
    *(f"component.{name}" for name in ("cpu", "memory")),
    *(f"resource_limit.{name}" for name in ("cpu_request", "cpu_limit")),
    *(f"resource_limit.{name}" for name in ("memory_request", "memory_limit")),
    *("alert.condition", "metric.condition"),
}  # rules of their own ask about these


class Understood(Rule):
    """A text is not what its field expects."""

    id, severity = "GEN-06", "warning"
    title = "Not understood"
    reason = "What cannot be read as a value cannot be compared, compiled or checked."
    source = "Catalogue: types of fields"

    def findings(self, look: Look) -> Iterator[Finding]:
        for address, cell, text, named in written(look):
            problem = trouble(cell, text)
            if not problem or residue(cell, text):
                continue
            slug, _, rest = address.partition(".")
            if f"{slug}.{rest.partition('.')[2]}" not in ELSEWHERE:
                yield self.says(f"{cell.label}: {problem}", named, address, text)


def trouble(cell: Cell, text: str) -> str:
    """Why a text is not what its field expects; empty when it is."""
    words = getattr(cell, "words", ())
    if words and text not in words:
        return f"“{text}” is none of {', '.join(words)}."
    return "" if cell.parse is None else _misread(cell.parse, text)


@lru_cache(maxsize=20_000)
def _misread(parse: Parser, text: str) -> str:
    """What the grammar says of a text; the same texts come again with every page."""
    try:
        parse(text)
    except NotUnderstood as problem:
        return str(problem)
    return ""
