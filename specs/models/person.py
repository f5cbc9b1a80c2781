"""People: who signs in, what the whole organisation lets them do, how they like their pages."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property


class Theme(models.TextChoices):
    """How bright the pages are."""

    SYSTEM = "system", "As my device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class Density(models.TextChoices):
    """How close the rows stand."""

    COMFORTABLE = "comfortable", "Comfortable"
    COMPACT = "compact", "Compact"


class User(AbstractUser):
    """A person; reviewer and admin hold for the whole organisation, other roles per team."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("full name", max_length=120, blank=True, default="")
    is_reviewer = models.BooleanField("reviewer", default=False)
    is_admin = models.BooleanField("admin", default=False)
    is_auditor = models.BooleanField("auditor", default=False)
    areas = models.CharField("review areas", max_length=200, blank=True, default="")
    theme = models.CharField(max_length=12, choices=Theme.choices, default=Theme.SYSTEM)
    density = models.CharField(max_length=12, choices=Density.choices, default=Density.COMFORTABLE)
    single_keys = models.BooleanField("single-letter keys", default=True)
    unread = models.PositiveIntegerField("unread notifications", default=0)
    mail_ways = models.JSONField("how each kind comes by mail", default=dict, blank=True)

    class Meta:
        ordering = ["full_name", "username"]

    def __str__(self) -> str:
        return self.get_full_name()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whoever is made by `manage.py createsuperuser` runs the portal: the first admin."""
        self.is_admin = self.is_admin or (self._state.adding and self.is_superuser)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """The name others see; the sign-in name stands in for it."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """The first word of the name."""
        return self.get_full_name().split(" ")[0]

    @property
    def initials(self) -> str:
        """Two letters for the round picture."""
        words = self.get_full_name().split()
        letters = words[0][:2] if len(words) == 1 else words[0][0] + words[-1][0]
        return letters.upper()

    @property
    def area_list(self) -> list[str]:
        """The areas a reviewer answers for."""
        return [area.strip() for area in self.areas.split(",") if area.strip()]

    @cached_property
    def roles(self) -> dict[int, str]:
        """The role in each team, by the team's id; read once per request."""
        return dict(self.memberships.values_list("team_id", "role"))
