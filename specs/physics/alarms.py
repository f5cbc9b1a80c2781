"""What the condition of an alert means, when it fires, and how it stands to the promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..documents import Document, Values
from ..quantities import Comparison, Duration
from ..quantities.comparison import SPOKEN
from ..readiness.alert_limits import AfterTheFact, same
from ..readiness.look import Look, parsed, place
from ..readiness.objectives import burning
from .promises import Promise, promises
from .words import Span, percent


@dataclass(frozen=True)
class Alarm:
    """One alert in words."""

    key: str
    means: str
    fires: str
    ends: str = ""
    looser: tuple[str, ...] = ()
    promised: tuple[str, ...] = ()


def alarms(document: Document) -> dict[str, Alarm]:
    """Every alert whose condition is understood, by the key of its row."""
    look, known = Look(document, date.min), promises(document)
    loose: dict[str, list[str]] = {}
    for finding in AfterTheFact().findings(look):
        loose.setdefault(finding.address, []).append(f"{finding.title}.")
    found = {}
    for row in look.rows("alerts"):
        if limit := parsed(Comparison.parse, row["condition"]):
            looser = loose.get(place("alert", row["key"], "condition"), [])
            keep = parsed(Duration.parse, row["keep_firing"])
            found[row["key"]] = Alarm(
                row["key"],
                _means(look, row, limit),
                _fires(limit),
                f"{keep.in_words()} after it is over".capitalize() if keep else "",
                tuple(looser),
                tuple(_promised(look, row, limit, known)),
            )
    return found


def _means(look: Look, row: Values, limit: Comparison) -> str:
    """The condition as a sentence."""
    about = limit.subject or look.called(row["metric"], "metric") or "What is measured"
    gap = "" if limit.qualifier.startswith("/") else " "
    amount = f"{limit.amount}{gap}{limit.qualifier}".strip()
    said = f"{about} {SPOKEN[limit.operator]} {amount}"
    if limit.hold:
        return f"{said} for {limit.hold.in_words()} without a break."
    return f"{said}, counted over {limit.window.in_words()}." if limit.window else f"{said}."


def _fires(limit: Comparison) -> str:
    """How long after the trouble begins."""
    if limit.hold and limit.hold.nanoseconds:
        return f"{limit.hold.in_words()} after it begins".capitalize()
    if limit.window:
        return f"As soon as the count is reached, at most {limit.window.in_words()} back"
    return "At the first measurement: without “for”, a blip is enough"


def _promised(
    look: Look, row: Values, limit: Comparison, known: dict[str, Promise]
) -> Iterator[str]:
    """What the limit does to the budgets of objectives on the same metric."""
    watched = {row["key"] for row, _ in burning(look)}
    for slo in look.rows("slos"):
        one = known.get(slo["key"])
        if one is None or one.period is None or one.budget is None or not same(look, slo, row):
            continue
        lasts = ""
        if limit.dimension == "percent" and limit.operator != "=":
            errors = limit.value if limit.is_ceiling else 1 - limit.value
            lasts = _lasts(one, one.period, one.budget, errors)
        if slo["key"] in watched:
            yield f"{lasts or one.name}; burn-rate alerts watch it too."
        elif lasts:
            yield f"{lasts}."


def _lasts(one: Promise, period: Span, budget: Span, errors: Decimal) -> str:
    if 0 < errors <= one.bad:
        return f"At {percent(errors)} errors the budget of {one.name} lasts its {period}"
    if one.bad < errors <= 1:
        lasts = Span(budget.seconds / errors)
        return f"At {percent(errors)} errors the budget of {one.name} is gone after {lasts}"
    return ""
