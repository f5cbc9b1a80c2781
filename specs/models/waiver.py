"""Waivers: a reviewer lets one finding pass, for a reason, until a day."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from specs.documents import Finding
from specs.models.event import Event, Verb
from specs.models.notification import Kind, notify, team_of
from specs.models.policy import Policy
from specs.models.standing import is_reviewer
from specs.models.workflow import Refused

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.spec import Spec

SHORTEST_REASON = 20
USUAL_DAYS = 30
HeldKey = tuple[str, str, str, str]


class Ended(models.TextChoices):
    """Why a waiver holds no more."""

    DATE = "date", "its date passed"
    VALUE = "value", "the value changed"
    REVOKED = "revoked", "it was revoked"


class Waiver(models.Model):
    """One finding that is let pass. It is bound to the rule and the exact value: it dies with either."""

    spec = models.ForeignKey("specs.Spec", models.PROTECT, related_name="waivers")
    rule = models.CharField(max_length=12)
    section = models.CharField(max_length=40)
    address = models.CharField(max_length=160, blank=True, default="")
    value = models.CharField("digest of the value", max_length=12, blank=True, default="")
    severity = models.CharField(max_length=8)
    title = models.CharField(max_length=300)
    reason = models.TextField()
    ticket = models.URLField(max_length=400, blank=True, default="")
    expires_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=8, choices=Ended.choices, blank=True, default="")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    warned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["expires_on", "pk"]
        indexes = [models.Index(fields=["spec", "ended_at"], name="waiver_by_spec")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_waiver_has_a_reason"),
            models.UniqueConstraint(
                fields=["spec", "rule", "section", "address", "value"],
                condition=models.Q(ended_at__isnull=True),
                name="one_waiver_per_finding",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | ~models.Q(ended_why=""),
                name="an_ended_waiver_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} waived until {self.expires_on}: {self.title}"

    @property
    def key(self) -> HeldKey:
        """The finding it is for."""
        return self.rule, self.section, self.address, self.value

    @property
    def holds(self) -> bool:
        """Whether it counts today: the day it ends on is its last."""
        return self.ended_at is None and self.expires_on >= timezone.localdate()

    @property
    def why_void(self) -> str:
        """Why it does not count, once who gave it had part in the version, and what next."""
        told = f"What {self.by} waived does not count: {self.by} had part in this version."
        return f"{told} Another reviewer waives it again, or the team mends it."

    @classmethod
    def holding(cls) -> models.QuerySet[Self]:
        """Everything that counts today, whatever a job has marked so far."""
        today = timezone.localdate()
        return cls.objects.filter(ended_at=None, expires_on__gte=today).select_related("by")

    @classmethod
    def of(cls, spec: models.Model) -> dict[HeldKey, Self]:
        """What holds for one specification, by the finding."""
        return {one.key: one for one in cls.holding().filter(spec=spec.pk).order_by("expires_on")}

    @classmethod
    def of_giver(cls, spec: models.Model, by: User) -> bool:
        """Whether somebody gave one that holds for a specification."""
        return cls.holding().filter(spec=spec.pk, by=by).exists()

    @classmethod
    def may_grant(cls, user: User, spec: Spec, wrote: Container[int] | None = None) -> bool:
        """A reviewer who neither submitted nor edited the version; `wrote` if that is known already."""
        if not is_reviewer(user, spec) or spec.is_face:
            return False
        return user.pk not in (spec.writers if wrote is None else wrote)

    @classmethod
    def longest(cls) -> date:
        """The last day a waiver of today may have."""
        return timezone.localdate() + timedelta(days=Policy.in_force().longest_waiver)

    @classmethod
    @transaction.atomic
    def grant(
        cls, spec: Spec, finding: Finding, by: User, reason: str, expires_on: date, ticket: str = ""
    ) -> Self:
        """Let a finding pass; the team hears of it."""
        if not cls.may_grant(by, spec) or by.pk in Event.editors_of(spec):
            raise PermissionDenied(
                "Only a reviewer who had no part in this version can grant a waiver."
            )
        if len(reason.strip()) < SHORTEST_REASON:
            raise Refused(f"Say why it is safe, in at least {SHORTEST_REASON} characters.")
        if not timezone.localdate() <= expires_on <= cls.longest():
            raise Refused(f"Choose a day from today to {cls.longest()}.")
        rule, section, address, value = finding.key
        same = {"rule": rule, "section": section, "address": address, "value": value}
        for earlier in cls.objects.filter(spec=spec, ended_at=None, **same):
            if not earlier.holds:
                earlier.end(Ended.DATE)
            elif cls.may_grant(earlier.by, spec):
                raise Refused("This is waived already.")
            else:  # given by somebody who took part in the version since: it lets no approval pass
                earlier.end(Ended.REVOKED, by)
        made = cls(
            spec=spec, **same,
            severity=finding.severity, title=finding.title[:300], reason=reason.strip(),
            ticket=ticket, expires_on=expires_on, by=by,
        )  # fmt: skip
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError as faster:
            raise Refused("This is waived already.") from faster
        data = {"rule": rule, "title": made.title, "until": expires_on.isoformat()}
        Event.record(spec, by, Verb.WAIVED, place=address, new=made.reason, data=data)
        words = f"{by} waived “{made.title}” of {spec} until {expires_on}: {made.reason}"
        notify(Kind.WAIVED, spec, team_of(spec), words, f"/specs/{spec.guid}/checks/", by)
        spec.recount()
        return made

    @classmethod
    def forget(cls, spec: Spec, places: list[str]) -> None:
        """The values there turned out to be secrets: not even their digests are kept; such waivers die."""
        cls.objects.filter(spec=spec, address__in=places).update(value="")

    @transaction.atomic
    def end(self, why: Ended, by: User | None = None) -> bool:
        """It holds no more; said once."""
        mine = Waiver.objects.filter(pk=self.pk, ended_at=None)
        if not mine.update(ended_at=timezone.now(), ended_why=why, ended_by=by):
            return False
        self.refresh_from_db()
        data = {"rule": self.rule, "title": self.title, "why": str(why)}
        Event.record(self.spec, by, Verb.WAIVER_ENDED, place=self.address, data=data)
        self.spec.recount()
        return True
