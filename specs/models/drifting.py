"""Looking for drift: which files in git are not what was exported, on the branch where they belong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone

from specs.artefacts.shelf import filled
from specs.git.commits import blob_id
from specs.importers.intake import LARGEST, read_files
from specs.importers.reading import Entry, Reading
from specs.models.alerting import Alerting
from specs.models.export import Export
from specs.models.outbox import SUCCESS
from specs.models.repository import Delivery, Repository
from specs.models.revision import Revision

if TYPE_CHECKING:
    from specs.git.mirror import Mirror


@dataclass(frozen=True)
class Differs:
    """One file that is not what was exported; `written` is None where nobody knows it any more."""

    export: Export
    path: str
    branch: str
    blob: str
    written: bytes | None
    there: bytes

    @property
    def reading(self) -> Reading:
        """What somebody wrote there; of an artefact only what it did not say before."""
        if not self.blob:
            return Reading()
        found = read_files([(self.path, self.there)])
        if self.path == self.export.path or self.written is None:
            return found
        known = {_said(one) for one in read_files([(self.path, self.written)]).entries}
        found.entries = [one for one in found.entries if _said(one) not in known]
        return found


def _said(entry: Entry) -> str:
    """An entry without the lines it stands on."""
    cells = tuple(replace(cell, line=0) for cell in entry.cells)
    return repr(replace(entry, cells=cells, inside={}))


class Search:
    """One look at one repository."""

    def __init__(self, repository: Repository, mirror: Mirror) -> None:
        self.repository, self.mirror = repository, mirror
        self.by_branch = repository.delivery == Delivery.BRANCH

    def differing(self) -> Iterator[Differs]:
        """Every file of the last export of each specification that somebody edited."""
        last: dict[int, Export] = {}
        rows = Export.objects.filter(repository=self.repository).order_by("pk")
        for row in rows.defer("log"):
            last[row.spec_id] = row  # one on its way will write the files anyway
        for row in last.values():
            row.repository = self.repository
            if row.state in SUCCESS and row.path:
                yield from self._of(row)

    def _of(self, row: Export) -> Iterator[Differs]:
        blobs: Mapping[str, str] = row.blobs or {row.path: blob_id(row.revision.markdown.encode())}
        commit, branch = self._where(row, blobs)
        written = _Written(row, self.mirror)
        for path, blob in blobs.items() if commit else ():
            there = self.mirror.blob(commit, path)
            if there != blob:
                if there and (self.mirror.size(there) or 0) > LARGEST:
                    yield Differs(row, path, branch, there, None, b"")
                    continue
                text = self.mirror.text(there) if there else b""
                before = written.of(path, blob)
                if before is None or before != text:  # else the portal would write the same today
                    yield Differs(row, path, branch, there, before, text)

    def _where(self, row: Export, blobs: Mapping[str, str]) -> tuple[str, str]:
        """The commit and the branch on which its files should stand; nothing before they are merged.

        A branch of its own is where they stand until the other branch was seen to have them all.
        """
        base, name = str(self.mirror.base or ""), self.repository.branch
        if not self.by_branch or not base:
            return base, name
        if row.merged_at is None and all(
            self.mirror.blob(base, path) == blob for path, blob in blobs.items()
        ):
            row.merged_at = timezone.now()
            Export.objects.filter(pk=row.pk).update(merged_at=row.merged_at)
        if row.merged_at is None and (offered := self.mirror.offered().get(row.branch)):
            return offered, row.branch
        if row.merged_at is None and self.mirror.blob(base, row.path) in self._before(row):
            return "", ""  # closed without being merged
        return base, name

    def _before(self, row: Export) -> set[str]:
        """What the branch has when it has not this version: nothing, or an earlier one."""
        earlier = Revision.objects.filter(spec=row.spec_id, pk__lt=row.revision_id)
        texts = earlier.values_list("markdown", flat=True)
        return {"", *(blob_id(text.encode()) for text in texts)}


class _Written:
    """The bytes of an export: as the mirror has them, else as they are made anew."""

    def __init__(self, row: Export, mirror: Mirror) -> None:
        self.row, self.mirror = row, mirror

    def of(self, path: str, blob: str) -> bytes | None:
        if path == self.row.path:
            return self.row.revision.markdown.encode()
        here = self.mirror.size(blob) is not None
        return self.mirror.text(blob) if here else self._anew.get(path)

    @cached_property
    def _anew(self) -> dict[str, bytes]:
        revision = self.row.revision
        source = Alerting().source(revision.document, revision.published_at)
        return filled(self.row.repository.artefacts, source).files
