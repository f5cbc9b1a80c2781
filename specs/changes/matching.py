"""Which row of the new version is which row of the old one, and which of them moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from ..documents import Values

Pair = tuple[Values | None, Values | None]


def paired(
    old: Sequence[Values], new: Sequence[Values], name: Callable[[Values], str]
) -> list[tuple[Pair, bool]]:
    """Rows by key, then by name, in the order to show them; the flag says that a row moved.

    A removed row stands where it stood: behind the row that was before it.
    """
    mates = _mates(old, new, name)
    still = _in_order([mates[at] for at in range(len(new)) if at in mates])
    gone = sorted(set(range(len(old))) - set(mates.values()))
    behind = _behind(gone, set(mates.values()))
    shown: list[tuple[Pair, bool]] = [((old[at], None), False) for at in behind.get(-1, ())]
    for at, row in enumerate(new):
        mate = mates.get(at)
        before = old[mate] if mate is not None else None
        shown.append(((before, row), mate is not None and mate not in still))
        shown += [((old[lost], None), False) for lost in behind.get(mate, ())]
    return shown


def _mates(
    old: Sequence[Values], new: Sequence[Values], name: Callable[[Values], str]
) -> dict[int, int]:
    """The old place of every row that was there before, by its new place."""
    mates: dict[int, int] = {}
    for called in (lambda row: str(row.get("key") or ""), name):
        free: dict[str, list[int]] = defaultdict(list)
        taken = set(mates.values())
        for at, row in enumerate(old):
            if at not in taken and called(row):
                free[called(row)].append(at)
        for at, row in enumerate(new):
            if at not in mates and free.get(called(row)):
                mates[at] = free[called(row)].pop(0)
    return mates


def _behind(gone: Sequence[int], kept: set[int]) -> dict[int | None, list[int]]:
    """The removed rows by the nearest kept row before them; -1 where there is none."""
    found: dict[int | None, list[int]] = defaultdict(list)
    for at in gone:
        found[next((i for i in range(at - 1, -1, -1) if i in kept), -1)].append(at)
    return found


def _in_order(places: Sequence[int]) -> set[int]:
    """The longest increasing subsequence: the rows that need not be called moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = ends[at - 1] if at else None
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [place]
    return set(_back(ends[-1] if ends else None, before))


def _back(place: int | None, before: dict[int, int | None]) -> Iterator[int]:
    while place is not None:
        yield place
        place = before[place]
