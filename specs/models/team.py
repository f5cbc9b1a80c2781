"""Teams own specifications; a membership says what a person may do in one."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Role(models.TextChoices):
    """What a person may do with a team's specifications."""

    READER = "reader", "Reader"
    AUTHOR = "author", "Author"
    ADMIN = "admin", "Team admin"


WRITING_ROLES = (Role.AUTHOR, Role.ADMIN)


class Team(models.Model):
    """A group of people who write and run services together."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    private = models.BooleanField(
        default=False, help_text="Approved specifications are shown to the team only."
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="specs.Membership", related_name="teams"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one team, with one role."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.READER)

    class Meta:
        ordering = ["team__name", "user__full_name"]
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="one_role_per_team"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} of {self.team}"
