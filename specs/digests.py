"""What each section and chapter of a document says, as a short digest: reading and approving bind to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from . import template
from .documents import PORTAL_SET, Document, tidied
from .sections.base import Chapter
from .sections.header import Header

Digests = dict[str, str]


def of_sections(document: Document) -> Digests:
    """A digest of every section by its slug. Row keys count: a row that is another row is a change."""
    found = {one.slug: document["sections"].get(one.slug, {}) for one in template.sections()}
    facts = {key: text for key, text in document["header"].items() if key not in PORTAL_SET}
    found[Header.slug] = facts | found[Header.slug]
    return {slug: _short(tidied(values)) for slug, values in found.items()}


def of_changed_chapters(sections: Digests, changed: Iterable[str]) -> Digests:
    """A digest of every chapter in which one of these sections stands, from those of its sections."""
    slugs = set(changed)
    found = {chapter: [one.slug for one in template.sections_of(chapter)] for chapter in Chapter}
    return {
        chapter.slug: _short([sections[slug] for slug in own])
        for chapter, own in found.items()
        if slugs & set(own) and set(own) <= set(sections)
    }


def _short(values: Any) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:20]
