"""Fetching: a worker reads the files of an import out of a repository; a request never asks git."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from specs import tasks
from specs.git.errors import GitError
from specs.git.mirror import OURS
from specs.git.names import check_branch
from specs.git.picking import check_pattern, pick
from specs.importers.intake import LARGEST, MOST_FILES, read_files
from specs.importers.reading import Reading
from specs.models.export import Export
from specs.models.repository import Repository

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.spec import Spec

TRIES, PATIENCE, SOON = 3, 60, timedelta(seconds=5)
NOTHING = "Nothing that was read has a place in a specification."
BROKEN = "The portal has a problem with these files. Nothing was read."
FORBIDDEN = "Files of this repository can no longer be imported here."
log = logging.getLogger(__name__)


class Fetching(models.Model):
    """An import whose files stand in a repository, and are awaited until a worker has read them."""

    spec = models.ForeignKey("specs.Spec", models.CASCADE, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    repository = models.ForeignKey(
        Repository, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reading = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    source = models.JSONField(default=dict)  # branch, path, commit, tries
    awaited = models.BooleanField(default=False)
    fault = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        abstract = True

    @classmethod
    def ask(cls, spec: Spec, by: User, repository: Repository, branch: str, path: str) -> Self:
        """Have a worker fetch files; what this person asked for before is dropped."""
        cls._default_manager.filter(spec=spec, by=by, awaited=True).delete()
        source = {"branch": branch or repository.branch, "path": check_pattern(path)}
        asked = cls._default_manager.create(
            spec=spec, by=by, repository=repository, source=source, awaited=True,
            files=[source["path"]],
        )  # fmt: skip
        transaction.on_commit(lambda: tasks.nudge(tasks.fetch_import, asked.pk))
        return asked

    @classmethod
    def sweep(cls) -> None:
        """Nudge again what waits, one of each repository that nobody holds."""
        now = timezone.now()
        free = Q(repository__lease_until=None) | Q(repository__lease_until__lt=now)
        waiting = cls._default_manager.filter(free, awaited=True, created_at__lt=now - SOON)
        for row in waiting.order_by().values("repository").annotate(first=models.Min("pk")):
            tasks.nudge(tasks.fetch_import, row["first"])

    @classmethod
    def fetch(cls, pk: int) -> None:
        """Read what an import waits for; every ending is kept, so that its page can say it."""
        waiting = cls._default_manager.select_related("spec", "repository").filter(
            pk=pk, awaited=True
        )
        found = waiting.first()
        if found is None:
            return
        repository = Repository.readable_for(found.spec).filter(pk=found.repository_id or 0).first()
        if repository is None:
            return found._end(Reading(), fault=FORBIDDEN)
        if token := repository.hold():  # without it somebody writes there: the sweep asks again
            try:
                found._try(repository, token)
            finally:
                repository.release(token)

    def _try(self, repository: Repository, token: str) -> None:
        if not self._once_more():
            return self._end(Reading(), fault=BROKEN)
        try:
            self._read(repository, token)
        except GitError as wrong:
            self._end(Reading(), fault=wrong.reason)
        except Exception:
            log.exception("Import %s could not be fetched", self.pk)
            self._end(Reading(), fault=BROKEN)

    def _once_more(self) -> bool:
        """Count a try before it may take its worker along."""
        self.source["tries"] = self.source.get("tries", 0) + 1
        self.save(update_fields=["source"])
        return bool(self.source["tries"] <= TRIES)

    def _read(self, repository: Repository, token: str) -> None:
        def keep() -> None:
            repository.renew(token)

        folder, branch = repository.mirror_folder, self.source["branch"]
        seconds = min(settings.GIT_TIMEOUT_SECONDS, PATIENCE)
        with repository.mirror(folder, seconds, [], keep, branch) as mirror:
            mirror.fetch()
            wanted, hidden = self.source["path"], _hidden(repository, self.spec)
            picked = pick(mirror, wanted, most=MOST_FILES, largest=LARGEST, hidden=hidden)
            self.source["commit"] = str(mirror.base)
        reading = read_files((one.path, one.content) for one in picked)
        self._end(reading, fault="" if reading.entries else NOTHING)

    def _end(self, reading: Reading, *, fault: str) -> None:
        self.reading, self.awaited, self.fault = reading.as_json(), False, fault[:500]
        self.files = [file.name for file in reading.files] or self.files
        self.save(update_fields=["reading", "awaited", "fault", "source", "files"])

    @property
    def origin(self) -> dict[str, str]:
        """The repository and the commit that the files are of."""
        if self.repository is None:
            return {}
        return {"repository": self.repository.name, "commit": self.source.get("commit", "")}


def branch_fault(branch: str) -> str:
    """Why a branch cannot be read, as a sentence, or nothing."""
    try:
        check_branch(branch)
    except GitError as wrong:
        return wrong.reason
    below = branch.startswith(OURS)
    return f"Branches below {OURS} belong to the portal. Name another one." if below else ""


def _hidden(repository: Repository, spec: Spec) -> set[str]:
    """What the portal wrote there for other private teams is not there."""
    private = Export.objects.filter(repository=repository, spec__team__private=True)
    rows = private.exclude(spec__team=spec.team_id).values_list("path", "files")
    return {one for path, files in rows for one in (path, *files)}
