"""Exports, repositories, imports and drift."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from specs.access.reviews import HEAVY
from specs.access.specs import (
    SHOWN,
    drafts_visible,
    may_read_draft,
    or_404,
    refuse,
    require_admin,
    spec_for_editing,
    spec_for_reading,
    specs_visible,
)
from specs.models import Drift, Export, ExportState, Import, Repository, Spec, User
from specs.models.outbox import WAITING
from specs.models.standing import is_writer

NOT_YOURS = "Only authors of the team and admins can export."


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
    found = or_404(exports_visible(user, spec).filter(pk=pk).first())
    found.spec = spec
    return found


def export_for_sending(user: User, guid: str, pk: int) -> Export:
    """An export that this person may send again or stop."""
    export = export_for_reading(user, guid, pk)
    if not may_export(user, export.spec):
        refuse(NOT_YOURS)
    return export


def spec_for_exporting(user: User, guid: str) -> Spec:
    """A specification that this person may send to a new repository."""
    spec = spec_for_reading(user, guid)
    if not may_export(user, spec):
        refuse(NOT_YOURS)
    return spec


def import_for_editing(user: User, guid: str, pk: int) -> Import:
    """An import that this person began, of a specification they may write in."""
    spec = spec_for_editing(user, guid)
    return or_404(
        Import.alive().select_related("spec__team").filter(pk=pk, spec=spec, by=user).first()
    )


def repositories_for_importing(user: User, spec: Spec) -> QuerySet[Repository]:
    """Those whose files this person may read into this specification."""
    return Repository.readable_for(spec) if is_writer(user, spec) else Repository.objects.none()


def repositories_visible(user: User) -> QuerySet[Repository]:
    """Every repository: where approved files go is no secret, how to get in is."""
    return Repository.objects.prefetch_related("teams")


def repository_for_reading(user: User, slug: str) -> Repository:
    """One repository."""
    return or_404(repositories_visible(user).filter(slug=slug).first())


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
    """What somebody edited in git, of the specifications whose drafts this person may read:
    nobody approved it, and others need not get into the repository."""
    mine = drafts_visible(user).order_by().values("pk")
    found = Drift.objects.filter(export__repository=repository, export__spec__in=mine)
    light = found.select_related("export__spec", "export__revision", "export__repository")
    return light.only(
        "found_at", "blob", "path", "branch", "export__path", "export__spec__guid", "export__spec__name",
        *(f"export__spec__{name}" for name in SHOWN), "export__revision__version", "export__repository__name",
    )  # fmt: skip


def drifts_of(user: User, spec: Spec) -> QuerySet[Drift]:
    """What somebody edited in git of one specification; nothing for who is shown what was approved."""
    near = Drift.objects.filter(export__spec=spec).select_related("export__repository")
    near = near.defer("difference", "reading", "export__log")
    return near if may_read_draft(user, spec) else near.none()


def drift_for_reading(user: User, guid: str, pk: int) -> Drift:
    """One file that was edited in git, of a specification whose draft this person may read."""
    spec = spec_for_reading(user, guid)
    if not may_read_draft(user, spec):
        raise Http404
    near = Drift.objects.select_related(
        "export__spec__team", "export__revision", "export__repository"
    )
    found = or_404(near.filter(export__spec=spec, pk=pk).first())
    found.export.spec = spec
    return found
