"""Imports: a redacted reading and the choices about it, kept a day, until it is written or forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from specs import request_ids, store
from specs.documents import Document, Values, content_digest
from specs.importers.applying import applied
from specs.importers.plan import Item, Part, plan
from specs.importers.reading import Reading
from specs.models.event import EDITING, Event, Verb
from specs.models.fetching import Fetching
from specs.models.spec import Spec
from specs.models.workflow import Overtaken, Refused
from specs.sections.header import Header

if TYPE_CHECKING:
    from specs.models.person import User

KEPT = timedelta(days=1)
MIRRORED = {"name": 200, "tier": 8}  # what Spec shows of the header in lists
LOCKED = "This version is no longer a draft, so nothing was imported."


class Import(Fetching):
    """One import on its way: nothing of it is in the specification before it is carried out."""

    choices = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Import of {', '.join(self.files)} into {self.spec}"

    @classmethod
    def begin(cls, spec: Spec, by: User, reading: Reading, **choices: Any) -> Self:
        """Keep a reading; the old ones are forgotten on the way."""
        cls.forget()
        names = [file.name for file in reading.files]
        return cls.objects.create(
            spec=spec, by=by, reading=reading.as_json(), choices=choices, files=names
        )

    @classmethod
    def alive(cls) -> models.QuerySet[Import]:
        """Those that can still be looked at."""
        fresh = Q(created_at__gt=timezone.now() - KEPT)
        return Import.objects.filter(fresh | Q(finished_at__isnull=False))

    @classmethod
    def forget(cls) -> int:
        """Drop what nobody finished within a day."""
        old = cls.objects.filter(finished_at=None, created_at__lte=timezone.now() - KEPT)
        return old.delete()[0]

    @classmethod
    def blank(cls, spec: Spec, names: set[str]) -> None:
        """Forget the values of what has one of these names, in imports that wait."""
        for one in cls.objects.filter(spec=spec, finished_at=None):
            if one.reading and (left := one.found.without(names)) != one.found:
                cls.objects.filter(pk=one.pk).update(reading=left.as_json())

    @property
    def found(self) -> Reading:
        return Reading.from_json(self.reading)

    def choose(self, **choices: dict[str, Any]) -> None:
        """Remember what somebody chose, beside what was chosen before."""
        for name, chosen in choices.items():
            self.choices[name] = self.choices.get(name, {}) | chosen
        self.save(update_fields=["choices"])

    def preview(self) -> tuple[list[Part], str]:
        """What would happen to the draft as it stands, and the digest of that draft."""
        document = self.spec.document()
        return self._plan(document), content_digest(document)

    def _plan(self, document: Document) -> list[Part]:
        return plan(document, self.found, self.choices, f"import {self.pk}")

    @transaction.atomic
    def carry_out(self, by: User, seen: str) -> None:
        """Write everything that is wanted, in one step.

        Raises:
            Overtaken: the draft is not what the preview showed.
            Refused: it is no draft, or this import was carried out already.
        """
        claimed = Import.objects.filter(pk=self.pk, finished_at=None, awaited=False, fault="")
        if not self.spec.touch(by):
            raise Refused(LOCKED)
        document = self.spec.document()
        if content_digest(document) != seen:
            raise Overtaken("The draft changed since this preview. It was made anew.")
        made, done = applied(document, self._plan(document))
        counts = {
            "new": sum(item.kind == "new" and bool(item.group) for item in done),
            "changed": sum(item.kind != "new" or not item.group for item in done),
            "secrets": len(self.found.removed),
            "chapters": list(dict.fromkeys(_chapter(item) for item in done)),
        }
        if not claimed.update(
            finished_at=timezone.now(), reading={}, choices={}, summary=counts
        ):  # fmt: skip
            raise Refused("This import was carried out already.")
        self._keep(by, made, document["header"])
        Event.objects.bulk_create(self._told(by, made, done), batch_size=200)
        self.refresh_from_db()

    def _keep(self, by: User, document: Document, before: Values) -> None:
        store.save(self.spec, document)
        head = document["header"]
        changed = [name for name in MIRRORED if head[name] != before[name]]
        self.spec.touch(by, **{name: head[name][: MIRRORED[name]] for name in changed})
        self.spec.refresh_from_db()
        self.spec.recount()

    def _told(self, by: User, made: Document, done: Iterable[Item]) -> Iterable[Event]:
        """A line of the trail for every row and every text, each with the file and line it came from."""
        for item in done:
            model = item.model
            sources = {change.field: change.source for change in item.changes}
            if item.kind == "new" and item.group:
                rows = made["sections"][item.section][item.group]
                row = next(row for row in rows if row["key"] == item.key)
                cells = {name: row[name] for name in model.columns()}
                yield self._line(
                    by, f"{model.slug}.{item.key}", "", item.name[:200], row=cells, sources=sources
                )
                continue
            for change in item.changes:
                place = f"{model.slug}.{item.key}.{change.field}"
                yield self._line(by, place, change.old, change.new, source=change.source)
            for group, before in item.before.items():
                place = f"{model.slug}.{item.key}"
                yield self._line(by, place, "", item.name[:200], group=group, before=before)

    def _line(self, by: User, place: str, old: str, new: str, **data: Any) -> Event:
        return Event(
            spec=self.spec, actor=by, verb=Verb.IMPORTED, version=self.spec.version, place=place,
            old=old, new=new, data=request_ids.noted(data | {"import": self.pk} | self.origin),
        )  # fmt: skip

    @property
    def lines(self) -> list[Event]:
        """What it wrote, as the trail tells it."""
        own = Event.objects.filter(spec=self.spec, verb=Verb.IMPORTED, data__import=self.pk)
        return list(own.order_by("pk"))

    @property
    def may_be_undone(self) -> bool:
        """Until the next edit of the draft that it went into."""
        lines = self.lines
        if self.finished_at is None or self.undone_at or not lines or not self.spec.is_editable:
            return False
        later = Event.objects.filter(spec=self.spec, pk__gt=lines[-1].pk)
        return not later.filter(Q(verb__in=EDITING) | Q(verb=Verb.REVISED)).exists()

    @transaction.atomic
    def undo(self, by: User) -> None:
        """Take back exactly what was written. Raises Refused after the next edit."""
        if not self.spec.touch(by):
            raise Refused(LOCKED)
        lines = self.lines
        if not self.may_be_undone:
            raise Refused(
                "The draft was edited since, so the import stays. Delete the rows instead."
            )
        document = self.spec.document()
        before = dict(document["header"])
        for event in reversed(lines):
            _take_back(document, event)
        self._keep(by, document, before)
        data = {"import": self.pk}
        Event.record(self.spec, by, Verb.UNIMPORTED, new=", ".join(self.files), data=data)
        self.undone_at = timezone.now()
        self.save(update_fields=["undone_at"])


def _chapter(item: Item) -> str:
    return str(item.home.chapter.slug)


def _take_back(document: Document, event: Event) -> None:
    slug, _, rest = event.place.partition(".")
    key, _, name = rest.partition(".")
    if key == "-":
        header = slug == Header.slug and name in Header.cells()
        (document["header"] if header else document["sections"][slug])[name] = event.old
        return
    for values in document["sections"].values():
        for group, rows in values.items():
            if not isinstance(rows, list) or not any(row["key"] == key for row in rows):
                continue
            if "row" in event.data:
                values[group] = [row for row in rows if row["key"] != key]
            for row in rows:
                if row["key"] == key and "before" in event.data:
                    row[event.data["group"]] = event.data["before"]
                elif row["key"] == key and name:
                    row[name] = event.old
