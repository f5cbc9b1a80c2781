"""The one table of moves between statuses; buttons, documents and tests are drawn from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from specs.documents import Finding


class Status(models.TextChoices):
    """Where a specification stands; the words go into the file."""

    DRAFT = "Draft", "Draft"
    REVIEW = "Review", "In review"
    APPROVED = "Approved", "Approved"
    IMPLEMENTED = "Implemented", "Implemented"


class Who(StrEnum):
    """Who may make a move."""

    AUTHOR = "an author or admin of the team"
    REVIEWER = "a reviewer"
    INDEPENDENT = "a reviewer who neither submitted nor edited this version"
    MEMBER = "anyone of the team, a reviewer or an admin"


@dataclass(frozen=True)
class Move:
    """One allowed change of status."""

    name: str
    sources: tuple[Status, ...]
    target: Status
    who: Who
    label: str
    sentence: str
    asks: str = ""
    """What must be written with the move; empty when nothing must."""


MOVES: tuple[Move, ...] = (
    Move(
        "submit", (Status.DRAFT,), Status.REVIEW, Who.AUTHOR,
        "Request review", "Freezes what is written and asks the reviewers for a decision.",
    ),
    Move(
        "withdraw", (Status.REVIEW,), Status.DRAFT, Who.AUTHOR,
        "Withdraw", "Takes the request back, so that the team can go on writing.",
    ),
    Move(
        "request_changes", (Status.REVIEW,), Status.DRAFT, Who.REVIEWER,
        "Request changes", "Sends the version back to its team with the reason.",
        asks="reason",
    ),
    Move(
        "approve", (Status.REVIEW,), Status.APPROVED, Who.INDEPENDENT,
        "Approve", "Publishes the version to readers and exports its file.",
    ),
    Move(
        "implement", (Status.APPROVED,), Status.IMPLEMENTED, Who.MEMBER,
        "Mark as implemented", "Records that production now is as the version says.",
        asks="evidence",
    ),
    Move(
        "revise", (Status.APPROVED, Status.IMPLEMENTED), Status.DRAFT, Who.AUTHOR,
        "Start a new version", "Opens the next version; readers keep the approved one until then.",
        asks="bump",
    ),
)  # fmt: skip

BY_NAME: dict[str, Move] = {move.name: move for move in MOVES}


class Refused(Exception):
    """The move is not possible now; the message says why, to the person who tried."""


class Blocked(Refused):
    """Open blockers stop an approval; each of them is named."""

    def __init__(self, blockers: Sequence[Finding]) -> None:
        self.blockers = blockers
        words = "1 blocker" if len(blockers) == 1 else f"{len(blockers)} blockers"
        void = {one.void.by_id: one.void.why_void for one in blockers if one.void}
        super().__init__(" ".join([f"{words} must be fixed or waived first.", *void.values()]))


class Overtaken(Refused):
    """Somebody else moved the specification first."""
