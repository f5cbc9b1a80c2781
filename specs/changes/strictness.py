"""Whether a change asks more of a service or less, by the values it compares and never by their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Any

from ..fields import Cell, Choice
from ..quantities import Comparison, Duration, NotUnderstood


class Drift(StrEnum):
    """Which way a promise or a guard moved; the value is the word that people read."""

    TIGHTENED = "Tightened"
    LOOSENED = "Loosened"
    NEUTRAL = "Neutral"


def drift(cell: Cell | None, old: str, new: str) -> Drift | None:
    """Which way a cell moved; None where its kind has no stricter side, or nothing changed."""
    if cell is None or not cell.tighter or old == new:
        return None
    return WAYS[cell.tighter](cell, old.strip(), new.strip())


def _given(cell: Cell, old: str, new: str) -> Drift | None:
    """What is filled holds somebody to something; other words say nothing about how strictly."""
    return None if old and new else _toward(bool(old), bool(new))


def _empty(cell: Cell, old: str, new: str) -> Drift | None:
    """What is filled is an excuse."""
    return None if old and new else _toward(bool(new), bool(old))


def _first(cell: Cell, old: str, new: str) -> Drift:
    """The words stand from the strictest to the weakest; another word has no place among them."""
    words = cell.words if isinstance(cell, Choice) else ()
    places = [words.index(text) if text in words else None for text in (old, new)]
    if None in places:
        return Drift.NEUTRAL if old and new else _toward(bool(old), bool(new))
    return _ordered(places[1], places[0])


def _less(cell: Cell, old: str, new: str) -> Drift:
    """Sooner or more often; `Daily + WAL streaming` is stricter than `Daily`."""
    return _measured(
        cell, old, new, lambda was, now: _beside(was, now) if was == now else _ordered(now, was)
    )


def _more(cell: Cell, old: str, new: str) -> Drift:
    return _measured(cell, old, new, lambda was, now: _ordered(was, now))


def _alarm(cell: Cell, old: str, new: str) -> Drift:
    """A limit that calls somebody: nearer to normal and after a shorter wait is stricter."""
    return _measured(cell, old, new, lambda was, now: _limits(was, now, sign=1))


def _promise(cell: Cell, old: str, new: str) -> Drift:
    """A limit that is promised: farther from the worst is stricter."""
    return _measured(cell, old, new, lambda was, now: _limits(was, now, sign=-1))


def _measured(cell: Cell, old: str, new: str, compared: Callable[[Any, Any], Drift]) -> Drift:
    """By the values; a promise that can be read no more is one less."""
    if not old or not new:
        return _toward(bool(old), bool(new))
    was, now = _value(cell.parse, old), _value(cell.parse, new)
    if was is None or now is None:
        return Drift.NEUTRAL if was is None else Drift.LOOSENED
    return compared(was, now)


@lru_cache(maxsize=4096)
def _value(parse: Callable[[str], object] | None, text: str) -> Any:
    """Parsed once: a page of sixty changes says much the same again and again."""
    try:
        return parse(text) if parse else None
    except NotUnderstood:
        return None


def _limits(was: Comparison, now: Comparison, sign: int) -> Drift:
    """Two limits on the same thing, and how long they wait; any part that is looser decides."""
    same = (was.is_ceiling, was.dimension, was.qualifier) == (
        now.is_ceiling, now.dimension, now.qualifier,
    )  # fmt: skip
    if not same or "=" in (was.operator, now.operator):
        return Drift.NEUTRAL
    low, high = (now.value, was.value) if was.is_ceiling == (sign > 0) else (was.value, now.value)
    holds = [one.hold or Duration() for one in (was, now)]
    spans = [one.window for one in (was, now)]
    parts = [_ordered(low, high), _ordered(holds[1], holds[0])]
    if all(spans):
        parts.append(_ordered(spans[0], spans[1]))
    elif any(spans):
        return Drift.NEUTRAL
    return summed(parts)


def summed(parts: Iterable[Drift | None]) -> Drift:
    """Several moves as one: the loosest is what a reviewer has to know."""
    found = set(parts)
    return next((one for one in (Drift.LOOSENED, Drift.TIGHTENED) if one in found), Drift.NEUTRAL)


def _ordered(smaller: Any, larger: Any) -> Drift:
    """Tightened if the first is below the second; a month and 30 days are neither."""
    if smaller < larger:
        return Drift.TIGHTENED
    return Drift.LOOSENED if larger < smaller else Drift.NEUTRAL


def _beside(was: Any, now: Any) -> Drift:
    """Equal lengths may differ in what runs beside them."""
    extra = [isinstance(one, Duration) and one.rest.startswith("+") for one in (was, now)]
    return _toward(*extra)


def _toward(before: bool, after: bool) -> Drift:
    if before == after:
        return Drift.NEUTRAL
    return Drift.TIGHTENED if after else Drift.LOOSENED


WAYS: dict[str, Callable[[Cell, str, str], Drift | None]] = {
    "less": _less, "more": _more, "first": _first, "alarm": _alarm, "promise": _promise,
    "given": _given, "empty": _empty,
}  # fmt: skip
