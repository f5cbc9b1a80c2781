"""Conflicts: two texts for one cell, kept until a person chooses."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Conflict(models.Model):
    """What one person typed on top of a text that somebody else had changed."""

    spec = models.ForeignKey("specs.Spec", models.CASCADE, related_name="conflicts")
    address = models.CharField("cell address", max_length=160)
    base_digest = models.CharField(max_length=12, blank=True, default="")
    mine = models.TextField(blank=True, default="")
    theirs = models.TextField(blank=True, default="")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="conflicts")
    theirs_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["spec", "address", "who"],
                condition=models.Q(resolved_at__isnull=True),
                name="one_open_conflict_per_person_and_cell",
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} of {self.spec}"

    @classmethod
    def open_for(cls, spec: models.Model, who: models.Model) -> models.QuerySet[Conflict]:
        """What this person still has to choose."""
        return cls.objects.filter(spec=spec.pk, who=who.pk, resolved_at__isnull=True)

    def resolve(self) -> None:
        """The person chose."""
        self.resolved_at = timezone.now()
        self.save(update_fields=["resolved_at"])
