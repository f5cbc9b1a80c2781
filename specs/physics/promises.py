"""What an objective allows, and after how long its burn-rate alerts fire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..artefacts.base import Source
from ..artefacts.objectives import Objective, objectives
from ..burn_rates import DAY, Pair, pairs
from ..documents import Document
from ..quantities.rate import per_second
from ..readiness.look import Look
from .words import Span, count, percent

RATES = tuple(map(Decimal, ("1", "0.1", "0.02", "0.01")))  # shares of errors that people ask about
A_LIMIT = (
    "A limit leaves no error budget to count. "
    "Promise the share that stays within it, such as 99%, and name the limit in the metric."
)
TOO_SHORT = "This period is too short for burn-rate alerts; they need 7, 28, 30 or 90 days."


@dataclass(frozen=True)
class Firing:
    """What happens at a constant share of errors: the first page, else the first ticket."""

    errors: Decimal
    pair: Pair | None = None
    after: Span | None = None

    @property
    def share(self) -> str:
        return percent(self.errors)

    @property
    def what(self) -> str:
        """What people are told of it, without the time."""
        if self.pair is None:
            return "nothing fires"
        return "page" if self.pair.kind == "page" else "ticket, nobody is paged"

    @property
    def spent(self) -> str:
        return percent(self.pair.budget) if self.pair else ""


@dataclass(frozen=True)
class Promise:
    """One objective in numbers; without `budget` only its note."""

    key: str
    name: str
    target: str
    note: str = ""
    period: Span | None = None
    budget: Span | None = None
    bad: Decimal = Decimal(0)  # the share that may fail
    rate: Decimal | None = None  # requests per second
    pairs: tuple[Pair, ...] = ()
    firings: tuple[Firing, ...] = ()
    chosen: bool = False

    @property
    def requests(self) -> str:
        """How many may fail, of how many; empty without an expected load."""
        if self.rate is None or self.period is None:
            return ""
        of = self.rate * self.period.seconds
        return f"{count(of * self.bad)} of {count(of)} requests"

    @property
    def silent(self) -> list[str]:
        """The alerts that even a total outage does not fire."""
        return [
            f"The {_long(one)} {one.kind} can never fire: it waits for "
            f"{percent(one.threshold(1 - self.bad))} errors."
            for one in self.pairs
            if one.never_fires(1 - self.bad)
        ]

    @property
    def nervous(self) -> str:
        """Whether one failed request is enough, in the window where it is."""
        for one in self.pairs if self.rate else ():
            objective = 1 - self.bad
            if self.rate and one.one_failure_fires(objective, self.rate):
                come = self.rate * one.long
                what = "pages you" if one.kind == "page" else "opens a ticket"
                fail = come * one.threshold(objective)
                return (
                    f"One failed request {what}: in {_long(one)} {count(come)} requests come, "
                    f"and {count(fail)} of a request may fail."
                )
        return ""


def promises(document: Document) -> dict[str, Promise]:
    """Every objective that can be read, by the key of its row."""
    rate = per_second(Look(document, date.min).text("capacity", "rps"))
    found, _ = objectives(Source(document))
    each = {one.row["key"]: _promise(one, rate) for one in found}
    return {key: one for key, one in each.items() if one}


def _promise(one: Objective, rate: Decimal | None) -> Promise | None:
    head = one.row["key"], one.title, one.row["target"]
    if one.target.dimension == "time":
        return Promise(*head, A_LIMIT)
    length = one.days * DAY if one.days else one.window and one.window.seconds
    if one.ratio is None or not length:
        return None
    bad, period = 1 - one.ratio, Span(Decimal(length))
    several = pairs(one.days) if one.days else ()
    return Promise(
        *head, _note(one), period, Span(bad * period.seconds), bad, rate, several,
        tuple(_firing(several, one.ratio, errors) for errors in RATES) if several else (),
        one.row["alerting"] in ("burn rate", ""),
    )  # fmt: skip


def _note(one: Objective) -> str:
    if not one.days:
        return TOO_SHORT
    if one.row["alerting"] in ("threshold", "none"):
        return "Burn-rate alerting is not chosen. These are the alerts it would bring."
    if not one.queries():
        return "The alerts are compiled once the good and the total query are there."
    return ""


def _firing(several: tuple[Pair, ...], objective: Decimal, errors: Decimal) -> Firing:
    """The soonest page; where no page fires, the soonest ticket."""
    for kind in ("page", "ticket"):
        times = [
            (seconds, one)
            for one in several
            if one.kind == kind and (seconds := one.time_to_fire(objective, errors)) is not None
        ]
        if times:
            seconds, pair = min(times, key=lambda time: time[0])
            return Firing(errors, pair, Span(seconds))
    return Firing(errors)


def _long(pair: Pair) -> str:
    return str(Span(Decimal(pair.long)))
