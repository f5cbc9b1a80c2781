"""What stands below the fields of objectives and alerts: by its holder, the numbers and the picture."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe

from specs import ceiling
from specs.documents import Document, Values
from specs.models import User
from specs.models.alerting import heard, severities
from specs.physics import alarms, promises
from specs.physics.drawing import picture
from specs.sections.base import Chapter

GROUPS = {Chapter.SLOS: ("slos", "slo"), Chapter.MONITORING: ("alerts", "alert")}
HELD = tuple(slug for _, slug in GROUPS.values())
ABOVE = "p-upstream"  # above the rows, not below each


def beside(document: Document, chapter: Chapter, user: User) -> dict[str, dict[str, Any]]:
    """For every row of the chapter's group, also where there is nothing to say: that clears it."""
    if chapter is Chapter.DEPENDENCIES:
        found = ceiling.of_document(user, document)
        return {ABOVE: {"ceiling": found} if found else {}}
    if chapter not in GROUPS:
        return {}
    section, slug = GROUPS[chapter]
    rows = [row["key"] for row in document["sections"][section][slug]]
    said = _objectives(document) if chapter is Chapter.SLOS else _alerts(document)
    return {f"p-{slug}-{key}": said.get(key, {}) for key in rows}


def _objectives(document: Document) -> dict[str, dict[str, Any]]:
    return {
        key: {"promise": one, "svg": mark_safe(picture(one))}  # noqa: S308  it escapes all words
        for key, one in promises(document).items()
    }


def _alerts(document: Document) -> dict[str, dict[str, Any]]:
    said: dict[str, dict[str, Any]]
    said, rows = {key: {"alarm": one} for key, one in alarms(document).items()}, _rows(document)
    by_policy = severities() if rows else {}
    for row in rows:
        if goes := heard(row["severity"], row["notification"], by_policy.get(row["severity"], {})):
            said.setdefault(row["key"], {})["goes"] = goes
    return said


def _rows(document: Document) -> list[Values]:
    rows: list[Values] = document["sections"]["alerts"]["alert"]
    return rows
