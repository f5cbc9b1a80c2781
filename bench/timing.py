"""Timing two things in turns, so that a noisy machine disturbs both alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

WARM = 5


def ratio(
    ours: Callable[[int], object], floor: Callable[[int], object], rounds: int
) -> tuple[float, float, float]:
    """Median seconds of each, and theirs to ours; `rounds` calls of each, interleaved, after a warm-up."""
    for at in range(WARM):
        ours(at), floor(at)
    times: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    for at in range(WARM, WARM + rounds):
        for found, call in zip(times, (ours, floor), strict=True):
            start = time.perf_counter()
            call(at)
            found.append(time.perf_counter() - start)
    mine, bare = statistics.median(times[0]), statistics.median(times[1])
    return mine / bare, mine, bare
