"""What search looks through: rows of words beside the specifications, renewed apart from saving."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from specs.models.spec import Spec
from specs.models.workflow import Status
from specs.searchable import Entry, entries, words_of

SETTLED, AT_LATEST = timedelta(seconds=10), timedelta(minutes=1)
MANY = 500


class Kind(models.TextChoices):
    """What was found."""

    SPEC = "spec", "Specifications"
    RUNBOOK = "runbook", "Runbooks"
    ALERT = "alert", "Alerts"
    PARAMETER = "parameter", "Parameters"
    ROW = "row", "Rows"
    SECTION = "section", "Sections"
    OWNER = "owner", "Owners"


class Searched(models.Model):
    """One thing that can be found; what stands alike in draft and approved version is one row."""

    spec = models.ForeignKey(Spec, models.CASCADE, related_name="+")
    in_draft = models.BooleanField(default=False)
    in_published = models.BooleanField(default=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    of = models.CharField("name of the specification", max_length=200, default="")
    chapter = models.CharField(max_length=40, default="")
    section = models.CharField(max_length=80, default="")
    anchor = models.CharField(max_length=80, default="")
    row = models.CharField("key of the row", max_length=24, default="")
    name = models.CharField(max_length=200, default="", db_index=True)
    title = models.CharField(max_length=200, default="")
    text = models.TextField(default="")
    title_words = models.TextField(default="")
    words = models.TextField(default="")

    def __str__(self) -> str:
        return f"{self.title}, {self.of}"

    @classmethod
    def refresh(cls, spec: Spec) -> None:
        """Bring the rows of one specification up to date; rows that say the same stay untouched."""
        with transaction.atomic():
            SearchState.objects.get_or_create(spec=spec)
            SearchState.objects.select_for_update().get(spec=spec)
            spec = Spec.objects.select_related("team", "approved").get(pk=spec.pk)
            wanted = cls._wanted(spec)
            stale: list[int] = []
            for there in cls.objects.filter(spec=spec):
                if wanted.pop(there._said(), None) is None:
                    stale.append(there.pk)
            for start in range(0, len(stale), MANY):
                cls.objects.filter(pk__in=stale[start : start + MANY]).delete()
            Searched.objects.bulk_create(wanted.values(), MANY)
            SearchState.keep(spec)

    @classmethod
    def _wanted(cls, spec: Spec) -> dict[tuple[object, ...], Self]:
        """The rows there should be, by what they say."""
        published = spec.approved.document if spec.approved else None
        writing = spec.status in (Status.DRAFT, Status.REVIEW) or published is None
        draft = spec.document() if writing else published
        found: dict[tuple[object, ...], Self] = {}
        for document, face in ((draft, "in_draft"), (published, "in_published")):
            for entry in entries(document, spec.team.name) if document else ():
                row = cls._of(spec, entry, document["header"]["name"] if document else "")
                row = found.setdefault(row._said()[2:], row)
                setattr(row, face, True)
        return {row._said(): row for row in found.values()}

    @classmethod
    def _of(cls, spec: Spec, entry: Entry, name: str) -> Self:
        title = f"{entry.title} {spec.guid}" if entry.kind == Kind.SPEC else entry.title
        return cls(
            spec=spec, of=name or "Untitled", kind=entry.kind, chapter=entry.chapter,
            section=entry.section, anchor=entry.anchor, row=entry.row, name=entry.name,
            title=entry.title[:200], text=entry.text, title_words=" ".join(words_of(title)),
            words=" ".join(words_of(entry.text)),
        )  # fmt: skip

    def _said(self) -> tuple[object, ...]:
        return (
            self.in_draft, self.in_published, self.kind, self.of, self.chapter, self.section,
            self.anchor, self.row, self.name, self.title, self.text, self.title_words, self.words,
        )  # fmt: skip


class SearchState(models.Model):
    """What a specification was when search last looked at it."""

    spec = models.OneToOneField(Spec, models.CASCADE, primary_key=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    revision = models.PositiveBigIntegerField(default=0)
    status = models.CharField(max_length=12, default="")
    team = models.CharField(max_length=80, default="")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.spec} as of {self.changed_at}"

    @classmethod
    def keep(cls, spec: Spec) -> None:
        """Remember what was read."""
        cls.objects.filter(spec=spec).update(
            changed_at=spec.updated_at, revision=spec.approved_id or 0, status=spec.status,
            team=spec.team.name, at=timezone.now(),
        )  # fmt: skip

    @classmethod
    def stale(cls) -> QuerySet[Spec]:
        """The specifications that search does not know as they are. Saving writes nothing for this."""
        known = cls.objects.filter(
            spec=OuterRef("pk"), changed_at=OuterRef("updated_at"), status=OuterRef("status"),
            revision=Coalesce(OuterRef("approved_id"), 0), team=OuterRef("team__name"),
        )  # fmt: skip
        return Spec.objects.filter(~Exists(known)).order_by("updated_at", "pk")

    @classmethod
    def due(cls, now: datetime) -> QuerySet[Spec]:
        """Those to look at now: nobody types in them, or somebody has for a while, or they moved on."""
        fresh = cls.objects.filter(spec=OuterRef("pk"), at__gt=now - AT_LATEST)
        same = fresh.filter(
            status=OuterRef("status"), revision=Coalesce(OuterRef("approved_id"), 0)
        )
        return cls.stale().filter(Q(updated_at__lt=now - SETTLED) | ~Exists(same))


def index_due(limit: int = MANY) -> int:
    """Bring search up to date; how many specifications were read."""
    found = list(SearchState.due(timezone.now()).only("pk")[:limit])
    for spec in found:
        Searched.refresh(spec)
    return len(found)


def index_all() -> int:
    """Forget everything that search knows and read every specification again."""
    Searched.objects.all().delete()
    SearchState.objects.update(changed_at=None)
    count = 0
    for spec in Spec.objects.order_by("pk").only("pk").iterator():
        Searched.refresh(spec)
        count += 1
    return count
