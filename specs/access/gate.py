"""The gate of a specification: who sees what of it, and who opens it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from specs.access.specs import may_find, may_read_draft, or_404, refuse
from specs.models import BreakGlass, GateQuestion, Spec, User
from specs.models.standing import is_writer

SHOWN = 20  # times that it was opened


def may_break_glass(user: User, spec: Spec) -> bool:
    """Whether this person answers for its deploys: its writers, reviewers and admins."""
    return is_writer(user, spec) or user.is_reviewer or user.is_admin


def spec_for_breaking_glass(user: User, guid: str) -> Spec:
    """A specification whose gate this person may open."""
    spec = or_404(Spec.objects.select_related("team", "approved").filter(guid=guid).first())
    if not may_find(user, spec):
        raise Http404
    if not may_break_glass(user, spec):
        refuse("Only authors of the team, reviewers and admins can open the gate.")
    return spec


def may_see_the_gate(user: User, spec: Spec) -> bool:
    """Whether this person is told who asked, and who opened it and why."""
    return may_break_glass(user, spec) or may_read_draft(user, spec)


def glass_for_ending(user: User, guid: str, pk: int) -> BreakGlass:
    """A gate that was opened, for those who may open it."""
    spec = spec_for_breaking_glass(user, guid)
    found = or_404(BreakGlass.objects.filter(spec=spec, pk=pk).select_related("by").first())
    found.spec = spec
    return found


def glass_of(user: User, spec: Spec) -> QuerySet[BreakGlass]:
    """When it was opened, the newest first."""
    found = BreakGlass.objects.filter(spec=spec.pk).select_related("by", "ended_by")
    return found[:SHOWN] if may_see_the_gate(user, spec) else found.none()


def questions_of(user: User, spec: Spec) -> QuerySet[GateQuestion]:
    """What pipelines asked, the newest first."""
    found = GateQuestion.last_of(spec)
    return found if may_see_the_gate(user, spec) else GateQuestion.objects.none()
