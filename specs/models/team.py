"""Teams own specifications; a membership says what a person may do in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from specs.models.event import Event, Verb

if TYPE_CHECKING:
    from specs.models.person import User


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

    def admit(self, person: User, role: str, by: User) -> None:
        """Take somebody in, or change their role."""
        before = self.memberships.filter(user=person).first()
        if before is not None and before.role == role:
            return
        self.memberships.update_or_create(user=person, defaults={"role": Role(role)})
        self._tell(by, person, before.role if before else "", role)

    def dismiss(self, person: User, by: User) -> str:
        """Let somebody go; what they wrote stays. The role they had, for taking it back."""
        before = self.memberships.filter(user=person).first()
        if before is None:
            return ""
        before.delete()
        self._tell(by, person, before.role, "")
        return before.role

    def _tell(self, by: User, person: User, old: str, new: str) -> None:
        data = {"team": self.slug, "person": person.username}
        Event.record(None, by, Verb.PEOPLE, old=old, new=new, data=data)


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
