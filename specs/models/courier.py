"""The courier: one worker's turn at one repository, until nothing waits there."""

from __future__ import annotations

import logging
import random
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from specs.git.errors import NotAllowed, Refused, Stopped, Unreachable
from specs.git.mirror import Mirror
from specs.models.outbox import ExportState, Outcome, Step
from specs.models.parcel import Parcel
from specs.models.repository import Repository

if TYPE_CHECKING:
    from specs.models.export import Export

BATCH = 1000
"""How many exports share one fetch and one push."""

PATIENCE = 3
"""After so many refusals in a row the rest of a batch is not tried one by one."""

LONGEST_WAIT = 3600
log = logging.getLogger(__name__)


def deliver(repository: Repository, exports: type[Export]) -> None:
    """Take turns at a repository until nothing waits; who comes second leaves it to the first."""
    waiting = exports.due(timezone.now()).filter(repository=repository)
    while repository.active and waiting.exists():
        token = repository.hold()
        if not token:
            return
        try:
            while rows := exports.claim_for(repository, token, BATCH):
                Turn(repository, token, rows).run()
        except Stopped:
            log.warning("The lease of %s went to another worker.", repository)
        finally:
            repository.release(token)


class Turn:
    """One batch of claimed rows: one fetch, one push, and what became of each."""

    def __init__(self, repository: Repository, token: str, rows: list[Export]) -> None:
        self.repository, self.token = repository, token
        self.exports = type(rows[0])
        self.left = {row.pk: row for row in rows}
        self.notes: list[str] = []
        self.kept = time.monotonic()

    def run(self) -> None:
        """Deliver the rows; every ending leaves each of them in a state that says so."""
        try:
            parcel = Parcel(self.repository, self.left, self.keep)
            self.finish(parcel.set_aside())
            folder, seconds = self.repository.mirror_folder, settings.GIT_TIMEOUT_SECONDS
            with self.repository.mirror(folder, seconds, self.notes, self.keep) as mirror:
                self._send(mirror, parcel, list(self.left))
                mirror.tidy()
        except Unreachable as wrong:
            self._postpone(wrong.reason)
        except (NotAllowed, Refused) as wrong:
            self._end_all(ExportState.FAILED, wrong.reason)
        except Stopped:
            raise
        except Exception as wrong:
            log.exception("Export to %s went wrong", self.repository)
            self._end_all(ExportState.ERRORED, f"{type(wrong).__name__}: {wrong}"[:500])

    def _send(self, mirror: Mirror, parcel: Parcel, keys: list[int]) -> None:
        """All in one push; when the server refuses that, one by one, so that none blocks others."""
        refused = self._push(mirror, parcel, keys)
        if refused and len(keys) == 1:
            self._end(keys, ExportState.FAILED, refused.reason)
        elif refused:
            in_a_row = 0
            for key in keys:
                if in_a_row >= PATIENCE:
                    raise refused
                self._send(mirror, parcel, [key])
                in_a_row = in_a_row + 1 if key in parcel.refused else 0

    def _push(self, mirror: Mirror, parcel: Parcel, keys: list[int]) -> Refused | None:
        """Fetch, build and push until nobody was faster; the refusal, if there is one."""
        for _ in range(settings.EXPORT_RACES):
            self._step(Step.FETCH)
            mirror.fetch(offered=parcel.by_branch)
            self._step(Step.COMMIT)
            self.finish(parcel.build(mirror, keys))
            keys = [key for key in keys if key in self.left]
            if keys:
                self._step(Step.PUSH)
                outcomes, refused = parcel.push(mirror, keys)
                self.finish(outcomes)
                if refused:
                    return refused
                keys = [key for key in keys if key in self.left]
            if not keys:
                return None
        raise Unreachable("Others kept pushing to this branch faster than we could.")

    def keep(self) -> None:
        """Renew the lease now and then; stop when it is no longer ours."""
        if time.monotonic() - self.kept < settings.EXPORT_LEASE_SECONDS / 4:
            return
        if not self.repository.renew(self.token):
            raise Stopped
        self.exports.renew(self.token)
        self.kept = time.monotonic()

    def _step(self, step: Step) -> None:
        if not self.repository.renew(self.token):
            raise Stopped
        self.exports.renew(self.token, step=step, log=self._log())
        self.kept = time.monotonic()

    def finish(self, outcomes: list[Outcome]) -> None:
        """Write down what became of rows, in one transaction, if they are still ours."""
        if outcomes:
            self.exports.settle(self.repository, self.token, outcomes, self._log())
            for outcome in outcomes:
                self.left.pop(outcome.export.pk, None)

    def _end(self, keys: list[int], state: ExportState, reason: str) -> None:
        self.finish([Outcome(self.left[key], state, reason=reason) for key in keys])

    def _end_all(self, state: ExportState, reason: str) -> None:
        self._end(list(self.left), state, reason)

    def _postpone(self, reason: str) -> None:
        """Queue the rows again, later each time; the spread keeps workers from marching in step."""
        if not self.left:
            return
        tries = min(row.attempts for row in self.left.values())
        wait = min(settings.EXPORT_RETRY_SECONDS * 2 ** min(tries - 1, 20), LONGEST_WAIT)
        spread = wait * random.uniform(0.9, 1.1)  # noqa: S311
        at = timezone.now() + timedelta(seconds=spread)
        self.exports.postpone(self.token, at, reason, self._log())

    def _log(self) -> str:
        return "\n\n".join(self.notes)[-16_000:]
