"""Exports: the outbox row that is the job; the broker's message is only a nudge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from specs import tasks
from specs.git.errors import NotAllowed, Stopped
from specs.git.hosts import compare_url
from specs.models import telling
from specs.models.courier import deliver
from specs.models.event import Event, Verb
from specs.models.outbox import SUCCESS, WAITING, ExportState, Outcome, Outgoing, Step, lease_from
from specs.models.repository import Delivery, Repository
from specs.models.revision import Revision
from specs.models.workflow import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from specs.models.person import User
    from specs.models.spec import Spec

TOLD = {
    ExportState.DONE: Verb.EXPORTED,
    ExportState.FAILED: Verb.EXPORT_FAILED,
    ExportState.ERRORED: Verb.EXPORT_FAILED,
}
BADLY = (ExportState.FAILED, ExportState.ERRORED)
CARRIED = (
    "spec__guid", "spec__name", "revision__version", "revision__status",
    "repository_id", "state", "attempts", "path", "branch", "commit",
)  # fmt: skip
# Every row has a commit and a path of its own: one plain statement, run for each.
SETTLE = """
    UPDATE specs_export SET state = %s, step = '', "commit" = %s, path = %s, branch = %s,
        files = COALESCE(%s, files), blobs = COALESCE(%s, blobs),
        reason = %s, log = %s, finished_at = %s, lease_until = NULL, next_try_at = NULL
    WHERE id = %s AND claim = %s AND state = 'running'
"""


class Export(Outgoing):
    """One approved revision on its way to one repository."""

    spec = models.ForeignKey("specs.Spec", models.PROTECT, related_name="exports")
    revision = models.ForeignKey("specs.Revision", models.PROTECT, related_name="exports")
    repository = models.ForeignKey(Repository, models.PROTECT, related_name="exports")
    commit = models.CharField(max_length=64, blank=True, default="")
    branch = models.CharField(max_length=120, blank=True, default="")
    path = models.CharField(max_length=400, blank=True, default="")
    files = models.JSONField(blank=True, default=list)  # of the artefacts too, as last written
    blobs = models.JSONField(blank=True, default=dict)  # of each file, as it was written
    merged_at = models.DateTimeField(null=True, blank=True)  # when the branch was seen to have it

    left_out: str = ""  # of the artefacts, until it stands in the log

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["repository", "id"], condition=Q(state__in=["queued", "running"]),
                name="export_waiting",
            ),
            models.Index(fields=["spec", "repository"], name="export_by_spec"),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "repository"], name="one_export_per_revision"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ExportState.values), name="export_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision} to {self.repository}: {self.get_state_display()}"

    @classmethod
    def queue(cls, revision: Revision) -> list[Export]:
        """Put a published revision on its way to every repository of its team; part of the
        approving transaction, so that neither can be lost without the other."""
        if not revision.is_published:
            raise Refused("Only an approved revision can be exported.")
        waiting: list[Export] = [
            cls.objects.get_or_create(
                revision=revision, repository=repository, defaults={"spec_id": revision.spec_id}
            )[0]
            for repository in Repository.receiving(revision.spec)
        ]
        for row in waiting:
            row.nudge()
        return waiting

    @classmethod
    @transaction.atomic
    def send(cls, revision: Revision, by: User) -> None:
        """Somebody asks for it: where it was not on its way yet, the trail says who did."""
        known = set(cls.objects.filter(revision=revision).values_list("pk", flat=True))
        for row in cls.queue(revision):
            if row.pk not in known:
                row._tell(by, Verb.EXPORT_RETRIED)

    def nudge(self) -> None:
        """Tell a worker once the transaction is there to be seen; the sweep tells it again."""
        pk = self.pk
        transaction.on_commit(lambda: tasks.nudge(tasks.export, pk))

    @classmethod
    def deliver(cls, pk: int) -> None:
        """Send everything that waits for the repository of this export."""
        repository = Repository.objects.filter(exports=pk).first()
        if repository is not None:
            deliver(repository, cls)

    @classmethod
    def sweep(cls) -> int:
        """Nudge one export of every repository that has work nobody is doing."""
        now = timezone.now()
        free = Q(repository__lease_until=None) | Q(repository__lease_until__lt=now)
        heads = cls.due(now).filter(free, repository__active=True).order_by().values("repository")
        found = [row["first"] for row in heads.annotate(first=models.Min("pk"))]
        for pk in found:
            tasks.nudge(tasks.export, pk)
        return len(found)

    @classmethod
    def claim_for(cls, repository: Repository, token: str, most: int) -> list[Export]:
        """Take the oldest due rows of a repository that we hold, by compare-and-set."""
        now = timezone.now()
        due = cls.due(now).filter(repository=repository)
        last = list(due.order_by("pk").values_list("pk", flat=True)[:most])[-1:]
        if last:
            due.filter(pk__lte=last[0]).update(
                state=ExportState.RUNNING, step=Step.FETCH, claim=token,
                lease_until=lease_from(now),
                attempts=F("attempts") + 1, started_at=now, next_try_at=None,
            )  # fmt: skip
        mine = cls.objects.filter(repository=repository, claim=token, state=ExportState.RUNNING)
        rows: list[Export] = list(
            mine.select_related("spec", "revision").only(*CARRIED).order_by("pk")
        )
        for row in rows:
            row.repository = repository
        return rows

    @classmethod
    @transaction.atomic
    def settle(cls, repository: Repository, token: str, outcomes: list[Outcome], log: str) -> None:
        """Write down how exports ended; only the worker that still holds the repository may."""
        if not repository.renew(token):
            raise Stopped
        now = timezone.now()
        at = connection.ops.adapt_datetimefield_value(now)
        with connection.cursor() as cursor:
            cursor.executemany(SETTLE, [
                (end.state.value, end.commit, end.export.path, end.export.branch, end.files,
                 end.blobs, end.reason, end.log(log), at, end.export.pk, token)
                for end in outcomes
            ])  # fmt: skip
        told = [_event(end, now) for end in outcomes if end.state in TOLD]
        Event.objects.bulk_create(told, batch_size=200)
        telling.exports_failed(repository, [end for end in outcomes if end.state in BADLY])

    def retry(self, by: User) -> None:
        """Send it again: after a failure, or now instead of later."""
        newer = Export.objects.filter(
            spec=self.spec_id, repository=self.repository_id, pk__gt=self.pk, state__in=SUCCESS
        )
        if newer.exists():
            raise Refused("A newer version is in this repository already.")
        again = Export.objects.filter(pk=self.pk).exclude(state=ExportState.RUNNING)
        with transaction.atomic():
            if not again.update(
                state=ExportState.QUEUED, step=Step.WAIT, claim="", reason="", next_try_at=None,
                lease_until=None, finished_at=None, merged_at=None,
            ):  # fmt: skip
                raise Refused("This export is running.")
            self._tell(by, Verb.EXPORT_RETRIED)
            self.nudge()

    def cancel(self, by: User) -> None:
        """Stop it as long as nothing was sent; what runs now finishes."""
        with transaction.atomic():
            waiting = Export.objects.filter(pk=self.pk, state=ExportState.QUEUED)
            if not waiting.update(
                state=ExportState.CANCELLED, step=Step.WAIT, next_try_at=None,
                finished_at=timezone.now(), reason=f"Cancelled by {by}.",
            ):  # fmt: skip
                raise Refused("Only a waiting export can be cancelled.")
            self._tell(by, Verb.EXPORT_CANCELLED)

    def _tell(self, by: User, verb: Verb) -> None:
        data = {"export": self.pk, "repository": self.repository.name}
        Event.record(self.spec, by, verb, data=data)

    @classmethod
    def last_of(cls, repositories: list[Repository]) -> dict[int, Export]:
        """The latest export of each repository."""
        found = cls.objects.filter(repository__in=repositories).order_by().values("repository")
        newest = [row["newest"] for row in found.annotate(newest=models.Max("pk"))]
        light = cls.objects.filter(pk__in=newest).defer("log")
        return {row.repository_id: row for row in light}

    @classmethod
    def waiting_for(cls, repository: Repository) -> int:
        """How many have not arrived yet."""
        return cls.objects.filter(repository=repository, state__in=WAITING).count()

    @classmethod
    def places_without(cls, spec: Spec) -> models.QuerySet[Repository]:
        """The repositories of its team that never got the approved version."""
        sent = cls.objects.filter(revision=spec.approved_id).values("repository")
        places = Repository.receiving(spec)
        return places.exclude(pk__in=sent) if spec.approved_id else places.none()

    @property
    def ahead(self) -> int:
        """How many wait for the same repository, and came before."""
        if self.state != ExportState.QUEUED:
            return 0
        waiting = Export.objects.filter(repository=self.repository_id, state__in=WAITING)
        return waiting.filter(pk__lt=self.pk).count()

    @property
    def awaits_merge(self) -> bool:
        """It is on a branch of its own, and nobody saw it in the other one yet."""
        by_branch = self.repository.delivery == Delivery.BRANCH
        return by_branch and self.state == ExportState.DONE and self.merged_at is None

    @property
    def compare_url(self) -> str:
        """Where people merge the pushed branch; only for branch delivery to a host we know."""
        if self.repository.delivery != Delivery.BRANCH or not self.branch:
            return ""
        try:
            return compare_url(self.repository.address, self.repository.branch, self.branch)
        except NotAllowed:  # the rules changed since; what happened is still shown
            return ""


def _event(end: Outcome, now: datetime) -> Event:
    row = end.export
    data = {"export": row.pk, "repository": row.repository.name, "commit": end.commit}
    return Event(
        spec_id=row.spec_id, verb=TOLD[end.state], version=row.revision.version, new=end.reason,
        data=data, at=now,
    )  # fmt: skip
