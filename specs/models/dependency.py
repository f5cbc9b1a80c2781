"""The rows of Dependencies chapters again, in one small table: a graph of all never reads documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction

from specs import store
from specs.documents import Document
from specs.graph import Said, said_in

if TYPE_CHECKING:
    from specs.models.spec import Spec


class Dependency(models.Model):
    """One row that a specification holds, as it is being written or as it was approved."""

    spec = models.ForeignKey("specs.Spec", models.CASCADE, related_name="said")
    published = models.BooleanField(default=False)
    upstream = models.BooleanField()
    position = models.PositiveIntegerField()
    name = models.TextField(blank=True)
    text = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    promised = models.TextField(blank=True)
    linked = models.TextField(blank=True)
    own = models.BooleanField(default=False)

    class Meta:
        ordering = ["spec", "published", "-upstream", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["spec", "published", "upstream", "position"], name="one_row_per_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.spec}: {self.name}"

    @classmethod
    def keep(cls, spec: Spec, document: Document, *, published: bool = False) -> bool:
        """Bring the rows of one specification to what a document says; True when they differed."""
        rows = said_in(document)
        mine = cls.objects.filter(spec=spec.pk, published=published)
        if _as_said(mine) == rows:
            return False
        with transaction.atomic():
            type(spec).objects.select_for_update().filter(pk=spec.pk).first()
            mine.delete()
            Dependency.objects.bulk_create(
                Dependency(spec_id=spec.pk, published=published, **row._asdict()) for row in rows
            )
            # A cycle closes on the other side too: those are counted again soon.
            named = [
                row.guid for row in rows if row.upstream and row.guid and row.guid != spec.guid
            ]
            type(spec).objects.filter(guid__in=named).update(rule_set="")
        return True

    @classmethod
    def promises_changed(cls, spec: Spec) -> None:
        """Whoever names it stands on another promise now: those are counted again soon."""
        others = cls.objects.filter(upstream=True, linked__contains=spec.guid)
        type(spec).objects.filter(said__in=others).exclude(pk=spec.pk).update(rule_set="")

    @classmethod
    def read_again(cls, specs: models.QuerySet[Spec]) -> int:
        """Everything anew from the documents, for a table that was lost or is not filled yet."""
        count = 0
        for spec in specs.select_related("approved").iterator(chunk_size=100):
            cls.keep(spec, store.load(spec))
            if spec.approved is not None:
                cls.keep(spec, spec.approved.document, published=True)
            count += 1
        return count


def _as_said(rows: models.QuerySet[Dependency]) -> list[Said]:
    return [Said(*row) for row in rows.values_list(*Said._fields)]
