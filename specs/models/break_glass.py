"""Breaking the glass: a deploy that may go out against the gate, for a reason, until an hour."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from specs.models import telling
from specs.models.event import Event, Verb
from specs.models.workflow import Refused

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.spec import Spec

SHORTEST_REASON = 20
MOST_MINUTES = 24 * 60


class BreakGlass(models.Model):
    """Who opened the gate of a specification, why, for which version and environment, and until when."""

    spec = models.ForeignKey("specs.Spec", models.PROTECT, related_name="broken_glass")
    version = models.CharField(max_length=40, blank=True, default="")
    environment = models.CharField(max_length=80, blank=True, default="")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField("closed early", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["spec", "until"], name="break_glass_by_spec")]

    def __str__(self) -> str:
        return f"{self.by} opened the gate of {self.spec_id} until {self.until:%Y-%m-%d %H:%M}"

    @classmethod
    @transaction.atomic
    def open(
        cls,
        spec: Spec,
        by: User,
        reason: str,
        minutes: int,
        version: str = "",
        environment: str = "",
    ) -> Self:
        """Let deploys through for a while; the trail keeps who said so and why, and others hear of it."""
        if len(reason.strip()) < SHORTEST_REASON:
            raise Refused(f"Say why it cannot wait, in at least {SHORTEST_REASON} characters.")
        if not 1 <= minutes <= MOST_MINUTES:
            raise Refused(f"Choose from 1 to {MOST_MINUTES} minutes.")
        until = timezone.now() + timedelta(minutes=minutes)
        made = cls.objects.create(
            spec=spec,
            by=by,
            reason=reason.strip(),
            until=until,
            version=version,
            environment=environment,
        )
        data = {"until": until.isoformat(), "version": version, "environment": environment}
        Event.record(spec, by, Verb.BROKE_GLASS, new=made.reason, data=data)
        telling.gate_opened(made)
        return made

    @property
    def is_open(self) -> bool:
        """Whether it lets deploys through now."""
        return self.ended_at is None and self.until > timezone.now()

    def covers(self, version: str, environment: str) -> bool:
        """What names no version, or no environment, is for all of them."""
        return self.version in ("", version) and self.environment.casefold() in (
            "", environment.casefold(),
        )  # fmt: skip

    @transaction.atomic
    def end(self, by: User) -> bool:
        """Close the gate again before its time; False when it is closed already."""
        now = timezone.now()
        still = BreakGlass.objects.filter(pk=self.pk, ended_at=None, until__gt=now)
        if not still.update(ended_at=now, ended_by=by):
            return False
        data = {"opened_by": self.by.username, "until": self.until.isoformat()}
        Event.record(self.spec, by, Verb.CLOSED_GATE, old=self.reason, data=data)
        return True

    @classmethod
    def open_for(cls, spec: Spec) -> list[Self]:
        """Everything that lets deploys through now, the newest first."""
        found = cls.objects.filter(spec=spec.pk, ended_at=None, until__gt=timezone.now())
        return list(found.select_related("by"))
