"""What the organisation made of the rules, version by version."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
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


@dataclass(frozen=True)
class Terms:
    """What a policy says beyond the rules; where it says nothing, the settings hold."""

    quorum: int | None = None
    review_months: int | None = None
    alerting: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The label and the channel of a severity."""


class Policy(models.Model):
    """One version of the policy; the newest counts, the older ones stay as they were."""

    number = models.PositiveIntegerField(unique=True)
    severities = models.JSONField("severity by rule", default=dict, blank=True)
    minor = models.JSONField("severity by rule on tiers 3 and 4", default=dict, blank=True)
    off = models.JSONField("reason by rule that is off", default=dict, blank=True)
    longest_waiver = models.PositiveSmallIntegerField("longest waiver in days", default=180)
    levels = models.JSONField("availability of levels in percent", default=list, blank=True)
    quorum = models.PositiveSmallIntegerField("approvals of a round", null=True, blank=True)
    review_months = models.PositiveSmallIntegerField("review period", null=True, blank=True)
    alerting = models.JSONField("label and channel by severity", default=dict, blank=True)
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
        return Weighing(self.severities, off, self.longest_waiver, self.number, levels, self.minor)

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
    def approvals_needed(cls) -> int:
        """How many approvals a round needs today."""
        newest = cls.newest()
        return (newest and newest.quorum) or settings.APPROVAL_QUORUM

    @classmethod
    def review_by(cls, approved: date) -> date:
        """The day by which a version that was approved on a day is to be looked at again."""
        newest = cls.newest()
        if newest and newest.review_months:
            return _months_after(approved, newest.review_months)
        return approved + timedelta(days=settings.REVIEW_PERIOD_DAYS)

    @classmethod
    @transaction.atomic
    def decide(
        cls, by: User, weighing: Weighing, off: dict[str, str], terms: Terms | None = None
    ) -> Policy:
        """A new version; the trail says what changed."""
        before = cls.newest()
        now: dict[str, Any] = {
            "severities": dict(weighing.severities),
            "minor": dict(weighing.minor),
            "off": off,
            "longest_waiver": weighing.longest_waiver,
            "levels": list(weighing.levels),
            **asdict(terms or Terms()),
        }
        then = {name: getattr(before, name) for name in now} if before else {}
        made = cls.objects.create(number=before.number + 1 if before else 1, by=by, **now)
        data = {"number": made.number, "before": then, "after": now}
        Event.record(None, by, Verb.POLICY, new=str(made), data=data)
        return made


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last one that month has."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
