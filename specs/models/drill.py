"""Rehearsals of runbooks: who followed one, when, how long it took, what went wrong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from specs.documents import Document, Finding
from specs.models.checking import from_records
from specs.models.event import Event, Verb
from specs.models.revision import Unchangeable
from specs.runbooks.rehearsal import overdue

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.spec import Spec


class Drill(models.Model):
    """One rehearsal; a record, never changed."""

    spec = models.ForeignKey("specs.Spec", models.PROTECT, related_name="drills")
    key = models.CharField("runbook", max_length=24)
    title = models.CharField(max_length=300)
    version = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    minutes = models.PositiveIntegerField()
    promised = models.CharField(max_length=40, blank=True, default="")
    trouble = models.TextField("what went wrong", blank=True, default="")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["spec", "key", "-on"], name="drill_by_runbook")]

    def __str__(self) -> str:
        return f"{self.title} on {self.on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new one; an existing one is a record."""
        if not self._state.adding:
            raise Unchangeable("A rehearsal is a record and does not change.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Records are kept."""
        raise Unchangeable("A rehearsal is a record and is kept.")

    @classmethod
    @transaction.atomic
    def record(
        cls, spec: Spec, by: User, *, key: str, title: str, version: str,
        on: date, minutes: int, promised: str = "", trouble: str = "",
    ) -> Drill:  # fmt: skip
        """Write a rehearsal down, in the trail too."""
        drill = cls.objects.create(
            spec=spec, key=key, title=title[:300], version=version, by=by,
            on=on, minutes=minutes, promised=promised[:40], trouble=trouble,
        )  # fmt: skip
        data = {"on": on.isoformat(), "minutes": minutes, "version": version}
        Event.record(spec, by, Verb.REHEARSED, place=f"runbook.{key}", new=title, data=data)
        return drill

    @classmethod
    def last_days(cls, spec: Spec) -> dict[str, date]:
        """The day of the last rehearsal of each runbook, by key."""
        rows = cls.objects.filter(spec=spec).order_by().values_list("key")
        return dict(rows.annotate(last=models.Max("on")))


@from_records
def overdue_rehearsals(spec: Spec, document: Document) -> tuple[Finding, ...]:
    """Runbooks that nobody has followed for too long."""
    days = settings.RUNBOOK_REHEARSAL_DAYS
    if not document["sections"]["runbooks"]["runbook"]:
        return ()
    return overdue(document, Drill.last_days(spec), timezone.localdate(), days)
