"""The way of somebody who is paged: alert, notification, runbook, first command, verification, escalation.

A pure function over a Document: each walk stops at the first dead end, and says what is missing there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from . import references
from .documents import Document, Values

ELSEWHERE = re.compile(r"https?://\S+")


class Place(StrEnum):
    """The stops, in the order in which a person reaches them."""

    ALERT = "Alert"
    NOTIFICATION = "Notification"
    RUNBOOK = "Runbook"
    COMMAND = "First command"
    VERIFICATION = "Verification"
    ESCALATION = "Escalation"


@dataclass(frozen=True)
class Stop:
    """One stop: what stands there, or what is missing there, and its address in the document."""

    place: Place
    words: str = ""
    address: str = ""
    code: str = ""
    missing: str = ""

    @property
    def is_end(self) -> bool:
        return bool(self.missing)


@dataclass(frozen=True)
class Walk:
    """The way from one alert, as far as it goes."""

    key: str
    name: str
    severity: str
    stops: tuple[Stop, ...] = field(default=())

    @property
    def end(self) -> Stop | None:
        """The dead end, if there is one."""
        return next((stop for stop in self.stops if stop.is_end), None)

    @property
    def beyond(self) -> list[Place]:
        """The stops that nobody reaches."""
        return list(Place)[len(self.stops) :]


def walks(document: Document) -> tuple[Walk, ...]:
    """One walk for each alert, in their order."""
    alerts = references.targets(document, "alert")
    return tuple(
        Walk(
            alert["key"], _line(alert["name"]) or "Untitled", alert["severity"],
            tuple(_until_an_end(_stops(document, alert))),
        )
        for alert in alerts
    )  # fmt: skip


def _until_an_end(stops: Iterator[Stop]) -> Iterator[Stop]:
    for stop in stops:
        yield stop
        if stop.is_end:
            return


def _stops(document: Document, alert: Values) -> Iterator[Stop]:
    here = f"alert.{alert['key']}"
    yield _said(
        Place.ALERT,
        alert["condition"],
        f"{here}.condition",
        "No condition: nothing ever raises it.",
    )
    yield _said(
        Place.NOTIFICATION, alert["notification"], f"{here}.notification",
        "No notification: nobody hears it.",
    )  # fmt: skip
    runbook, stop = _runbook(document, alert["runbook"], f"{here}.runbook")
    yield stop
    if runbook:
        yield from _in(runbook, f"runbook.{runbook['key']}")


def _runbook(document: Document, text: str, address: str) -> tuple[Values | None, Stop]:
    """The row that is meant, by reference or by its only name; and the stop."""
    rows = references.targets(document, "runbook")
    key = references.meant(text.strip(), rows)
    row = next((one for one in rows if key == f"@{one['key']}"), None)
    if row:
        return row, Stop(Place.RUNBOOK, _line(row["name"]) or "Untitled", f"runbook.{row['key']}")
    if not text.strip():
        missing = "No runbook: the person who wakes up starts from nothing."
    elif ELSEWHERE.fullmatch(text.strip()):
        missing = f"The runbook is elsewhere, at {text.strip()}: nothing here says what to do."
    elif text.startswith("@"):
        missing = "The runbook that it names was deleted."
    else:
        missing = f"There is no runbook called “{_line(text)}”."
    return None, Stop(Place.RUNBOOK, address=address, missing=missing)


def _in(runbook: Values, here: str) -> Iterator[Stop]:
    """Inside the runbook: what to type, how to see that it worked, whom to call when it did not."""
    steps = [*runbook["diagnosis"], *runbook["resolution"]]
    first = next((step for step in steps if step["command"].strip()), None)
    if first:
        yield Stop(
            Place.COMMAND, _line(first["text"]), f"runbook_step.{first['key']}", first["command"]
        )
    else:
        what = "No step has a command" if steps else "It has no steps"
        yield Stop(Place.COMMAND, address=here, missing=f"{what}: what is typed at 3 a.m.?")
    check = next((step for step in runbook["verification"] if step["text"].strip()), None)
    if check:
        expected = _line(check["expected"])
        words = _line(check["text"]) + (f" Expected: {expected}" if expected else "")
        yield Stop(
            Place.VERIFICATION, words, f"runbook_step.{check['key']}", check["command"]
        )  # fmt: skip
    else:
        missing = "No verification: nobody can see that it worked."
        yield Stop(Place.VERIFICATION, address=here, missing=missing)
    after, to = _line(runbook["escalate_after"]), _line(runbook["escalate_to"])
    if to and after:
        yield Stop(Place.ESCALATION, f"After {after}: {to}", f"{here}.escalate_to")
        return
    missing = "No deadline: when is help called?" if to else "Nobody to escalate to."
    name = "escalate_after" if to else "escalate_to"
    yield Stop(Place.ESCALATION, address=f"{here}.{name}", missing=missing)


def _said(place: Place, text: str, address: str, missing: str) -> Stop:
    """A stop at one cell: what it says, or that it is empty."""
    words = _line(text)
    return Stop(place, words, address, missing="" if words else missing)


def _line(text: str) -> str:
    return " ".join(text.split())
