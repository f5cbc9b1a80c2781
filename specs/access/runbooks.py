"""Published runbooks, their alerts and rehearsals; what a search of drafts may find."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from specs.access.specs import refuse, spec_for_reading, specs_visible, whose_drafts
from specs.full_text import Condition
from specs.models import Drill, PublishedAlert, PublishedRunbook, Spec, User
from specs.models.standing import is_member


def drafts_searched(user: User) -> Condition:
    """Of which specifications `p` this person finds what is written, as SQL for `full_text`."""
    if user.is_admin:
        return "(1 = 1)", []
    if user.is_reviewer:
        specs = Spec.objects.filter(whose_drafts(user)).order_by().values("pk")
        sql, params = specs.query.sql_with_params()
        return f"(p.id IN ({sql}))", list(params)
    teams = "SELECT m.team_id FROM specs_membership AS m WHERE m.user_id = %s"
    return f"(p.team_id IN ({teams}))", [user.pk]


def runbooks_visible(user: User) -> QuerySet[PublishedRunbook]:
    """The approved runbooks of every specification this person may find, without their documents."""
    found = specs_visible(user).order_by().values("pk")
    return PublishedRunbook.objects.filter(gone_in="", spec__in=found).select_related("spec__team")


def alerts_visible(user: User) -> QuerySet[PublishedAlert]:
    """The alerts of every approved version this person may find, each with whom that version names."""
    found = specs_visible(user).order_by().values("pk")
    header = KeyTransform("header", F("spec__approved__document"))
    alerts = PublishedAlert.objects.filter(spec__in=found).select_related("spec__team")
    return alerts.annotate(contact=KeyTextTransform("contact", header))


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
    if not may_rehearse(user, spec):
        refuse("Only people of the team and admins can record rehearsals.")
    return spec
