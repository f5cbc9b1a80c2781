"""A parcel: the files of one batch, as commits on what was fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q

from specs.artefacts.shelf import Shelf, filled
from specs.git.commits import Draft, Written, blob_id, write_commits
from specs.git.errors import GitError, Raced, Refused
from specs.git.mirror import OURS, Mirror
from specs.models.alerting import Alerting
from specs.models.letter import marks, message
from specs.models.outbox import SUCCESS, ExportState, Outcome
from specs.models.person import User
from specs.models.repository import Delivery, Repository
from specs.models.revision import Revision

if TYPE_CHECKING:
    from specs.models.export import Export

SENT = ("version", "status", "markdown", "content_digest", "approvals", "published_at")
AT_A_TIME = 16
"""How many files are read from the database at once."""


class Parcel:
    """What goes to one repository in one turn."""

    def __init__(
        self, repository: Repository, rows: Mapping[int, Export], waiting: Callable[[], None]
    ) -> None:
        self.repository, self.rows, self.waiting = repository, rows, waiting
        self.by_branch = repository.delivery == Delivery.BRANCH
        self.refused: set[int] = set()
        self._commits: dict[int, str] = {}
        self._emails: dict[int, str] = {}
        self._old_paths: dict[int, set[str]] = {}

    def set_aside(self) -> list[Outcome]:
        """Rows that must not go: never approved, or a newer version of their spec is there."""
        first = next(iter(self.rows.values()))
        newest: dict[int, int] = {}
        sent = type(first).objects.filter(
            Q(state__in=SUCCESS) | ~Q(commit="") | ~Q(files=[]), repository=self.repository,
            spec__in=[row.spec_id for row in self.rows.values()],
        )  # fmt: skip
        for row in sent.order_by("pk").only("spec", "state", "path", "files"):
            self._old_paths[row.spec_id] = {row.path, *row.files} - {""}
            if row.state in SUCCESS:
                newest[row.spec_id] = row.pk
        if self.by_branch:  # its branch starts afresh each time, so only the last one counts
            newest |= {row.spec_id: row.pk for row in self.rows.values()}
        return [
            Outcome(row, ExportState.CANCELLED, reason="A newer version went there first.")
            if row.revision.is_published
            else Outcome(row, ExportState.FAILED, reason="This revision was never approved.")
            for row in self.rows.values()
            if newest.get(row.spec_id, 0) > row.pk or not row.revision.is_published
        ]

    def build(self, mirror: Mirror, keys: list[int]) -> list[Outcome]:
        """Write the commits; the outcomes of rows that need no push."""
        place = self.repository
        drafts = self._drafts(keys)
        who = (place.author_name, place.author_email)
        written = write_commits(mirror.git, mirror.base, who, drafts)
        self._commits = written.commits
        refused = [
            Outcome(self.rows[key], ExportState.FAILED, reason=wrong.reason)
            for key, wrong in written.refused.items()
        ]
        return [*refused, *self._there_already(mirror, written), *self._offered_already(mirror)]

    def push(self, mirror: Mirror, keys: list[int]) -> tuple[list[Outcome], Refused | None]:
        """Push what was built; what became of the rows, and whether the server refused them."""
        if not self.by_branch:
            last = [self._commits[key] for key in keys][-1]
            branch = self.repository.branch
            told = mirror.push({branch: last}, {branch: mirror.base or ""})
            return self._judge(dict.fromkeys(keys, told[branch]), whole=True)
        at = {key: self._branch(self.rows[key]) for key in keys}
        commits = {at[key]: self._commits[key] for key in keys}
        told = mirror.push(commits, mirror.offered())
        return self._judge({key: told[at[key]] for key in keys}, whole=False)

    def _judge(
        self, told: Mapping[int, GitError | None], *, whole: bool
    ) -> tuple[list[Outcome], Refused | None]:
        outcomes = []
        for key, wrong in told.items():
            if wrong is None:
                commit = self._commits[key]
                outcomes.append(Outcome(self.rows[key], ExportState.DONE, commit))
            elif isinstance(wrong, Refused):
                self.refused.add(key)
                if whole:
                    return [], wrong
                failed = Outcome(self.rows[key], ExportState.FAILED, reason=wrong.reason)
                outcomes.append(failed)
            elif not isinstance(wrong, Raced):
                raise wrong
        return outcomes, None

    def _drafts(self, keys: list[int]) -> Iterator[Draft]:
        """The files in the order of their approval, read from the database as git takes them."""
        for start in range(0, len(keys), AT_A_TIME):
            rows = [self.rows[key] for key in keys[start : start + AT_A_TIME]]
            sent = (*SENT, "document") if self.repository.artefacts else SENT
            found = Revision.objects.only(*sent).in_bulk([row.revision_id for row in rows])
            self._learn_emails(list(found.values()))
            for row in rows:
                self.waiting()
                yield self._draft(row, found[row.revision_id])

    def _draft(self, row: Export, revision: Revision) -> Draft:
        row.path = self.repository.path_of(row.spec.guid)
        row.branch = self._branch(row)
        shelf = self._shelf(revision)
        old = self._old_paths.setdefault(row.spec_id, set())
        kept = {path for path in old if shelf.keeps(path)}
        row.files = [row.path, *sorted({*shelf.files, *kept})]
        made = {row.path: revision.markdown.encode(), **shelf.files}
        row.blobs = {path: blob_id(content) for path, content in made.items()}
        row.left_out = "\n".join(shelf.told)
        gone = tuple(sorted(old.difference(row.files)))
        old.update(row.files)  # another version of it may follow in this batch
        return Draft(
            row.pk, row.path, made[row.path],
            message(row.spec, revision, self._emails),
            gone=gone, branch=row.branch if self.by_branch else "", beside=shelf.files,
        )  # fmt: skip

    def _shelf(self, revision: Revision) -> Shelf:
        """What stands beside the file, compiled from the document that was approved."""
        layout = self.repository.artefacts
        if not layout:
            return Shelf()
        return filled(layout, self._alerting.source(revision.document, revision.published_at))

    @cached_property
    def _alerting(self) -> Alerting:
        return Alerting()

    def _learn_emails(self, revisions: list[Revision]) -> None:
        ids = {given["reviewer"] for each in revisions for given in each.approvals}
        if missing := ids - self._emails.keys():
            known = User.objects.filter(pk__in=missing).values_list("pk", "email")
            self._emails |= dict.fromkeys(missing, "") | dict(known)

    def _branch(self, row: Export) -> str:
        return OURS + row.spec.guid if self.by_branch else self.repository.branch

    def _there_already(self, mirror: Mirror, written: Written) -> Iterator[Outcome]:
        """Rows whose bytes stand in the branch: by an earlier, interrupted try, or by chance."""
        rows = [self.rows[key] for key in written.unchanged]
        again = {marks(row.spec, row.revision): row for row in rows if row.attempts > 1}
        commits: dict[int, str] = {}
        for commit, words in mirror.messages() if again else ():
            lines = set(words.split("\n"))
            for known in [known for known in again if lines.issuperset(known)]:
                commits[again.pop(known).pk] = commit
            if not again:
                break
        for row in rows:
            commit = commits.get(row.pk, "")
            yield Outcome(row, ExportState.DONE if commit else ExportState.UNCHANGED, commit)

    def _offered_already(self, mirror: Mirror) -> Iterator[Outcome]:
        """Rows whose own branch is on the server with the same files."""
        offered = mirror.offered() if self.by_branch else {}
        for key, commit in self._commits.items():
            row = self.rows[key]
            there = offered.get(row.branch)
            files = {*row.files, *self._old_paths[row.spec_id]}
            if there and all(mirror.blob(there, at) == mirror.blob(commit, at) for at in files):
                ours = set(marks(row.spec, row.revision)).issubset(mirror.words(there))
                yield Outcome(row, ExportState.DONE if ours else ExportState.UNCHANGED, there)
