"""What a reviewer has read: a chapter as it was then, so that a change takes the tick away."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, models
from django.utils import timezone

from specs.digests import Digests
from specs.models.workflow import Refused

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.review import Review

OPENED = ""
"""In place of a chapter: the page was opened."""


class SectionRead(models.Model):
    """One person read one chapter, word for word as the digest says."""

    review = models.ForeignKey("specs.Review", models.CASCADE, related_name="reads")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    chapter = models.CharField(max_length=40, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "reader", "chapter"], name="one_tick_per_chapter_and_reader"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reader} read {self.chapter or 'the page'}"


class Progress:
    """How far one person is in one round."""

    def __init__(self, review: Review, reads: Iterable[SectionRead]) -> None:
        own = list(reads)
        current: Digests = review.chapters
        self.opened = any(one.review_id == review.pk for one in own)
        self.total = len(current)
        self.read = {one.chapter for one in own if current.get(one.chapter) == one.digest}
        seen = {one.chapter for one in own if one.chapter in current}
        self.changed_since = seen - self.read

    @property
    def done(self) -> int:
        return len(self.read)

    @property
    def words(self) -> str:
        """As in the queue: `2 of 5 read`."""
        return f"{self.done} of {self.total} read" if self.opened or self.read else "Not opened"


def progress(reviews: Iterable[Review], reader: User) -> dict[int, Progress]:
    """How far a reader is in each of these rounds; a tick of an earlier round of the version counts."""
    asked = list(reviews)
    specs = [review.spec_id for review in asked]
    reads = SectionRead.objects.filter(reader=reader, review__spec__in=specs).annotate(
        spec=models.F("review__spec"), version=models.F("review__revision__version")
    )
    by_version: dict[tuple[int, str], list[SectionRead]] = {}
    for one in reads:
        by_version.setdefault((one.spec, one.version), []).append(one)
    return {
        review.pk: Progress(review, by_version.get((review.spec_id, review.revision.version), ()))
        for review in asked
    }


def first_look(review: Review, reader: User) -> None:
    """Remember that somebody opened the page who had not: one statement, no transaction around it."""
    with suppress(IntegrityError):  # two pages at the same moment
        SectionRead.objects.create(review=review, reader=reader, chapter=OPENED)


def open_page(review: Review, reader: User) -> None:
    """Remember that a reviewer has looked at the page, as often as it is said."""
    SectionRead.objects.bulk_create(
        [SectionRead(review=review, reader=reader, chapter=OPENED)], ignore_conflicts=True
    )


def tick(review: Review, reader: User, chapter: str) -> None:
    """This chapter is read, as it is in this round."""
    _require_open(review)
    open_page(review, reader)
    SectionRead.objects.update_or_create(
        review=review, reader=reader, chapter=chapter,
        defaults={"digest": review.chapters[chapter], "at": timezone.now()},
    )  # fmt: skip


def untick(review: Review, reader: User, chapter: str) -> None:
    """Not read after all, not in an earlier round either."""
    _require_open(review)
    SectionRead.objects.filter(
        review__spec=review.spec_id, reader=reader, chapter=chapter,
        digest=review.chapters[chapter],
    ).delete()  # fmt: skip


def _require_open(review: Review) -> None:
    if not review.is_open:
        raise Refused("This round is closed. What you read is kept as it was.")
