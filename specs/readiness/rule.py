"""What every rule is: a class with its reason, and one method over a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from .. import template
from ..documents import Finding, Fix, cell_digest
from ..sections.base import Row
from .look import Look


class Rule:
    """One question to a document; whatever it finds says what, where, and what next."""

    id: ClassVar[str]
    severity: ClassVar[str]  # blocker, warning or advice
    title: ClassVar[str]
    reason: ClassVar[str]  # why it matters, in one sentence
    source: ClassVar[str]
    about: ClassVar[str] = ""  # the section it asks, where it asks one

    def findings(self, look: Look) -> Iterator[Finding]:
        """What is wrong, place by place."""
        raise NotImplementedError

    def says(
        self,
        title: str,
        sentence: str,
        at: str,
        *about: str,
        severity: str = "",
        fix: tuple[Fix, ...] = (),
    ) -> Finding:
        """One finding at an address, or at a section; `about` are the exact texts it rests on."""
        slug, dot, _ = at.partition(".")
        address = at if dot else ""
        about_digest = cell_digest("\x1f".join(about))
        section = slug
        if dot:
            model = template.find(slug)
            if issubclass(model, Row):
                section = template.home_of(model).slug
        return Finding(
            self.id, severity or self.severity, title, sentence, section, address, about_digest, fix
        )
