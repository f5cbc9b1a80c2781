"""The states of whatever leaves the portal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models

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


SUCCESS = (ExportState.DONE, ExportState.UNCHANGED)
WAITING = (ExportState.QUEUED, ExportState.RUNNING)


@dataclass(frozen=True)
class Outcome:
    """How one export ended."""

    export: Export
    state: ExportState
    commit: str = ""
    reason: str = ""
