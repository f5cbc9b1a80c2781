"""Drift: files that somebody edited in git after the portal wrote them there."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from specs import tasks
from specs.git.errors import GitError
from specs.importers.reading import Reading
from specs.importers.secrets import without_secrets
from specs.models.drifting import Differs, Search
from specs.models.export import Export
from specs.models.importing import Import
from specs.models.repository import Delivery, Repository
from specs.models.workflow import Refused

if TYPE_CHECKING:
    from specs.models.person import User

LONGEST = 200_000  # characters of a comparison that are kept


class Drift(models.Model):
    """One exported file that is not what was exported; its secrets are removed like an import's."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="drifts")
    path = models.CharField(max_length=400, default="")
    branch = models.CharField(max_length=120, default="")
    blob = models.CharField(max_length=64, blank=True, default="")
    difference = models.TextField(blank=True, default="")
    reading = models.JSONField(default=dict)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["export", "path"], name="one_drift_per_file"),
        ]

    def __str__(self) -> str:
        return f"{self.path} in {self.export.repository}"

    @property
    def is_artefact(self) -> bool:
        """It was compiled, and is not the specification itself."""
        return self.path != self.export.path

    @property
    def may_be_imported(self) -> bool:
        return bool(self.reading.get("entries"))

    @property
    def is_gone(self) -> bool:
        """Somebody deleted the file."""
        return not self.blob

    @classmethod
    def ask(cls, repository: Repository) -> None:
        """Have a worker look; nothing of git happens in a request."""
        pk = repository.pk
        transaction.on_commit(lambda: tasks.nudge(tasks.look_for_drift, pk))

    @classmethod
    def sweep(cls) -> None:
        """Have a worker look into every repository."""
        for pk in Repository.objects.filter(active=True).values_list("pk", flat=True):
            tasks.nudge(tasks.look_for_drift, pk)

    @classmethod
    def look(cls, pk: int) -> None:
        """Compare what is in git with what was exported last, file by file."""
        repository = Repository.objects.filter(pk=pk, active=True).first()
        token = repository.hold() if repository else ""
        if repository is None or not token:
            return  # an export is under way: the next look finds what it left
        fault = ""
        try:
            folder, seconds = repository.mirror_folder, settings.GIT_TIMEOUT_SECONDS
            with repository.mirror(folder, seconds, [], lambda: None) as mirror:
                mirror.fetch(offered=repository.delivery == Delivery.BRANCH)
                if mirror.base is not None:
                    found = [cls._keep(one) for one in Search(repository, mirror).differing()]
                    gone = cls.objects.filter(export__repository=repository)
                    gone.exclude(pk__in=found).delete()
        except GitError as wrong:
            fault = wrong.reason
        finally:
            repository.release(token)
        looked = {"drift_looked_at": timezone.now(), "drift_fault": fault}
        Repository.objects.filter(pk=pk).update(**looked)

    @classmethod
    def _keep(cls, one: Differs) -> int:
        """The row of this file; it is read and compared only where it changed since the last look."""
        here = cls.objects.filter(export=one.export, path=one.path)
        known = here.filter(blob=one.blob, branch=one.branch).first()
        if known is None:
            kept = {
                "blob": one.blob, "branch": one.branch, "found_at": timezone.now(),
                "reading": one.reading.as_json(), "difference": _difference(one),
            }  # fmt: skip
            known, _ = cls.objects.update_or_create(export=one.export, path=one.path, defaults=kept)
        return known.pk

    def import_back(self, by: User) -> Import:
        """Begin an import of the file as it is in git; what it says is taken unless somebody decides otherwise."""
        if not self.export.spec.is_editable:
            raise Refused("Files can only be imported into a draft. Start a new version first.")
        if not self.may_be_imported:
            raise Refused("Nothing in the file, as it is in git, can be imported.")
        return Import.begin(self.export.spec, by, Reading.from_json(self.reading), default="file")

    @transaction.atomic
    def overwrite(self, by: User) -> None:
        """Send the approved bytes again over whatever stands there."""
        self.export.retry(by)
        Drift.objects.filter(export=self.export_id).delete()


def _difference(one: Differs) -> str:
    if one.written is None:
        return ""
    sides = (one.written, one.there)
    written, there = (without_secrets(text.decode(errors="replace"))[0] for text in sides)
    lines = difflib.unified_diff(
        written.split("\n"), there.split("\n"), "exported", "in git", lineterm="", n=2
    )
    return "\n".join(lines)[:LONGEST]
