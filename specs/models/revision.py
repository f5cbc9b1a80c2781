"""A revision: what was submitted, word for word, and what was published of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from specs.changes import since
from specs.documents import Document
from specs.models.workflow import Status
from specs.upcasters import of_today

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

PUBLISHED = (Status.APPROVED, Status.IMPLEMENTED)


class Unchangeable(Exception):
    """The row is a record; it is never written again."""


class Frozen(models.JSONField):
    """A document as it was stored, read in today's shape; the row itself is never rewritten."""

    def deconstruct(self) -> Any:
        """To the database it is plain JSON."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.JSONField", arguments, options

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        """A whole document is brought up to date; a part of one, asked for by a path, is not."""
        found = super().from_db_value(value, expression, connection)
        return of_today(found) if isinstance(found, dict) and "sections" in found else found


class Revision(models.Model):
    """A frozen document of one spec, numbered from one."""

    spec = models.ForeignKey("specs.Spec", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=40)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.REVIEW)
    document = Frozen()
    schema = models.PositiveSmallIntegerField(default=1)
    content_digest = models.CharField(max_length=64)
    markdown = models.TextField(blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    writer = models.PositiveSmallIntegerField(default=0)
    blockers = models.PositiveSmallIntegerField(default=0)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    editors = models.JSONField(default=list)
    approvals = models.JSONField(default=list)
    waivers = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["spec", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["spec", "number"], name="one_revision_per_number"),
            models.CheckConstraint(
                condition=models.Q(status__in=[Status.DRAFT, Status.REVIEW])
                | (~models.Q(markdown="") & ~models.Q(sha256="")),
                name="a_published_revision_has_its_bytes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} (revision {self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new revision; an existing one is a record."""
        if not self._state.adding:
            raise Unchangeable(f"Revision {self.number} is a record and does not change.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Records are kept."""
        raise Unchangeable(f"Revision {self.number} is a record and is kept.")

    @classmethod
    def blank(cls, spec: models.Model, without: Callable[[Document], Document]) -> None:
        """Forget secrets in what was submitted and never published: nobody but the team holds a copy."""
        closed = cls.objects.filter(spec=spec.pk).exclude(status__in=PUBLISHED)
        for revision in closed.only("pk", "document"):
            document = without(revision.document)
            if document != revision.document:
                cls.objects.filter(pk=revision.pk).update(document=document)

    @property
    def writers(self) -> set[int]:
        """Who had part in it: nobody of them approves it or lets a finding of it pass."""
        return {self.submitted_by_id, *self.editors}

    @property
    def is_published(self) -> bool:
        """Readers and exports see published revisions only."""
        return self.status in PUBLISHED

    @property
    def told(self) -> dict[str, Any]:
        """The document as its file says it: once published, with the status and the day of that."""
        document: dict[str, Any] = self.document
        if not self.is_published or self.published_at is None:
            return document
        on = timezone.localdate(self.published_at).isoformat()
        return document | {"header": document["header"] | {"status": self.status, "updated": on}}

    @classmethod
    def published_of(cls, spec: models.Model) -> models.QuerySet[Revision]:
        """What was published of a specification, newest first, without the bytes."""
        found = cls.objects.filter(spec=spec.pk, status__in=PUBLISHED)
        return found.defer("markdown").order_by("-number")

    @property
    def earlier(self) -> models.QuerySet[Revision]:
        """What was submitted before, newest first, without the texts."""
        before = Revision.objects.filter(spec=self.spec_id, number__lt=self.number)
        return before.defer("document", "markdown").order_by("-number")

    @property
    def base(self) -> Revision | None:
        """What readers had when this one was submitted."""
        return self.earlier.filter(status__in=(Status.APPROVED, Status.IMPLEMENTED)).first()

    def against_base(self) -> dict[str, Any]:
        """What a round keeps about its revision: which sections changed, and how much loosened."""
        base = self.base
        return since(base.document if base else None, self.document)

    def settle(self, status: Status, **published: Any) -> Self:
        """Close a revision under review, once: its status and, when approved, its file."""
        waiting = Revision.objects.filter(pk=self.pk, status=Status.REVIEW)
        if not waiting.update(status=status, **published):
            raise Unchangeable(f"Revision {self.number} was decided before.")
        self.refresh_from_db()
        return self
