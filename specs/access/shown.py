"""What a person is shown of each specification, as SQL: of the draft to its readers, else of what was approved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from specs.access.specs import NAME, TIER, specs_visible, whose_drafts
from specs.models import Revision, Spec, User
from specs.models.spec import RENAMED

PROMISE = ("guid", "approved", "approved_availability", "own", "availability")


def approved(word: str, there: KeyTextTransform) -> Case:
    """The name or tier that was approved: a column, or the record where it is not filled yet."""
    revision = Revision.objects.filter(pk=OuterRef("approved")).order_by()
    record = revision.annotate(said=there).values("said")
    return Case(
        When(approved_name="", then=Coalesce(Subquery(record), Value(""))),
        default=F(f"approved_{word}"),
        output_field=CharField(),
    )


FACES: dict[str, tuple[str, Any]] = {
    "name": ("name", approved("name", NAME)),
    "tier": ("tier", approved("tier", TIER)),
    "version": ("version", F("approved__version")),
    "status": ("status", F("approved__status")),
    "at": ("updated_at", Coalesce(F("approved__published_at"), F("updated_at"))),
}


def shown(user: User, *words: str) -> dict[str, Any]:
    """Columns named `shown_name`, `shown_tier` …: lists filter, sort and count by these alone."""
    return {f"shown_{word}": _shown(user, *FACES[word]) for word in words}


def renamed(user: User) -> bool:
    """Whether any draft that is hidden from this person is called otherwise than they are shown.

    Mostly none is. Then the names of the drafts are those to sort by, and they have an index.
    """
    if user.is_admin:
        return False
    return Spec.objects.filter(RENAMED).exclude(whose_drafts(user)).exists()


def own(user: User) -> Case | Value:
    """Whether the draft is shown to this person."""
    if user.is_admin:
        return Value(True, output_field=BooleanField())
    mine = When(whose_drafts(user), then=Value(True))
    return Case(mine, default=Value(False), output_field=BooleanField())


def services_visible(user: User) -> QuerySet[Any]:
    """What this person may find with, in the one query, what `published` would ask for: `own` says
    whether the draft is shown, the `face_` columns are what is shown of the others."""
    faces = {f"face_{word}": there for word, (_, there) in FACES.items()}
    return specs_visible(user).annotate(own=own(user), **faces, **shown(user, "name"))


def sources_visible(user: User) -> QuerySet[Any]:
    """What this person may copy: without the numbers, under the names that they are shown."""
    found: QuerySet[Any] = specs_visible(user).annotate(**shown(user, "name", "version"))
    return found.defer("progress", "approved_progress").order_by("shown_name", "pk")


def promises_visible(user: User, guids: Iterable[str]) -> dict[str, str]:
    """The availability that each of these services promises, as this person may know it: what was
    approved, else what is being written."""
    found = specs_visible(user).annotate(own=own(user)).filter(guid__in=list(guids)).order_by()
    rows = found.values_list(*PROMISE)
    return {
        guid: there if approved else draft if mine else ""
        for guid, approved, there, mine, draft in rows
    }


def _shown(user: User, drafted: str, there: Any) -> Any:
    if user.is_admin:
        return F(drafted)
    return Case(When(whose_drafts(user), then=F(drafted)), default=there)
