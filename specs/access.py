"""The only door: who gets which object. 404 for strangers, 403 for the wrong role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.http import Http404

from specs.full_text import Condition
from specs.models import (
    Area,
    ChecklistItem,
    Comment,
    Decision,
    Drift,
    Drill,
    Export,
    ExportState,
    Import,
    Membership,
    PublishedAlert,
    PublishedRunbook,
    Repository,
    Review,
    Revision,
    SavedView,
    Spec,
    Status,
    Team,
    Thread,
    Token,
    User,
)
from specs.models.comment import heard_by
from specs.models.outbox import WAITING
from specs.models.spec import Face
from specs.models.standing import is_member, is_reviewer, is_writer
from specs.models.team import WRITING_ROLES, Role

T = TypeVar("T")
HEAVY = ("revision__document", "revision__markdown")
PUBLISHED = (Status.APPROVED, Status.IMPLEMENTED)
SHOWN = ("team", "status", "approved", "updated_at", "approved_progress")  # for `published`
LAST = ("author", "author__full_name", "at")  # who spoke last in a thread, and when
PROMISE = ("guid", "approved", "approved_availability", "own", "availability")
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
    return specs.exclude(~_drafts_visible(user) & unpublished)


def services_visible(user: User) -> QuerySet[Spec]:
    """The same with, in the one query, what `published` would ask for: `own` says whether the draft
    is shown; of the others it is the `face_` columns."""
    own = When(_drafts_visible(user), then=Value(True))
    return specs_visible(user).annotate(
        own=Value(True, output_field=BooleanField())
        if user.is_admin
        else Case(own, default=Value(False), output_field=BooleanField()),
        face_name=KeyTextTransform("name", KeyTransform("header", F("approved__document"))),
        face_version=F("approved__version"),
        face_status=F("approved__status"),
        face_at=F("approved__published_at"),
    )


def promises_visible(user: User, guids: Iterable[str]) -> dict[str, str]:
    """The availability that each of these services promises, as this person may know it: what was
    approved, else what is being written."""
    found = services_visible(user).filter(guid__in=list(guids)).order_by()
    rows = found.values_list(*PROMISE)
    return {
        guid: there if approved else draft if own else ""
        for guid, approved, there, own, draft in rows
    }


def drafts_visible(user: User) -> QuerySet[Spec]:
    """Everything whose draft this person may read, with its team."""
    specs = Spec.objects.select_related("team")
    return specs if user.is_admin else specs.filter(_drafts_visible(user))


def spec_for_reading(user: User, guid: str) -> Spec:
    """A specification this person may find; what of it they may read is asked separately."""
    spec = next(iter(Spec.objects.select_related("team").filter(guid=guid).order_by()), None)
    if spec is None or not _may_find(user, spec):
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
    header = "document__header__"
    columns = ("pk", f"{header}name", "version", "status", "published_at", f"{header}tier")
    rows = Revision.objects.filter(pk__in=hidden).values_list(*columns) if hidden else ()
    faces = {pk: Face(*face) for pk, *face in rows}
    return [
        spec.as_published(faces[spec.approved_id])
        if spec.pk not in own and spec.approved_id in faces
        else spec
        for spec in found
    ]


def may_read_draft(user: User, spec: Spec) -> bool:
    """Whether this person sees what is being written, not only what was approved."""
    return user.is_admin or is_member(user, spec) or _reviews(user, spec)


def may_edit(user: User, spec: Spec) -> bool:
    """Whether this person may write in it as it stands."""
    return spec.is_editable and is_writer(user, spec)


def draft_for_reading(user: User, guid: str) -> Spec:
    """A specification whose live rows this person may read."""
    spec = spec_for_reading(user, guid)
    return spec if may_read_draft(user, spec) else _forbid("The draft is for its team.")


def spec_for_editing(user: User, guid: str) -> Spec:
    """A specification this person may write in, as long as it is a draft.

    Every autosave comes through here: authors are let in by one plain query, without the ORM's
    compiler (of 23 ms under load it took 7); everybody else is told no by the usual way.
    """
    for spec in Spec.objects.raw(AS_AUTHOR, [user.pk, guid]):
        if user.is_active and getattr(spec, "my_role", "") in WRITING_ROLES:
            return spec
    spec = spec_for_reading(user, guid)
    return spec if is_writer(user, spec) else _forbid("Only authors of the team write here.")


def revision_for_reading(user: User, guid: str, version: str = "") -> Revision:
    """The published revision of a version, the latest without one; drafts' readers get any."""
    spec = spec_for_reading(user, guid)
    if not version and spec.approved is not None:
        return spec.approved
    revisions = revisions_visible(user, spec)
    return _found((revisions.filter(version=version) if version else revisions).first())


def revision_by_number(user: User, guid: str, number: int) -> Revision:
    """One revision of the history."""
    revisions = revisions_visible(user, spec_for_reading(user, guid))
    return _found(revisions.filter(number=number).first())


def revisions_visible(user: User, spec: Spec) -> QuerySet[Revision]:
    """The history as this person may see it, newest first."""
    revisions = spec.revisions.select_related("submitted_by").order_by("-number")
    return revisions if may_read_draft(user, spec) else revisions.filter(status__in=PUBLISHED)


def reviews_waiting(user: User) -> QuerySet[Review]:
    """The queue of a reviewer; authors find their own teams' rounds in it."""
    waiting = Review.waiting().select_related("spec__team", "submitted_by")
    if user.is_reviewer or user.is_admin:
        return waiting
    return waiting.filter(spec__team__in=user.roles)


def reviews_for(user: User) -> QuerySet[Review]:
    """What waits for this person: not theirs, not approved by them yet, and for nobody else alone."""
    if not user.is_reviewer:
        waiting = Review.waiting().filter(submitted_by=user)
        return waiting.select_related("spec__team", "submitted_by")
    said_yes = Decision.objects.filter(reviewer=user, verdict="approve").values("review")
    waiting = reviews_waiting(user).exclude(submitted_by=user).exclude(pk__in=said_yes)
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
        _forbid("Only reviewers take reviews on.")
    pks = [int(pk) for pk in chosen if pk.isdecimal() and len(pk) < 12]
    return list(reviews_waiting(user).exclude(submitted_by=user).filter(pk__in=pks))


def reviews_done(user: User) -> QuerySet[Review]:
    """The closed rounds of what this person may see, the last decision first."""
    closed = Review.objects.filter(decided_at__isnull=False).order_by("-decided_at", "-pk")
    if not user.is_admin:
        closed = closed.filter(spec__in=Spec.objects.filter(_drafts_visible(user)).values("pk"))
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
    return _found(rounds.filter(spec=spec, number=number).first())


def review_for_deciding(user: User, guid: str, number: int) -> Review:
    """A round that this person may say something to."""
    review = review_for_reading(user, guid, number)
    return review if is_reviewer(user, review.spec) else _forbid("Only reviewers decide.")


def threads_visible(user: User, spec: Spec) -> QuerySet[Thread]:
    """What this person may read of the comments on a draft that was opened to them."""
    return Thread.visible_to(user, spec)


def threads_wanted(user: User, spec: Spec, show: str, by: str) -> QuerySet[Thread]:
    """The open, the resolved, one's own or all threads; `by`: those in which that person speaks."""
    found = threads_visible(user, spec)
    said = Comment.objects.filter(heard_by(user), thread=OuterRef("pk"))
    if show in ("open", "resolved"):
        found = found.filter(resolved_at__isnull=show == "open")
    if show == "mine":
        found = found.filter(Exists(said.filter(author=user)))
    return found.filter(Exists(said.filter(author__username=by))) if by else found


def threads_of(user: User, review: Review) -> QuerySet[Thread]:
    """What was said about the version of a round; while it waits, also what is still open."""
    about = Q(version=review.revision.version)
    about |= Q(resolved_at=None) if review.is_open else Q(pk__in=[])
    return threads_visible(user, review.spec).filter(about)


def threads_open(user: User, spec: Spec, chapter: str = "") -> int:
    """How many threads wait to be settled, in a chapter or anywhere."""
    found = threads_visible(user, spec).filter(resolved_at=None)
    return (found.filter(chapter=chapter) if chapter else found).count()


def thread_for_reading(user: User, guid: str, pk: int) -> Thread:
    """One thread; whoever may read the draft may answer in it and settle it."""
    spec = draft_for_reading(user, guid)
    thread = _found(threads_visible(user, spec).filter(pk=pk).first())
    thread.spec = spec
    return thread


def comment_for_applying(user: User, guid: str, pk: int) -> Comment:
    """A suggestion, for those who may write what it suggests."""
    return _comment(user, spec_for_editing(user, guid), pk)


def comment_of_own(user: User, guid: str, pk: int) -> Comment:
    """A comment that its writer has not sent yet."""
    comment = _comment(user, draft_for_reading(user, guid), pk)
    own = comment.pending and comment.author_id == user.pk
    return comment if own else _forbid("What was sent stays as it is.")


def threads_waiting(user: User) -> QuerySet[Any]:
    """Open threads of this person's, or on what they write, in which somebody else spoke last."""
    drafts = Spec.objects.filter(Q() if user.is_admin else _drafts_visible(user)).order_by()
    writing = [team for team, role in user.roles.items() if role in WRITING_ROLES]
    mine = Comment.objects.filter(author=user).values("thread")
    sent = Comment.objects.filter(thread=OuterRef("pk"), pending=False).order_by("-at", "-pk")
    by, spoke, at = (Subquery(sent.values(of)[:1]) for of in LAST)
    found = Thread.objects.filter(Q(pk__in=mine) | Q(spec__team__in=writing))
    found = found.filter(resolved_at=None, spec__in=drafts.values("pk"))
    found = found.annotate(by=by, spoke=spoke, at=at)
    return found.filter(by__isnull=False).exclude(by=user.pk).select_related("spec")


def exports_visible(user: User, spec: Spec) -> QuerySet[Export]:
    """What left, or is to leave, for the repositories."""
    return Export.objects.filter(spec=spec).select_related("repository", "revision").defer(*HEAVY)


def specs_failing(user: User) -> set[int]:
    """Which of the visible specifications did not reach a repository with their newest version."""
    later = Export.objects.filter(
        spec=OuterRef("spec"), repository=OuterRef("repository"), pk__gt=OuterRef("pk")
    )
    failed = Export.objects.filter(state__in=(ExportState.FAILED, ExportState.ERRORED))
    visible = specs_visible(user).order_by().values("pk")
    return set(
        failed.filter(~Exists(later), spec__in=visible).order_by().values_list("spec", flat=True)
    )


def may_export(user: User, spec: Spec) -> bool:
    """Whether this person sends exports again, or stops them."""
    return is_writer(user, spec) or (user.is_active and user.is_admin)


def export_for_reading(user: User, guid: str, pk: int) -> Export:
    """One export of a specification this person may find."""
    spec = spec_for_reading(user, guid)
    found = _found(exports_visible(user, spec).filter(pk=pk).first())
    found.spec = spec
    return found


def export_for_sending(user: User, guid: str, pk: int) -> Export:
    """An export that this person may send again or stop."""
    export = export_for_reading(user, guid, pk)
    return export if may_export(user, export.spec) else _forbid("Authors of the team export.")


def spec_for_exporting(user: User, guid: str) -> Spec:
    """A specification that this person may send to a new repository."""
    spec = spec_for_reading(user, guid)
    return spec if may_export(user, spec) else _forbid("Authors of the team export.")


def import_for_editing(user: User, guid: str, pk: int) -> Import:
    """An import that this person began, of a specification they may write in."""
    spec = spec_for_editing(user, guid)
    return _found(
        Import.alive().select_related("spec__team").filter(pk=pk, spec=spec, by=user).first()
    )


def repositories_visible(user: User) -> QuerySet[Repository]:
    """Every repository: where approved files go is no secret, how to get in is."""
    return Repository.objects.prefetch_related("teams")


def repository_for_reading(user: User, slug: str) -> Repository:
    """One repository."""
    return _found(repositories_visible(user).filter(slug=slug).first())


def repository_for_admin(user: User, slug: str) -> Repository:
    """A repository, for the admins of the portal."""
    require_admin(user)
    return repository_for_reading(user, slug)


def runs_visible(user: User, repository: Repository) -> QuerySet[Export]:
    """What went to a repository, as far as this person may find the specification."""
    runs = Export.objects.filter(
        repository=repository, spec__in=specs_visible(user).order_by().values("pk")
    )
    return runs.select_related("spec", "revision").defer(*HEAVY)


def pending_visible(user: User, repository: Repository) -> QuerySet[Export]:
    """What has not arrived in a repository yet, oldest first."""
    return runs_visible(user, repository).filter(state__in=WAITING).order_by("pk")


def drifts_visible(user: User, repository: Repository) -> QuerySet[Drift]:
    """What somebody edited in git, of the specifications this person may find."""
    found = Drift.objects.filter(export__in=runs_visible(user, repository).order_by().values("pk"))
    light = found.select_related("export__spec", "export__revision", "export__repository")
    return light.only(
        "found_at", "blob", "export__path", "export__spec__guid", "export__spec__name",
        *(f"export__spec__{name}" for name in SHOWN), "export__revision__version", "export__repository__name",
    )  # fmt: skip


def drift_for_reading(user: User, guid: str, pk: int) -> Drift:
    """One file that was edited in git, of a specification this person may find."""
    spec = spec_for_reading(user, guid)
    near = Drift.objects.select_related(
        "export__spec__team", "export__revision", "export__repository"
    )
    found = _found(near.filter(export__spec=spec, pk=pk).first())
    found.export.spec = spec
    return found


def may_start(user: User) -> bool:
    """Whether this person may start a specification at all."""
    return any(role in WRITING_ROLES for role in user.roles.values())


def teams_for_writing(user: User) -> QuerySet[Team]:
    """The teams in whose name this person may start a specification."""
    roles = user.roles.items()
    return Team.objects.filter(pk__in=[team for team, role in roles if role in WRITING_ROLES])


def teams_visible(user: User) -> QuerySet[Team]:
    """Every team, but private ones only to their people."""
    teams = Team.objects.all()
    return teams if user.is_admin else teams.filter(Q(private=False) | Q(pk__in=user.roles))


def teams_with_size(user: User) -> QuerySet[Team]:
    """The teams this person may know of, with how many people and specifications they have."""
    found = specs_visible(user).order_by().values("pk")
    return teams_visible(user).annotate(
        size=Count("memberships", distinct=True),
        written=Count("specs", filter=Q(specs__in=found), distinct=True),
    )


def members(team: Team) -> QuerySet[Membership]:
    """Who is on a team that was let through."""
    return team.memberships.select_related("user").order_by("user__full_name", "user__username")


def team_for_reading(user: User, slug: str) -> Team:
    """A team and its people."""
    return _found(teams_visible(user).filter(slug=slug).first())


def may_run_team(user: User, team: Team) -> bool:
    """Whether this person says who is on the team."""
    return user.is_admin or user.roles.get(team.pk) == Role.ADMIN


def team_for_admin(user: User, slug: str) -> Team:
    """A team whose people and settings this person manages."""
    team = team_for_reading(user, slug)
    return team if may_run_team(user, team) else _forbid("Only admins of the team do this.")


def member_for_admin(user: User, slug: str, username: str) -> tuple[Team, User]:
    """Somebody on a team that this person manages."""
    team = team_for_admin(user, slug)
    return team, _found(team.people.filter(username=username).first())


def people_to_admit(user: User, team: Team) -> QuerySet[User]:
    """Who may still be taken into a team that this person manages."""
    team_for_admin(user, team.slug)
    return User.objects.filter(is_active=True).exclude(teams=team)


def require_admin(user: User) -> None:
    """People, repositories and new teams are for admins of the portal."""
    if not (user.is_active and user.is_admin):
        _forbid("Only admins of the portal do this.")


def areas_for_admin(user: User) -> QuerySet[Area]:
    """The areas that versions need, for the admins of the portal."""
    require_admin(user)
    return Area.objects.all()


def area_for_admin(user: User, pk: int) -> Area:
    """One area, for the admins of the portal."""
    return _found(areas_for_admin(user).filter(pk=pk).first())


def items_for_admin(user: User) -> QuerySet[ChecklistItem]:
    """What reviewers are asked to look at, for the admins of the portal."""
    require_admin(user)
    return ChecklistItem.objects.filter(retired=False)


def item_for_admin(user: User, pk: int) -> ChecklistItem:
    """One item, for the admins of the portal."""
    return _found(items_for_admin(user).filter(pk=pk).first())


def item_for_ticking(user: User, guid: str, number: int, pk: int) -> tuple[Review, ChecklistItem]:
    """An item of a round that this person may decide; whoever wrote the version does not tick it."""
    review = review_for_deciding(user, guid, number)
    if review.is_open and review.spec.had_part(user):
        _forbid("You had part in this version, so someone else goes through the checklist.")
    return review, _found(ChecklistItem.objects.filter(pk=pk, retired=False).first())


def people_for_admin(user: User) -> QuerySet[User]:
    """Everyone, for the admins of the portal."""
    require_admin(user)
    return User.objects.prefetch_related("memberships__team")


def person_for_admin(user: User, username: str) -> User:
    """Somebody, for the admins of the portal."""
    return _found(people_for_admin(user).filter(username=username).first())


def saved_views(user: User) -> QuerySet[SavedView]:
    """The lists that this person saved."""
    return SavedView.of(user)


def saved_view(user: User, pk: int, *, removed: bool = False) -> SavedView:
    """One of this person's own views."""
    found = SavedView.objects.filter(user=user, pk=pk, removed_at__isnull=not removed)
    return _found(found.first())


def drafts_searched(user: User) -> Condition:
    """Of which specifications `p` this person finds what is written, as SQL for `full_text`."""
    if user.is_admin:
        return "(1 = 1)", []
    if user.is_reviewer:
        specs = Spec.objects.filter(_drafts_visible(user)).order_by().values("pk")
        sql, params = specs.query.sql_with_params()
        return f"(p.id IN ({sql}))", list(params)
    teams = "SELECT m.team_id FROM specs_membership AS m WHERE m.user_id = %s"
    return f"(p.team_id IN ({teams}))", [user.pk]


def runbooks_visible(user: User) -> QuerySet[PublishedRunbook]:
    """The approved runbooks of every specification this person may find, without their documents."""
    found = specs_visible(user).order_by().values("pk")
    return PublishedRunbook.objects.filter(gone_in="", spec__in=found).select_related("spec__team")


def alerts_visible(user: User) -> QuerySet[PublishedAlert]:
    """The alerts of every approved version this person may find."""
    found = specs_visible(user).order_by().values("pk")
    return PublishedAlert.objects.filter(spec__in=found).select_related("spec__team")


def runbook_published(user: User, spec: Spec, key: str) -> PublishedRunbook | None:
    """What the list knows of one runbook of a specification that was let through; gone ones too."""
    return PublishedRunbook.objects.filter(spec=spec, key=key).first()


def drills_of(spec: Spec, key: str) -> QuerySet[Drill]:
    """The rehearsals of a runbook of a specification that was let through, the last one first."""
    return Drill.objects.filter(spec=spec, key=key).select_related("by")


def may_rehearse(user: User, spec: Spec) -> bool:
    """Whether this person records rehearsals: anyone of the team, and the admins."""
    return is_member(user, spec) or (user.is_active and user.is_admin)


def spec_for_rehearsing(user: User, guid: str) -> Spec:
    """A specification whose runbooks this person rehearses."""
    spec = spec_for_reading(user, guid)
    return spec if may_rehearse(user, spec) else _forbid("People of the team record rehearsals.")


def _comment(user: User, spec: Spec, pk: int) -> Comment:
    heard = Comment.objects.filter(heard_by(user), thread__spec=spec)
    comment = _found(heard.select_related("thread").filter(pk=pk).first())
    comment.thread.spec = spec
    return comment


def _may_find(user: User, spec: Spec) -> bool:
    """What `specs_visible` says of one specification, without asking the database again."""
    public = spec.approved_id is not None and not spec.team.private
    return public or may_read_draft(user, spec)


def _drafts_visible(user: User) -> Q:
    """The team's own, what is in review for a reviewer, and what was given to them before."""
    drafts = Q(team__in=user.roles)
    if user.is_reviewer:
        given = Review.objects.filter(reviewers=user).values("spec")
        decided = Decision.objects.filter(reviewer=user).values("review__spec")
        drafts |= Q(status=Status.REVIEW) | Q(pk__in=given) | Q(pk__in=decided)
    return drafts


def _reviews(user: User, spec: Spec) -> bool:
    """In review for any reviewer; before and after for those who had it."""
    if not is_reviewer(user, spec):
        return False
    rounds = Review.objects.filter(spec=spec)
    return (
        spec.status == Status.REVIEW
        or rounds.filter(reviewers=user).exists()
        or rounds.filter(decisions__reviewer=user).exists()
    )


def _found(thing: T | None) -> T:
    if thing is None:
        raise Http404
    return thing


def _forbid(why: str) -> NoReturn:
    raise PermissionDenied(why)


def tokens_of(user: User) -> list[Token]:
    """A person's own API tokens, the newest first."""
    return list(Token.objects.filter(user=user))


def token_for_revoking(user: User, prefix: str) -> Token:
    """One of a person's own tokens; an admin ends those of others too."""
    found = Token.objects.filter(prefix=prefix).select_related("user").first()
    if found is None or (found.user_id != user.pk and not user.is_admin):
        raise Http404
    return found


def spec_for_breaking_glass(user: User, guid: str) -> Spec:
    """A specification whose deploys this person answers for: its writers, reviewers and admins."""
    spec = _found(Spec.objects.select_related("team", "approved").filter(guid=guid).first())
    if not _may_find(user, spec):
        raise Http404
    if not (may_edit(user, spec) or is_writer(user, spec) or user.is_reviewer or user.is_admin):
        _forbid("The gate is opened by the team, a reviewer or an admin.")
    return spec


def rounds_for_reading(user: User, guid: str) -> QuerySet[Review]:
    """The rounds of a specification whose draft this person may read, the newest first."""
    spec = draft_for_reading(user, guid)
    rounds = Review.objects.filter(spec=spec).select_related("submitted_by", "spec", "revision")
    return rounds.defer(*HEAVY).order_by("-number")


def spec_for_badge(guid: str) -> Spec:
    """A specification whose badge anybody may see: a private team shows none."""
    return _found(
        Spec.objects.select_related("team", "approved")
        .filter(guid=guid, team__private=False)
        .first()
    )
