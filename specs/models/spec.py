"""A specification: its identity, its status, and the numbers that lists show."""

from __future__ import annotations

import copy
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from specs import store
from specs.documents import Document
from specs.models.checking import Checked
from specs.models.event import Event, Verb
from specs.models.lifecycle import Lifecycle
from specs.models.workflow import Status
from specs.sections.header import Header

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.team import Team


RENAMED = Q(approved__isnull=False) & ~Q(approved_name=F("name"))


def new_guid() -> str:
    """Twelve hex digits, made once, never changed."""
    return secrets.token_hex(6)


class Face(NamedTuple):
    """What a published revision shows of its specification in lists and heads."""

    name: str
    version: str
    status: str
    published_at: datetime | None
    tier: str | None = ""


class Spec(Checked, Lifecycle):
    """One operations specification of one service; its content lives in the sections."""

    guid = models.CharField(
        "GUID", max_length=12, unique=True, default=new_guid, editable=False,
        validators=[RegexValidator(r"^[0-9a-f]{12}\Z")],
    )  # fmt: skip
    name = models.CharField("feature name", max_length=200, blank=True, default="")
    team = models.ForeignKey("specs.Team", models.PROTECT, related_name="specs")
    version = models.CharField(max_length=40, default="0.1.0")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    tier = models.CharField("service tier", max_length=8, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)
    approved = models.ForeignKey(
        "specs.Revision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    stamp = models.PositiveIntegerField(default=0)
    complete = models.PositiveSmallIntegerField("complete chapters", default=0)
    blockers = models.PositiveSmallIntegerField(default=0)
    warnings = models.PositiveSmallIntegerField(default=0)
    waived = models.PositiveSmallIntegerField("waived findings", default=0)
    rule_set = models.CharField(
        "rules that gave the numbers", max_length=20, blank=True, default=""
    )
    availability = models.CharField("availability promised", max_length=40, blank=True, default="")
    level = models.CharField("readiness level", max_length=5, blank=True, default="")
    progress = models.JSONField(default=dict, blank=True)
    approved_name = models.CharField(max_length=200, blank=True, default="")
    approved_tier = models.CharField(max_length=8, blank=True, default="")
    rules = models.JSONField("what each check finds", default=dict, blank=True)
    approved_rules = models.JSONField(default=dict, blank=True)
    approved_progress = models.JSONField(default=dict, blank=True)
    approved_availability = models.CharField(max_length=40, blank=True, default="")
    approved_level = models.CharField(max_length=5, blank=True, default="")
    changes_requested = models.BooleanField(default=False)
    review_overdue = models.BooleanField(default=False)
    past_review_by = models.BooleanField(default=False)
    reminded_for = models.DateField(null=True, blank=True)

    is_face = False  # True: shown as its last approved revision, see `as_published`

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["name", "id"], name="spec_by_name"),
            models.Index(fields=["status", "name"], name="spec_by_status"),
            models.Index(fields=["-updated_at"], name="spec_by_change"),
            models.Index(fields=["approved", "team"], name="spec_renamed", condition=RENAMED),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="status_is_known"),
            models.CheckConstraint(condition=~Q(guid="") & ~Q(version=""), name="spec_is_named"),
            models.CheckConstraint(
                condition=~Q(status=Status.REVIEW) | Q(submitted_at__isnull=False),
                name="a_review_was_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.APPROVED, Status.IMPLEMENTED])
                | Q(approved__isnull=False),
                name="an_approval_has_a_revision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'Untitled'} {self.version}"

    @property
    def shown_status(self) -> str:
        """The status as people say it."""
        sent_back = self.status == Status.DRAFT and self.changes_requested
        return "Changes requested" if sent_back else Status(self.status).label

    def as_published(self, face: Face) -> Spec:
        """The same specification as its last approved revision shows it; nothing can be done with it."""
        shown = copy.copy(self)
        shown.name, shown.version, shown.status = face.name, face.version, face.status
        shown.updated_at, shown.is_face = face.published_at or self.updated_at, True
        shown.changes_requested = shown.review_overdue = False
        shown.tier = face.tier or ""
        if not self.is_published:  # the live numbers are those of the draft
            counted = list(self.approved_progress.values())
            shown.complete = sum(one[0] in ("done", "na") for one in counted)
            shown.blockers, shown.warnings = (sum(one[at] for one in counted) for at in (1, 2))
            shown.progress = self.approved_progress
        return shown

    @staticmethod
    def face_of(document: Document) -> dict[str, str]:
        """What an approved document calls itself, for lists of those who see no draft."""
        header = document["header"]
        return {
            "approved_name": header.get("name", "")[:200],
            "approved_tier": header.get("tier", "")[:8],
        }

    @property
    def is_published(self) -> bool:
        """Whether what is written is what was approved."""
        return self.status in (Status.APPROVED, Status.IMPLEMENTED)

    @property
    def is_editable(self) -> bool:
        """Only a draft is written in."""
        return self.status == Status.DRAFT

    @property
    def updated_on(self) -> date:
        """The date that the header shows as last updated."""
        return timezone.localdate(self.updated_at)

    @classmethod
    @transaction.atomic
    def start(
        cls, team: Team, by: User, name: str,
        like: Document | None = None, wrote: Iterable[int] = (),
    ) -> Self:  # fmt: skip
        """A new draft with the template's standing content, or with what another one holds.

        `wrote` are who wrote what nobody approved of it: they have part in this one, too.
        """
        spec = cls(team=team, name=name, created_by=by, updated_by=by)
        document = store.standing(spec.guid) if like is None else like
        header = document["header"] | {"name": name}
        spec.tier = header.get("tier", "")
        spec.save(force_insert=True)
        store.save(spec, document | {"header": header})
        data = {"wrote": sorted(wrote)} if wrote else None
        Event.record(spec, by, Verb.CREATED, new=name, data=data)
        return spec

    def touch(self, by: User | None, **mirrored: str) -> bool:
        """Stamp an edit, first thing in its transaction; False when the spec left Draft meanwhile,
        or when this version did: an edit counts for the version that its writer had open.

        The row lock makes a submission wait for edits under way, and edits for a submission.
        `mirrored` are the header's cells that lists show: name and tier.
        """
        found = Spec.objects.filter(pk=self.pk, status=Status.DRAFT, version=self.version)
        return bool(found.update(updated_at=timezone.now(), updated_by=by, **mirrored))

    def set_header(self, by: User, **cells: str) -> None:
        """Write cells of a new specification's header."""
        header = Header.objects.filter(spec_id=self.pk)
        header.update(**cells)
        self.touch(by, **{name: text for name, text in cells.items() if name in ("name", "tier")})
        for name, text in cells.items():
            Event.record(self, by, Verb.EDITED, place=f"header.-.{name}", new=text)

    def document(self) -> Document:
        """Everything that is written, with what the portal sets in the header."""
        document = store.load(self)
        document["header"] |= {
            "guid": self.guid, "version": self.version, "status": str(self.status),
            "updated": self.updated_on.isoformat(), "team": self.team.name,
        }  # fmt: skip
        return document

    @classmethod
    def past_due(cls, today: date) -> models.QuerySet[Spec]:
        """Approved specs whose review-by date has passed."""
        return cls.objects.filter(approved__isnull=False, review_by__lt=today)

    @property
    def url(self) -> str:
        """Where it is found from outside, for mails and commits."""
        return f"{settings.PORTAL_URL}/specs/{self.guid}/"
