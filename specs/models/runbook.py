"""The approved runbooks of all specifications as a short list, with the alerts that lead to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import QuerySet

from specs.models.revision import Revision
from specs.models.workflow import Status
from specs.runbooks.changed import changed
from specs.runbooks.entries import LONGEST, Entry, entries
from specs.runbooks.told import alerts_of

if TYPE_CHECKING:
    from specs.models.spec import Spec


class PublishedRunbook(models.Model):
    """One runbook as it was last approved; one that was taken out since is kept as gone."""

    spec = models.ForeignKey("specs.Spec", models.CASCADE, related_name="runbooks")
    key = models.CharField(max_length=24)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    permanent_key = models.CharField(max_length=LONGEST, blank=True, default="", db_index=True)
    title = models.CharField(max_length=LONGEST)
    when = models.CharField(max_length=LONGEST, blank=True, default="")
    alerts = models.JSONField(default=list, blank=True)
    owner = models.CharField("escalate to", max_length=LONGEST, blank=True, default="")
    promised = models.CharField("escalate after", max_length=40, blank=True, default="")
    words = models.TextField(blank=True, default="")
    changes = models.JSONField(default=list, blank=True)
    changed_in = models.CharField(max_length=40, blank=True, default="")
    changed_at = models.DateTimeField(null=True, blank=True)
    gone_in = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ["spec__name", "spec", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["spec", "key"], name="one_published_runbook_per_key")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Its address, which a rename does not change."""
        return f"/specs/{self.spec.guid}/runbooks/{self.key}/"

    @classmethod
    @transaction.atomic
    def publish(cls, spec: Spec, revision: Revision) -> None:
        """Rebuild the list of one specification from what was approved; part of the approval."""
        document = revision.document
        found, known = entries(document), {row.key: row for row in cls.objects.filter(spec=spec)}
        before, news = _before(spec, revision), {}
        if before is not None and before.content_digest != revision.content_digest:
            news = changed(before.document, document, {one.key for one in found})
        for position, entry in enumerate(found):
            row = known.pop(entry.key, None) or cls(spec=spec, key=entry.key)
            row._take(entry, revision, position, news.get(entry.key))
            row.save()
        left = [row.pk for row in known.values() if not row.gone_in]
        cls.objects.filter(pk__in=left).update(gone_in=revision.version)
        PublishedAlert.publish(spec, alerts_of(document))

    def _take(
        self, entry: Entry, revision: Revision, position: int, news: list[str] | None
    ) -> None:
        self.revision, self.position, self.gone_in = revision, position, ""
        self.permanent_key, self.title, self.when = entry.permanent_key, entry.name, entry.when
        self.alerts, self.owner = list(entry.alerts), entry.owner
        self.promised, self.words = entry.promised, entry.words
        if news:
            self.changes, self.changed_in = news, revision.version
            self.changed_at = revision.published_at

    @classmethod
    def publish_all(cls) -> int:
        """Rebuild every list; how many specifications there are."""
        number = 0
        revisions = Revision.objects.select_related("spec").filter(
            pk__in=cls._specs().filter(approved__isnull=False).values("approved")
        )
        for revision in revisions.iterator(chunk_size=50):
            cls.publish(revision.spec, revision)
            number += 1
        return number

    @classmethod
    def _specs(cls) -> QuerySet[Spec]:
        related: type[Spec] = cls._meta.get_field("spec").related_model  # type: ignore[assignment]
        return related.objects.all()


class PublishedAlert(models.Model):
    """An alert of an approved specification, and the key of the runbook that it leads to, if any."""

    spec = models.ForeignKey("specs.Spec", models.CASCADE, related_name="alerts")
    name = models.CharField(max_length=LONGEST)
    asked = models.CharField("name in small letters", max_length=LONGEST, db_index=True)
    key = models.CharField(max_length=24, blank=True, default="")

    class Meta:
        ordering = ["spec", "pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def publish(cls, spec: Spec, alerts: list[tuple[str, str]]) -> None:
        """Replace the alerts of one specification."""
        cls.objects.filter(spec=spec).delete()
        names = ((" ".join(name.split())[:LONGEST], key) for name, key in alerts)
        PublishedAlert.objects.bulk_create(
            PublishedAlert(spec=spec, name=name, asked=name.lower(), key=key) for name, key in names
        )


def _before(spec: Spec, revision: Revision) -> Revision | None:
    """The approved revision before this one."""
    published = Revision.objects.filter(
        spec=spec, number__lt=revision.number, status__in=(Status.APPROVED, Status.IMPLEMENTED)
    )
    return published.order_by("-number").first()
