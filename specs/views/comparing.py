"""The changes between two versions as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.http import Http404

from specs import access, template
from specs.changes import Changes, compare
from specs.documents import Document
from specs.models import Revision, Spec, User
from specs.sections.base import Chapter

DRAFT = "draft"


class Draft:
    """What is being written now, as one side of a comparison."""

    number = DRAFT

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.version = spec.version

    @cached_property
    def document(self) -> Document:
        return self.spec.document()

    @property
    def told(self) -> Document:
        return self.document

    @property
    def label(self) -> str:
        return f"{self.version}, being written"


class Comparison:
    """Two sides, the sections to show whole, and what changed."""

    def __init__(self, old: Revision | Draft, new: Revision | Draft, full: Iterable[str]) -> None:
        self.old, self.new = old, new
        self.full = frozenset(slug for word in full for slug in _sections(word))

    @cached_property
    def changes(self) -> Changes:
        return compare(self.old.document, self.new.document, self.full)

    def revealed(self, word: str) -> dict[str, Any]:
        """What a click on `show unchanged` fetches: a section by its slug, a chapter as `c-<slug>`."""
        for chapter in self.changes.chapters:
            if word == f"c-{chapter.chapter.slug}":
                return {"chapter": chapter}
            for change in chapter.sections:
                if word == change.section.slug:
                    return {"chapter": chapter, "change": change}
        raise Http404

    @property
    def between(self) -> str:
        """For captions: `between 1.3.0 and 1.4.0`."""
        return f"between {self.old.version} and {self.new.version}"


def _sections(word: str) -> list[str]:
    """The sections to show whole: one by its slug, or `c-<slug>` for all of a chapter."""
    chapters = {f"c-{one.slug}": one for one in Chapter}
    if word in chapters:
        return [section.slug for section in template.sections_of(chapters[word])]
    return [word]


def revision_of(revisions: Sequence[Revision], number: str) -> Revision:
    """The revision of that number among those a person may see."""
    found = next((one for one in revisions if str(one.number) == number), None)
    if found is None:
        raise Http404
    return found


def side(user: User, spec: Spec, word: str) -> Revision | Draft:
    """One side of an address: `draft`, the number of a revision, or a version."""
    if word == DRAFT:
        return Draft(access.draft_for_reading(user, spec.guid))
    if word.isdecimal() and len(word) < 9:
        return access.revision_by_number(user, spec.guid, int(word))
    return access.revision_for_reading(user, spec.guid, word)
