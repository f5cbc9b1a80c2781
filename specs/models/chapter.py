"""What the team says about a chapter: finished or not, by whom and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from specs.models.event import Event, Verb

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.spec import Spec


class ChapterState(models.Model):
    """The tick on one chapter of one spec."""

    spec = models.ForeignKey("specs.Spec", models.CASCADE, related_name="chapters")
    chapter = models.SlugField(max_length=40)
    complete = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["spec", "chapter"]
        constraints = [
            models.UniqueConstraint(fields=["spec", "chapter"], name="one_state_per_chapter")
        ]

    def __str__(self) -> str:
        return f"{self.chapter} of {self.spec}: {'complete' if self.complete else 'open'}"

    @classmethod
    def complete_of(cls, spec: models.Model) -> set[str]:
        """The chapters that are ticked."""
        return set(
            cls.objects.filter(spec=spec.pk, complete=True).values_list("chapter", flat=True)
        )

    @classmethod
    def mark(cls, spec: Spec, chapter: str, by: User, complete: bool) -> None:
        """Tick a chapter, or open it again."""
        changes = {"complete": complete, "by": by, "at": timezone.now()}
        cls.objects.update_or_create(spec=spec, chapter=chapter, defaults=changes)
        verb = Verb.COMPLETED if complete else Verb.REOPENED
        Event.record(spec, by, verb, place=chapter)
