"""What the search of the bundle's index page knows: names, runbooks, and the words of each section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from specs import template
from specs.documents import Document
from specs.markdown.titles import slug
from specs.runbooks.entries import Entry
from specs.searchable import entries, words_of


def searched(
    document: Document,
    guid: str,
    name: str,
    team: str,
    runbooks: Sequence[Entry],
    anchors: set[str],
) -> dict[str, Any]:
    """One specification: its title, path and words, its runbooks, and its sections."""
    base = f"specs/{guid}"
    return {
        "t": name, "p": f"{base}/index.html", "w": f"{name} {team} {guid}".lower(),
        "r": [
            {"t": one.name, "p": f"{base}/runbooks/{one.key}.html", "w": one.words}
            for one in runbooks
        ],
        "s": _sections(document, team, anchors),
    }  # fmt: skip


def _sections(document: Document, team: str, anchors: set[str]) -> list[dict[str, str]]:
    """Each section that says something: its anchor on the page, and every word of it once."""
    texts: dict[str, list[str]] = {}
    for entry in entries(document, team):
        if entry.kind not in ("spec", "owner"):
            texts.setdefault(entry.section, []).extend((entry.title, entry.text))
    texts.setdefault("Overview", []).append(document["sections"]["overview"]["overview"])
    found = []
    for section in template.sections():
        if words := " ".join(words_of("\n".join(texts.pop(section.called(), [])))):
            anchor = slug(section.heading or section.chapter.heading)
            found.append(
                {"t": section.called(), "a": anchor if anchor in anchors else "", "w": words}
            )
    return found
