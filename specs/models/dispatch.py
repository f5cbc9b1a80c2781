"""Mails and webhook calls on their way: rows of the outbox, one for each."""

from __future__ import annotations

import random
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from specs import tasks
from specs.models.calling import call
from specs.models.event import Event, Verb
from specs.models.kinds import Kind
from specs.models.mailing import item, send_mail
from specs.models.outbox import SUCCESS, ExportState, Outgoing, Step, lease_from
from specs.models.sending import Ended, Later
from specs.models.webhook import Webhook
from specs.models.workflow import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specs.models.notification import Notification
    from specs.models.person import User
    from specs.models.spec import Spec

TURN = 50
"""How many one worker sends before it lets other jobs pass."""

LONGEST_WAIT = 3600
LOG = 6000
UNSURE = "The worker stopped while it sent this. It may have arrived: send it again if it did not."


def new_key() -> str:
    """By which a receiver knows the same message again."""
    return f"msg_{secrets.token_hex(12)}"


class Dispatch(Outgoing):
    """One mail to one person, or one call of one webhook."""

    key = models.CharField(max_length=40, unique=True, default=new_key)
    kind = models.CharField(max_length=16)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    webhook = models.ForeignKey(
        Webhook, models.CASCADE, null=True, blank=True, related_name="calls"
    )
    payload = models.JSONField(default=dict)
    answer = models.PositiveSmallIntegerField("what the other side answered", default=0)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state__in=["queued", "running"]), name="dispatch_waiting"
            ),
            models.Index(fields=["webhook", "-id"], name="dispatch_by_webhook"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, webhook__isnull=False)
                | Q(person__isnull=False, webhook=None),
                name="dispatch_has_one_receiver",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.person or self.webhook}: {self.get_state_display()}"

    @classmethod
    def mail(cls, told: Sequence[Notification]) -> None:
        """One mail for each, on its way when the transaction is."""
        cls._queue([
            cls(person=one.person, kind=one.kind, payload={"items": [item(one)]})
            for one in told if one.person.email
        ])  # fmt: skip

    @classmethod
    def digest(cls, person: User, told: Sequence[Notification]) -> None:
        """One mail for all."""
        if person.email:
            items = [item(one) for one in told]
            cls._queue([cls(person=person, kind="digest", payload={"items": items})])

    @classmethod
    def call(cls, kind: str, spec: Spec | None, sentence: str, path: str, by: User | None) -> None:
        """One call of each webhook that hears this kind."""
        said = {
            "kind": kind, "sentence": sentence, "path": path, "by": by.username if by else None,
            "spec": {"guid": spec.guid, "name": spec.name, "version": spec.version} if spec else None,
        }  # fmt: skip
        hooks = [hook for hook in Webhook.objects.filter(active=True) if hook.hears(kind, spec)]
        cls._queue([cls(webhook=hook, kind=kind, payload=said) for hook in hooks])

    @classmethod
    def test(cls, hook: Webhook, by: User) -> None:
        """A call that says only that it is one."""
        words = f"{by} tests the webhook {hook}."
        said = {"kind": "test", "sentence": words, "path": "/", "by": by.username, "spec": None}
        cls._queue([cls(webhook=hook, kind="test", payload=said)])

    @classmethod
    def _queue(cls, rows: list[Dispatch]) -> None:
        if rows:
            Dispatch.objects.bulk_create(rows, batch_size=200)
            transaction.on_commit(lambda: tasks.nudge(tasks.dispatch))

    @classmethod
    def sweep(cls) -> bool:
        """Nudge a worker when something waits that nobody sends."""
        if waits := cls.due(timezone.now()).exists():
            tasks.nudge(tasks.dispatch)
        return waits

    @classmethod
    def deliver(cls) -> None:
        """Send what is due, one by one; after a turn other jobs of the worker come first."""
        for _ in range(TURN):
            row = cls.take()
            if row is None:
                return
            row.send()
        tasks.nudge(tasks.dispatch)

    @classmethod
    def take(cls) -> Dispatch | None:
        """Claim one due row by compare-and-set; who comes second looks at the next."""
        now, token = timezone.now(), secrets.token_hex(16)
        for pk in cls.due(now).order_by("pk").values_list("pk", flat=True)[:20]:
            if cls.due(now).filter(pk=pk).update(
                state=ExportState.RUNNING, claim=token, lease_until=lease_from(now),
                attempts=F("attempts") + 1, started_at=now, next_try_at=None,
            ):  # fmt: skip
                found = cls.objects.select_related("person", "webhook").filter(claim=token)
                return found.get(pk=pk)
        return None

    def send(self) -> None:
        """Hand it over; whatever happens is written down, if the row is still ours."""
        if self.person and self.step == Step.SEND:  # left behind in the middle of sending
            return self._end(ExportState.ERRORED, UNSURE)
        if not self._mine().update(step=Step.SEND):
            return None
        try:
            self.answer = self._hand_over()
        except Later as wrong:
            self.answer = wrong.answer
            self._postpone(wrong.reason)
        except Ended as wrong:
            self.answer = wrong.answer
            self._end(wrong.state, wrong.reason)
        except Exception as wrong:
            self._end(ExportState.ERRORED, f"{type(wrong).__name__}: {wrong}"[:500])
            raise
        else:
            self._end(ExportState.DONE, "")

    def _hand_over(self) -> int:
        if self.person is not None:
            return send_mail(self.person, self.kind, self.key, self.payload["items"])
        if self.webhook is None:
            raise Ended("Nobody receives this any more.")
        answer = call(self.webhook, self.kind, self.key, self.payload, self.created_at)
        self.log = self._line(f"{answer.status} {answer.excerpt}".strip())
        return answer.status

    def _postpone(self, reason: str) -> None:
        """Try again, later each time; what waits for the same receiver waits as long."""
        if self.attempts >= settings.DISPATCH_TRIES:
            return self._end(ExportState.FAILED, f"{reason} Given up after {self.attempts} tries.")
        wait = min(settings.DISPATCH_RETRY_SECONDS * 2 ** (self.attempts - 1), LONGEST_WAIT)
        at = timezone.now() + timedelta(seconds=wait * random.uniform(0.9, 1.1))  # noqa: S311
        mine = self._mine().update(answer=self.answer)
        if mine:
            self.postpone(self.claim, at, reason, self._line(reason))
        if mine and self.webhook_id:
            fresh = Dispatch.objects.filter(webhook=self.webhook_id, state=ExportState.QUEUED)
            fresh.filter(next_try_at=None).update(next_try_at=at)
        return None

    def _end(self, state: ExportState, reason: str) -> None:
        self._mine().update(
            state=state, step=Step.WAIT, reason=reason, answer=self.answer, lease_until=None,
            finished_at=timezone.now(), log=self._line(reason or "Delivered."),
        )  # fmt: skip

    def _line(self, words: str) -> str:
        """The log with one more line: when, which attempt, what came of it."""
        said = f"{timezone.now():%Y-%m-%d %H:%M:%S} UTC, attempt {self.attempts}: {words}\n"
        return (self.log + said)[-LOG:]

    def _mine(self) -> models.QuerySet[Dispatch]:
        return Dispatch.objects.filter(pk=self.pk, claim=self.claim, state=ExportState.RUNNING)

    def again(self, by: User) -> None:
        """Send it once more: after a failure, now instead of later, or because it got lost."""
        idle = Dispatch.objects.filter(pk=self.pk).exclude(state=ExportState.RUNNING)
        with transaction.atomic():
            if not idle.update(
                state=ExportState.QUEUED, step=Step.WAIT, claim="", reason="", attempts=0,
                next_try_at=None, lease_until=None, finished_at=None,
            ):  # fmt: skip
                raise Refused("This is being sent just now.")
            to = str(self.person or self.webhook)
            data = {"dispatch": self.pk, "kind": self.kind, "to": to}
            Event.record(None, by, Verb.SENT_AGAIN, data=data)
            transaction.on_commit(lambda: tasks.nudge(tasks.dispatch))

    @classmethod
    def last_of(cls, hooks: list[Webhook]) -> dict[int, Dispatch]:
        """The latest call of each webhook."""
        found = cls.objects.filter(webhook__in=hooks).order_by().values("webhook")
        newest = [row["newest"] for row in found.annotate(newest=models.Max("pk"))]
        return {row.webhook_id: row for row in cls.objects.filter(pk__in=newest) if row.webhook_id}

    @staticmethod
    def troubled(rows: models.QuerySet[Dispatch]) -> models.QuerySet[Dispatch]:
        """Those that failed, or wait after a failure."""
        ended = Q(state__in=[ExportState.FAILED, ExportState.ERRORED])
        return rows.filter(ended | Q(state=ExportState.QUEUED, attempts__gt=0))

    @staticmethod
    def settled(rows: models.QuerySet[Dispatch]) -> models.QuerySet[Dispatch]:
        """Those that arrived."""
        return rows.filter(state__in=SUCCESS)

    @property
    def is_due_soon(self) -> bool:
        """Worth looking again in a moment: on its way, or just queued."""
        return not self.is_finished and self.next_try_at is None

    @property
    def called(self) -> str:
        """What it is about, in words."""
        return {"test": "Test", "digest": "Daily mail"}.get(self.kind) or Kind(self.kind).label
