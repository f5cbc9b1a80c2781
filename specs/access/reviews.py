"""Rounds, areas and the checklist."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from specs.access.specs import draft_for_reading, or_404, refuse, require_admin, whose_drafts
from specs.models import Area, ChecklistItem, Decision, Event, Review, Spec, User
from specs.models.event import EDITING
from specs.models.standing import is_reviewer

HEAVY = ("revision__document", "revision__markdown")


def reviews_waiting(user: User) -> QuerySet[Review]:
    """The queue of a reviewer; authors find their own teams' rounds in it."""
    waiting = Review.waiting().select_related("spec__team", "submitted_by")
    if user.is_reviewer or user.is_admin:
        return waiting
    return waiting.filter(spec__team__in=user.roles)


def reviews_for(user: User) -> QuerySet[Review]:
    """What waits for this person: no part of it theirs, not approved by them yet, for nobody else alone."""
    if not user.is_reviewer:
        waiting = Review.waiting().filter(submitted_by=user)
        return waiting.select_related("spec__team", "submitted_by")
    said_yes = Decision.objects.filter(reviewer=user, verdict="approve").values("review")
    waiting = reviews_waiting(user).exclude(submitted_by=user).exclude(pk__in=said_yes)
    if user.roles:  # only who is on a team can have edited
        version = {"spec": OuterRef("spec"), "version": OuterRef("spec__version")}
        edited = Event.objects.filter(actor=user, verb__in=EDITING, **version)
        waiting = waiting.exclude(Exists(edited))
    assigned = Review.reviewers.through.objects.values("review")
    given = Review.reviewers.through.objects.filter(user=user).values("review")
    return waiting.filter(Q(pk__in=given) | ~Q(pk__in=assigned))


def reviews_asked(user: User) -> QuerySet[Review]:
    """What this person asked for, what waits first."""
    asked = Review.objects.filter(submitted_by=user).select_related("spec__team", "submitted_by")
    return asked.order_by(F("decided_at").desc(nulls_first=True), "-pk")


def reviews_for_claiming(user: User, chosen: Iterable[str]) -> list[Review]:
    """The chosen rounds among those that a reviewer may take on."""
    if not (user.is_active and user.is_reviewer):
        refuse("Only reviewers can take on reviews.")
    pks = [int(pk) for pk in chosen if pk.isdecimal() and len(pk) < 12]
    return list(reviews_waiting(user).exclude(submitted_by=user).filter(pk__in=pks))


def reviews_done(user: User) -> QuerySet[Review]:
    """The closed rounds of what this person may see, the last decision first."""
    closed = Review.objects.filter(decided_at__isnull=False).order_by("-decided_at", "-pk")
    if not user.is_admin:
        closed = closed.filter(spec__in=Spec.objects.filter(whose_drafts(user)).values("pk"))
    return closed.select_related("spec__team", "submitted_by", "decided_by")


def reviewers() -> QuerySet[User]:
    """Whom a review can be given to."""
    return User.objects.filter(is_reviewer=True, is_active=True)


def review_for_reading(user: User, guid: str, number: int) -> Review:
    """A round, open or closed, for those who may read the draft."""
    spec = draft_for_reading(user, guid)
    rounds = Review.objects.select_related(
        "spec__team", "revision", "submitted_by", "claimed_by", "decided_by"
    )
    return or_404(rounds.filter(spec=spec, number=number).first())


def review_for_deciding(user: User, guid: str, number: int) -> Review:
    """A round that this person may say something to."""
    review = review_for_reading(user, guid, number)
    return review if is_reviewer(user, review.spec) else refuse("Only reviewers can decide.")


def areas_for_admin(user: User) -> QuerySet[Area]:
    """The areas that versions need, for the admins of the portal."""
    require_admin(user)
    return Area.objects.all()


def area_for_admin(user: User, pk: int) -> Area:
    """One area, for the admins of the portal."""
    return or_404(areas_for_admin(user).filter(pk=pk).first())


def items_for_admin(user: User) -> QuerySet[ChecklistItem]:
    """What reviewers are asked to look at, for the admins of the portal."""
    require_admin(user)
    return ChecklistItem.objects.filter(retired=False)


def item_for_admin(user: User, pk: int, *, retired: bool = False) -> ChecklistItem:
    """One item, for the admins of the portal."""
    require_admin(user)
    return or_404(ChecklistItem.objects.filter(pk=pk, retired=retired).first())


def item_for_ticking(user: User, guid: str, number: int, pk: int) -> tuple[Review, ChecklistItem]:
    """An item of a round that this person may decide; whoever wrote the version does not tick it."""
    review = review_for_deciding(user, guid, number)
    if review.is_open and review.spec.had_part(user):
        refuse("You had part in this version, so someone else has to go through the checklist.")
    return review, or_404(ChecklistItem.objects.filter(pk=pk, retired=False).first())


def rounds_for_reading(user: User, guid: str) -> QuerySet[Review]:
    """The rounds of a specification whose draft this person may read, the newest first."""
    spec = draft_for_reading(user, guid)
    rounds = Review.objects.filter(spec=spec).select_related("submitted_by", "spec", "revision")
    return rounds.defer(*HEAVY).order_by("-number")
