"""How a specification moves: allowed, asked for, claimed once, and written into the trail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from specs import tasks
from specs.models.standing import STANDING
from specs.models.workflow import BY_NAME, MOVES, Move, Overtaken, Refused

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.spec import Spec

MISSING = {
    "reason": "Say what has to change.",
    "evidence": "Say where it can be seen that this runs in production.",
    "bump": "Choose major, minor or patch.",
}


class Moving(models.Model):
    """The part of a specification that MOVES drives; its columns stand in Spec."""

    class Meta:
        abstract = True

    def may(self, name: str, user: User) -> bool:
        """Whether this person may make this move as things stand."""
        move, spec = BY_NAME[name], cast("Spec", self)
        return not spec.is_face and spec.status in move.sources and STANDING[move.who](user, spec)

    def moves_for(self, user: User) -> list[Move]:
        """The moves to offer to this person, in the table's order."""
        return [move for move in MOVES if self.may(move.name, user)]

    @contextmanager
    def _moving(self, name: str, by: User, words: str = "", *, seen: bool = True) -> Iterator[Move]:
        """One transaction: allowed, in the right status, nobody faster.

        `seen=False` is for decisions: they are bound to their review instead of the stamp.
        """
        move, spec = BY_NAME[name], cast("Spec", self)
        if spec.status not in move.sources:
            raise Refused(f"{move.label}: not possible, it is {spec.shown_status.lower()}.")
        try:
            with transaction.atomic():
                self._claim({"stamp": spec.stamp} if seen else {})
                if not STANDING[move.who](by, spec):
                    raise PermissionDenied(f"{move.label} is for {move.who}.")
                if move.asks and not words.strip():
                    raise Refused(MISSING[move.asks])
                yield move
        finally:
            spec.refresh_from_db()

    def _claim(self, seen: dict[str, int]) -> None:
        """Take the row for this transaction, if it still is as it was seen."""
        spec = cast("Spec", self)
        found = type(spec).objects.filter(pk=spec.pk, status=spec.status, **seen)
        if not found.update(stamp=F("stamp") + 1):
            raise Overtaken("Somebody else moved it a moment ago. Look again before you decide.")

    def _arrive(self, move: Move, **changes: Any) -> None:
        """Set the new status; the row is ours since `_claim`."""
        type(cast("Spec", self)).objects.filter(pk=self.pk).update(
            status=move.target, updated_at=timezone.now(), review_overdue=False, **changes
        )
        pk = self.pk
        transaction.on_commit(lambda: tasks.nudge(tasks.index_one, pk))
