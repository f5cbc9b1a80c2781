"""Small documents for the rules: blank, with a few cells and rows written."""

from __future__ import annotations

from datetime import date
from typing import Any

from specs import readiness, template
from specs.documents import Document, Finding
from specs.store import blank

TODAY = date(2026, 11, 21)


def paper(header: dict[str, str] | None = None, **sections: dict[str, Any]) -> Document:
    """A blank document with these cells and rows; rows get keys r1, r2, … by their group."""
    document: Document = blank()
    document["header"] |= {"guid": "4f9c21ab77e0", "version": "1.0.0", "status": "Draft"}
    document["header"] |= {"team": "Payments Core", "contact": "PagerDuty payments"}
    document["header"] |= header or {}
    for slug, values in sections.items():
        section = template.find(slug)
        for name, value in values.items():
            if isinstance(value, list):
                group = template.group_of(section, name)
                value = [row(group.model, name, at, one) for at, one in enumerate(value, 1)]
            document["sections"][slug][name] = value
    return document


def row(model: Any, name: str, at: int, given: dict[str, Any]) -> dict[str, Any]:
    """A row with what is given; the rest is empty."""
    values = model.blank() | {"key": f"{name[:6]}{at}".replace("_", "")}
    for inner, value in given.items():
        if isinstance(value, list):
            group = template.group_of(model, inner)
            value = [row(group.model, f"{inner}{at}", n, one) for n, one in enumerate(value, 1)]
        values[inner] = value
    return values


def found(document: Document, rule: str, **options: Any) -> list[Finding]:
    """What one rule says of it."""
    options.setdefault("today", TODAY)
    return [one for one in readiness.findings(document, **options) if one.rule == rule]


def titles(document: Document, rule: str, **options: Any) -> list[str]:
    """The titles of what one rule says."""
    return [one.title for one in found(document, rule, **options)]
