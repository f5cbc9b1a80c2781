"""What was: how much each submission changed, and where a line of the trail stands on the pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, cast

from django.core.cache import cache
from django.db.models import OuterRef, QuerySet, Subquery

from specs import template
from specs.changes import Counts, compare
from specs.models.review import Review
from specs.models.revision import PUBLISHED, Revision
from specs.sections.base import Chapter, Declared, Row, Section


class Pair(NamedTuple):
    """Two revisions, and the digests that say what they hold."""

    old: int
    new: int
    old_digest: str
    new_digest: str

    @property
    def key(self) -> str:
        return f"size-2-{self.old_digest}-{self.new_digest}"


def with_base(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Reviews with the pk and digest of what readers had when they were submitted."""
    before = Revision.objects.filter(
        spec=OuterRef("spec"), number__lt=OuterRef("revision__number"), status__in=PUBLISHED
    ).order_by("-number")
    return reviews.defer("revision__document", "revision__markdown").annotate(
        base_pk=Subquery(before.values("pk")[:1]),
        base_digest=Subquery(before.values("content_digest")[:1]),
    )


def sizes(pairs: Iterable[Pair]) -> dict[Pair, Counts]:
    """How much changed in each pair; what two digests differ by never changes, so it is kept."""
    asked = list(pairs)
    wanted = {pair.key: pair for pair in asked}
    known: dict[str, Counts] = cache.get_many(wanted)
    missing = [pair for key, pair in wanted.items() if key not in known]
    if missing:
        pks = {pk for pair in missing for pk in (pair.old, pair.new)}
        found = dict(Revision.objects.filter(pk__in=pks).values_list("pk", "document"))
        fresh = {pair.key: compare(found[pair.old], found[pair.new]).counts for pair in missing}
        cache.set_many(fresh, None)
        known |= fresh
    return {pair: known[pair.key] for pair in asked}


class Where(NamedTuple):
    """A place of the trail as people say it, and where it is on the pages."""

    chapter: Chapter
    words: str
    anchor: str


def where(place: str) -> Where | None:
    """The chapter, section and field of an address; None for the specification as a whole."""
    slug, _, rest = place.partition(".")
    key, _, name = rest.partition(".")
    if place in {one.slug for one in Chapter}:
        chapter = template.chapter(place)
        return Where(chapter, chapter.title, "")
    try:
        model = template.find(slug)
    except KeyError:
        return None
    section = _home(model)
    noun = model.noun() if issubclass(model, Row) else ""
    words = " / ".join(word for word in (section.called(), noun, _label(model, name)) if word)
    anchor = place.replace(".", "-") if name else f"r-{slug}-{key}" if key else slug
    return Where(section.chapter, words, anchor)


def _home(model: type[Declared]) -> type[Section]:
    return template.home_of(model) if issubclass(model, Row) else cast("type[Section]", model)


def _label(model: type[Declared], name: str) -> str:
    column = model.columns().get(name)
    return column.label if column else ""
