"""Reviews: one round per submission, and what each reviewer decided."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from specs import digests as digesting

if TYPE_CHECKING:
    from specs.models.person import User


class Verdict(models.TextChoices):
    """What a reviewer says."""

    APPROVE = "approve", "Approve"
    REQUEST_CHANGES = "request_changes", "Request changes"
    COMMENT = "comment", "Comment only"


class ReviewState(models.TextChoices):
    """How a round stands, or ended."""

    OPEN = "open", "Open"
    APPROVED = "approved", "Approved"
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Review(models.Model):
    """One round: a submitted revision waiting for, or given, its decision."""

    spec = models.ForeignKey("specs.Spec", models.PROTECT, related_name="reviews")
    revision = models.OneToOneField("specs.Revision", models.PROTECT, related_name="review")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=18, choices=ReviewState.choices, default=ReviewState.OPEN)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now)
    reviewers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="assigned_reviews"
    )
    note = models.TextField(blank=True, default="")
    reason = models.TextField("reason to ask with blockers", blank=True, default="")
    loosened = models.PositiveIntegerField("changes that loosen", default=0)
    deploy_on = models.DateField("planned deploy", null=True, blank=True)
    digests = models.JSONField("digests of the sections", default=dict, blank=True)
    changed = models.JSONField("sections that changed", default=list, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["spec"], condition=models.Q(state="open"), name="one_open_review_per_spec"
            ),
            models.UniqueConstraint(fields=["spec", "number"], name="one_review_per_number"),
            models.CheckConstraint(
                condition=models.Q(state="open") | models.Q(decided_at__isnull=False),
                name="a_closed_review_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.number} of {self.spec}"

    @property
    def is_open(self) -> bool:
        """Waiting for a decision."""
        return self.state == ReviewState.OPEN

    @cached_property
    def chapters(self) -> digesting.Digests:
        """The chapters to look at, in their order, with the digest of each."""
        return digesting.of_changed_chapters(self.digests, self.changed)

    def had_part(self, user: User) -> bool:
        """Whether this person asked for the review, or edited the version."""
        return user.pk == self.submitted_by_id or user.pk in self.revision.editors

    @property
    def approvals(self) -> models.QuerySet[Decision]:
        """Who said yes so far, in order."""
        said_yes = self.decisions.filter(verdict=Verdict.APPROVE)
        return said_yes.select_related("reviewer").order_by("at", "pk")

    def close(self, state: ReviewState, by: User) -> None:
        """End the round, once."""
        self.state, self.decided_by, self.decided_at = state, by, timezone.now()
        self.save(update_fields=["state", "decided_by", "decided_at"])

    @classmethod
    def waiting(cls) -> models.QuerySet[Review]:
        """The queue: planned deploys first, then the oldest."""
        opened = cls.objects.filter(state=ReviewState.OPEN)
        return opened.order_by(models.F("deploy_on").asc(nulls_last=True), "submitted_at")

    @classmethod
    def overdue(cls, now: datetime) -> models.QuerySet[Review]:
        """Open reviews that waited longer than the house allows."""
        limit = now - timedelta(days=settings.REVIEW_OVERDUE_DAYS)
        return cls.objects.filter(state=ReviewState.OPEN, submitted_at__lt=limit)


class Decision(models.Model):
    """What one reviewer said in one round."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="decisions")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    summary = models.TextField(blank=True, default="")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "reviewer"],
                condition=models.Q(verdict="approve"),
                name="one_approval_per_reviewer",
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict="request_changes") | ~models.Q(summary=""),
                name="changes_are_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.get_verdict_display()}"
