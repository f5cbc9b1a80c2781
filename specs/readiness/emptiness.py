"""Sections that say nothing at all: GEN-03."""

from __future__ import annotations

from collections.abc import Iterator

from .. import template
from ..documents import Finding, Values
from ..sections.base import Section
from ..sections.header import Header
from .look import Look
from .rule import Rule


class Empty(Rule):
    """Nothing is written in a section that asks for nothing in particular, and nobody says why."""

    id, severity = "GEN-03", "warning"
    title = "Every section says something, or why it does not apply"
    reason = "An empty section leaves open whether there is nothing to say or nobody looked."
    source = "Readiness reviews: N/A with a reason is an answer"

    def findings(self, look: Look) -> Iterator[Finding]:
        for section in template.sections():
            values = look.section(section.slug) if section is not Header else {}
            if values and not _asks(section) and not any(_texts(values)):
                title = f"{section.called()} is empty"
                text = "Fill it in, or say why it does not apply."
                yield self.says(title, text, section.slug)


def _asks(section: type[Section]) -> bool:
    """GEN-05 asks for something in it already."""
    needs = any(cell.needed for cell in section.cells().values())
    return needs or any(group.at_least for group in section.groups())


def _texts(values: Values) -> Iterator[str]:
    for value in values.values():
        if isinstance(value, list):
            yield from ("row" for _ in value)
        elif value:
            yield value
