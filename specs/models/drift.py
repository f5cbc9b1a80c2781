"""Drift: files that somebody edited in git after the portal wrote them there."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import pygit2
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from specs import tasks
from specs.git.errors import GitError
from specs.importers.intake import read_files
from specs.importers.reading import Reading
from specs.importers.secrets import without_secrets
from specs.models.export import Export
from specs.models.importing import Import
from specs.models.outbox import SUCCESS
from specs.models.repository import Delivery, Repository
from specs.models.workflow import Refused

if TYPE_CHECKING:
    from specs.git.mirror import Mirror
    from specs.models.person import User

LONGEST = 200_000  # characters of a comparison that are kept


class Drift(models.Model):
    """One exported file that is not what was exported; its secrets are removed like an import's."""

    export = models.OneToOneField(Export, models.CASCADE, related_name="drift")
    blob = models.CharField(max_length=64, blank=True, default="")
    difference = models.TextField(blank=True, default="")
    reading = models.JSONField(default=dict)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-found_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.export.path} in {self.export.repository}"

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
        """Compare what is in git with the bytes that were exported last, file by file."""
        repository = Repository.objects.filter(
            pk=pk, active=True, delivery=Delivery.DIRECT
        ).first()  # fmt: skip
        token = repository.hold() if repository else ""
        if repository is None or not token:
            return  # an export is under way: the next look finds what it left
        fault = ""
        try:
            folder, seconds = repository.mirror_folder, settings.GIT_TIMEOUT_SECONDS
            with repository.mirror(folder, seconds, [], lambda: None) as mirror:
                mirror.fetch()
                cls._compare(repository, mirror)
        except GitError as wrong:
            fault = wrong.reason
        finally:
            repository.release(token)
        looked = {"drift_looked_at": timezone.now(), "drift_fault": fault}
        Repository.objects.filter(pk=pk).update(**looked)

    @classmethod
    def _compare(cls, repository: Repository, mirror: Mirror) -> None:
        if mirror.base is None:
            return
        last: dict[int, Export] = {}
        for row in Export.objects.filter(repository=repository).order_by("pk").defer("log"):
            last[row.spec_id] = row  # one on its way will write the file anyway
        drifted = []
        for row in last.values():
            if row.state in SUCCESS and row.path and cls._differs(row, mirror):
                drifted.append(row.pk)
        cls.objects.filter(export__repository=repository).exclude(export__in=drifted).delete()

    @classmethod
    def _differs(cls, row: Export, mirror: Mirror) -> bool:
        written = row.revision.markdown.encode()
        blob = mirror.blob(str(mirror.base), row.path)
        if blob == str(pygit2.hash(written)):
            return False
        if not cls.objects.filter(export=row, blob=blob).exists():
            there = mirror.text(blob) if blob else b""
            reading = read_files([(row.path, there)]) if blob else Reading()
            kept = {
                "blob": blob, "reading": reading.as_json(), "found_at": timezone.now(),
                "difference": _difference(written, there),
            }  # fmt: skip
            cls.objects.update_or_create(export=row, defaults=kept)
        return True

    def import_back(self, by: User) -> Import:
        """Begin an import of the file as it is in git; what it says is taken unless somebody decides otherwise."""
        if not self.export.spec.is_editable:
            raise Refused("Only a draft takes an import. Start a new version first.")
        if not self.reading.get("entries"):
            raise Refused("The file is gone or empty in git, so there is nothing to import.")
        return Import.begin(self.export.spec, by, Reading.from_json(self.reading), default="file")

    @transaction.atomic
    def overwrite(self, by: User) -> None:
        """Send the approved bytes again over whatever stands there."""
        self.export.retry(by)
        self.delete()


def _difference(old: bytes, new: bytes) -> str:
    written, there = (without_secrets(text.decode(errors="replace"))[0] for text in (old, new))
    lines = difflib.unified_diff(
        written.split("\n"), there.split("\n"), "exported", "in git", lineterm="", n=2
    )
    return "\n".join(lines)[:LONGEST]
