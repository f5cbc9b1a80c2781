"""What the organisation asks of a review, and how far Tomas is in the one that waits for him."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from specs.models import Area, ChecklistItem, Review, User
from specs.models.checklist import tick
from specs.models.claiming import claim
from specs.models.section_read import open_page
from specs.models.section_read import tick as read

AREAS = {
    "Security": ("secrets", "parameters", "env_variables"),
    "Reliability": ("slos", "alerts", "rollout", "rollback"),
    "Data": ("backup_strategy", "recovery_procedures", "disaster_recovery"),
}
CHECKLIST = (
    ("The rollback was rehearsed in the last 90 days", ()),
    ("On-call covers the week of the launch", ("1", "2")),
    ("The restore test is linked and recent", ()),
)


def asked(by: User) -> None:
    """The required reviewers and the checklist, as an admin set them up."""
    for name, sections in AREAS.items():
        Area().keep(by, name, sections)
    for text, tiers in CHECKLIST:
        ChecklistItem().keep(by, text, tiers)


def half_way(review: Review, reviewer: User) -> None:
    """Taken on, a part of it read, a part of the checklist seen to."""
    review = Review.objects.select_related("spec", "revision").get(pk=review.pk)
    claim(review, reviewer)
    open_page(review, reviewer)
    for chapter in list(review.chapters)[:2]:
        read(review, reviewer, chapter)
    first, second, *_ = ChecklistItem.objects.all()
    day = timezone.localdate() - timedelta(days=17)
    tick(review, first, reviewer, done=True, evidence=f"Rehearsal on {day:%d %b}, 12 minutes")
    tick(review, second, reviewer, done=True, evidence="")
