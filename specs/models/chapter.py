"""What the team says about a chapter: finished or not, by whom and when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


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
