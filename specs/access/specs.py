"""Specifications and their revisions: who sees the draft, who sees what was approved, who gets nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.http import Http404

from specs.models import Decision, Review, Revision, Spec, Status, Team, User
from specs.models.spec import Face
from specs.models.standing import is_member, is_reviewer, is_writer
from specs.models.team import WRITING_ROLES

T = TypeVar("T")
PUBLISHED = (Status.APPROVED, Status.IMPLEMENTED)
SHOWN = ("team", "status", "approved", "updated_at", "approved_progress")  # for `published`
# As text: taken out as JSON, a tier of 1 is a number, and so is a service called 42.
NAME, TIER = (
    KeyTextTransform(word, KeyTransform("header", "document")) for word in ("name", "tier")
)
AS_AUTHOR = """
    SELECT spec.*, membership.role AS my_role FROM specs_spec AS spec
    JOIN specs_membership AS membership ON membership.team_id = spec.team_id
    WHERE membership.user_id = %s AND spec.guid = %s
"""


def specs_visible(user: User) -> QuerySet[Spec]:
    """Everything this person may find in lists, with its team and approved revision."""
    specs = Spec.objects.select_related("team")
    if user.is_admin:
        return specs
    # Said as what is left out: an OR of indexes makes the database sort all rows to show fifty.
    unpublished = Q(approved__isnull=True) | Q(team__in=Team.objects.filter(private=True))
    return specs.exclude(~whose_drafts(user) & unpublished)


def drafts_visible(user: User) -> QuerySet[Spec]:
    """Everything whose draft this person may read, with its team."""
    specs = Spec.objects.select_related("team")
    return specs if user.is_admin else specs.filter(whose_drafts(user))


def spec_for_reading(user: User, guid: str) -> Spec:
    """A specification this person may find; what of it they may read is asked separately."""
    spec = next(iter(Spec.objects.select_related("team").filter(guid=guid).order_by()), None)
    if spec is None or not may_find(user, spec):
        raise Http404
    return spec if may_read_draft(user, spec) else published(user, [spec])[0]


def published(user: User, specs: Iterable[Spec]) -> list[Spec]:
    """What this person is shown of each: drafts to those who may read them, to others what was approved."""
    found = list(specs)
    own = {spec.pk for spec in found if user.is_admin or is_member(user, spec)}
    if user.is_reviewer:
        had = Q(reviewers=user) | Q(decisions__reviewer=user)
        own |= {spec.pk for spec in found if spec.status == Status.REVIEW}
        own |= set(Review.objects.filter(had, spec__in=found).values_list("spec", flat=True))
    hidden = [spec.approved_id for spec in found if spec.pk not in own and spec.approved_id]
    columns = ("pk", "said_name", "version", "status", "published_at", "said_tier")
    records = Revision.objects.filter(pk__in=hidden).annotate(said_name=NAME, said_tier=TIER)
    rows = records.values_list(*columns) if hidden else ()
    faces = {pk: Face(*face) for pk, *face in rows}
    return [
        spec.as_published(faces[spec.approved_id])
        if spec.pk not in own and spec.approved_id in faces
        else spec
        for spec in found
    ]


def may_read_draft(user: User, spec: Spec) -> bool:
    """Whether this person sees what is being written, not only what was approved."""
    return user.is_admin or is_member(user, spec) or reviews_it(user, spec)


def may_edit(user: User, spec: Spec) -> bool:
    """Whether this person may write in it as it stands."""
    return spec.is_editable and is_writer(user, spec)


def draft_for_reading(user: User, guid: str) -> Spec:
    """A specification whose live rows this person may read."""
    spec = spec_for_reading(user, guid)
    if not may_read_draft(user, spec):
        refuse("Only its team and its reviewers can open the draft.")
    return spec


def spec_for_editing(user: User, guid: str) -> Spec:
    """A specification this person may write in, as long as it is a draft.

    Every autosave comes through here: authors are let in by one plain query, without the ORM's
    compiler (of 23 ms under load it took 7); everybody else is told no by the usual way.
    """
    for spec in Spec.objects.raw(AS_AUTHOR, [user.pk, guid]):
        if user.is_active and getattr(spec, "my_role", "") in WRITING_ROLES:
            return spec
    spec = spec_for_reading(user, guid)
    return spec if is_writer(user, spec) else refuse("Only authors of the team can write here.")


def revision_for_reading(user: User, guid: str, version: str = "") -> Revision:
    """The published revision of a version, the latest without one; drafts' readers get any."""
    spec = spec_for_reading(user, guid)
    if not version and spec.approved is not None:
        return spec.approved
    revisions = revisions_visible(user, spec)
    return or_404((revisions.filter(version=version) if version else revisions).first())


def revision_by_number(user: User, guid: str, number: int) -> Revision:
    """One revision of the history."""
    revisions = revisions_visible(user, spec_for_reading(user, guid))
    return or_404(revisions.filter(number=number).first())


def revisions_visible(user: User, spec: Spec) -> QuerySet[Revision]:
    """The history as this person may see it, newest first."""
    revisions = spec.revisions.select_related("submitted_by").order_by("-number")
    return revisions if may_read_draft(user, spec) else revisions.filter(status__in=PUBLISHED)


def require_admin(user: User) -> None:
    """People, repositories and new teams are for admins of the portal."""
    if not (user.is_active and user.is_admin):
        refuse("Only admins of the portal can do this.")


def may_find(user: User, spec: Spec) -> bool:
    """What `specs_visible` says of one specification, without asking the database again."""
    public = spec.approved_id is not None and not spec.team.private
    return public or may_read_draft(user, spec)


def whose_drafts(user: User) -> Q:
    """The team's own, what is in review for a reviewer, and what was given to them before."""
    drafts = Q(team__in=user.roles)
    if user.is_reviewer:
        given = Review.objects.filter(reviewers=user).values("spec")
        decided = Decision.objects.filter(reviewer=user).values("review__spec")
        drafts |= Q(status=Status.REVIEW) | Q(pk__in=given) | Q(pk__in=decided)
    return drafts


def reviews_it(user: User, spec: Spec) -> bool:
    """In review for any reviewer; before and after for those who had it."""
    if not is_reviewer(user, spec):
        return False
    rounds = Review.objects.filter(spec=spec)
    return (
        spec.status == Status.REVIEW
        or rounds.filter(reviewers=user).exists()
        or rounds.filter(decisions__reviewer=user).exists()
    )


def or_404(thing: T | None) -> T:
    if thing is None:
        raise Http404
    return thing


def refuse(why: str) -> NoReturn:
    raise PermissionDenied(why)


def spec_for_badge(guid: str) -> Spec:
    """A specification whose badge anybody may see: a private team shows none."""
    return or_404(
        Spec.objects.select_related("team", "approved")
        .filter(guid=guid, team__private=False)
        .first()
    )
