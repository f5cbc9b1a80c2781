"""Presence: who has which chapter open right now; forgotten by itself, and no part of the trail."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from specs.models.spec import Spec

if TYPE_CHECKING:
    from specs.models.person import User

FRESH, FORGOTTEN = timedelta(seconds=45), timedelta(hours=1)


class Presence(models.Model):
    """A table and not the cache: without Redis the cache of one process is unknown to the others."""

    spec = models.ForeignKey(Spec, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    chapter = models.CharField(max_length=40)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["spec", "user", "chapter"], name="one_presence_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.chapter} of {self.spec}"

    @classmethod
    def mark(cls, spec: Spec, user: User, chapter: str) -> None:
        """This person has the chapter open; whoever left long ago is forgotten."""
        now = timezone.now()
        Presence.objects.bulk_create(
            [Presence(spec=spec, user=user, chapter=chapter, seen_at=now)],
            update_conflicts=True,
            unique_fields=["spec", "user", "chapter"],
            update_fields=["seen_at"],
        )
        cls.objects.filter(spec=spec, seen_at__lt=now - FORGOTTEN).delete()

    @classmethod
    def others(cls, spec: Spec, user: User, chapter: str) -> list[User]:
        """Who else has the chapter open."""
        here = cls.objects.filter(spec=spec, chapter=chapter, seen_at__gt=timezone.now() - FRESH)
        found = here.exclude(user=user).select_related("user").order_by("user__full_name", "pk")
        return [one.user for one in found]
