"""What the organisation made of the rules, version by version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from specs.models.event import Event, Verb
from specs.readiness.policy import DEFAULT
from specs.readiness.policy import Policy as Weighing

if TYPE_CHECKING:
    from specs.models.person import User

STANDARD = DEFAULT  # what holds while nobody has decided anything


class Policy(models.Model):
    """One version of the policy; the newest counts, the older ones stay as they were."""

    number = models.PositiveIntegerField(unique=True)
    severities = models.JSONField("severity by rule", default=dict, blank=True)
    off = models.JSONField("reason by rule that is off", default=dict, blank=True)
    longest_waiver = models.PositiveSmallIntegerField("longest waiver in days", default=180)
    levels = models.JSONField("availability of levels in percent", default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return f"Policy {self.number}"

    @property
    def weighing(self) -> Weighing:
        """What the rules are given."""
        levels = tuple(self.levels) or STANDARD.levels
        off = frozenset(self.off)
        return Weighing(self.severities, off, self.longest_waiver, self.number, levels)

    @classmethod
    def newest(cls) -> Policy | None:
        """The version that holds; None while there is none."""
        return cls.objects.order_by("-number").first()

    @classmethod
    def history(cls) -> models.QuerySet[Policy]:
        """Every version, the newest first, with who decided it."""
        return cls.objects.select_related("by").order_by("-number")

    @classmethod
    def in_force(cls) -> Weighing:
        """How findings weigh today."""
        newest = cls.newest()
        return newest.weighing if newest else STANDARD

    @classmethod
    @transaction.atomic
    def decide(cls, by: User, weighing: Weighing, off: dict[str, str]) -> Policy:
        """A new version; the trail says what changed."""
        before = cls.newest()
        now: dict[str, Any] = {
            "severities": dict(weighing.severities),
            "off": off,
            "longest_waiver": weighing.longest_waiver,
            "levels": list(weighing.levels),
        }
        then = {name: getattr(before, name) for name in now} if before else {}
        made = cls.objects.create(number=before.number + 1 if before else 1, by=by, **now)
        data = {"number": made.number, "before": then, "after": now}
        Event.record(None, by, Verb.POLICY, new=str(made), data=data)
        return made
