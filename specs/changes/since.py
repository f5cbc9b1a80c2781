"""What a round of review keeps of its document beside the one that readers had."""

from __future__ import annotations

from typing import Any

from .. import digests
from ..documents import Document
from .compared import compare
from .told import Changes


def since(
    base: Document | None, document: Document, changes: Changes | None = None
) -> dict[str, Any]:
    """A digest of every section, which sections changed, and how many changes loosen."""
    changes = changes or compare(base, document)
    sections = (one.section for chapter in changes.chapters for one in chapter.sections)
    return {
        "digests": digests.of_sections(document),
        "changed": [section.slug for section in sections],
        "loosened": changes.counts.loosened if base else 0,
    }
