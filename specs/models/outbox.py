"""The outbox: rows for whatever leaves the portal, each held by one worker at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from specs.models.export import Export


class ExportState(models.TextChoices):
    """Where an export stands; failed is the remote's no, errored is our own mistake."""

    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    UNCHANGED = "unchanged", "Nothing to do"
    FAILED = "failed", "Failed"
    ERRORED = "errored", "Error in the portal"
    CANCELLED = "cancelled", "Cancelled"


class Step(models.TextChoices):
    """What a running export is doing."""

    WAIT = "", "Wait"
    FETCH = "fetch", "Fetch repository"
    COMMIT = "commit", "Write commit"
    PUSH = "push", "Push"
    SEND = "send", "Send"


SUCCESS = (ExportState.DONE, ExportState.UNCHANGED)
WAITING = (ExportState.QUEUED, ExportState.RUNNING)
LONGEST = 8_000
"""How many characters of what was left out the log keeps."""


@dataclass(frozen=True)
class Outcome:
    """How one export ended."""

    export: Export
    state: ExportState
    commit: str = ""
    reason: str = ""

    @property
    def files(self) -> str | None:
        """What stands in the repository now, as JSON; after a failure nothing new is known."""
        return json.dumps(self.export.files) if self.state in SUCCESS else None

    @property
    def blobs(self) -> str | None:
        """What git calls each of these files."""
        return json.dumps(self.export.blobs) if self.state in SUCCESS else None

    def log(self, shared: str) -> str:
        """What git said to the whole batch, and what was left out of this one."""
        return "\n\n".join(part for part in (shared, self.export.left_out[:LONGEST]) if part)


class Outgoing(models.Model):
    """A row that is the job: waiting, claimed under a lease, or finished."""

    state = models.CharField(max_length=10, choices=ExportState.choices, default=ExportState.QUEUED)
    step = models.CharField(max_length=8, choices=Step.choices, blank=True, default=Step.WAIT)
    attempts = models.PositiveIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    log = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def due(cls, now: datetime) -> models.QuerySet[Self]:
        """Rows that a worker may claim: waiting, or left behind by a worker that died."""
        waiting = Q(state=ExportState.QUEUED) & (Q(next_try_at=None) | Q(next_try_at__lte=now))
        left = Q(state=ExportState.RUNNING, lease_until__lt=now)
        return cls._default_manager.filter(waiting | left)

    @classmethod
    def renew(cls, token: str, **progress: str) -> None:
        """Keep the rows of a claim, and say how far it is."""
        mine = cls._default_manager.filter(claim=token, state=ExportState.RUNNING)
        mine.update(lease_until=lease_from(timezone.now()), **progress)

    @classmethod
    def postpone(cls, token: str, at: datetime, reason: str, log: str) -> None:
        """Put what is left of a claim back into the queue, to be tried later."""
        mine = cls._default_manager.filter(claim=token, state=ExportState.RUNNING)
        mine.update(
            state=ExportState.QUEUED, step=Step.WAIT, claim="", lease_until=None,
            next_try_at=at, reason=reason, log=log,
        )  # fmt: skip

    @property
    def is_stale(self) -> bool:
        """Its worker does not answer any more; another one takes over."""
        return (
            self.state == ExportState.RUNNING
            and self.lease_until is not None
            and self.lease_until < timezone.now()
        )

    @property
    def is_finished(self) -> bool:
        """Nothing more will happen by itself."""
        return self.state not in WAITING


def lease_from(now: datetime) -> datetime:
    """When a claim made now may be taken over."""
    return now + timedelta(seconds=settings.EXPORT_LEASE_SECONDS)
