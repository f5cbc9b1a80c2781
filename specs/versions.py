"""Version numbers, major.minor.patch: which one comes next."""

from __future__ import annotations

import re

from .quantities import NotUnderstood, Semver
from .quantities.semver import Part

BUMPS: tuple[Part, ...] = ("major", "minor", "patch")


def bumped(version: str, bump: str) -> str:
    """The next version; a version in another form starts again behind its first number."""
    part = next(one for one in BUMPS if one == bump)
    try:
        known = Semver.parse(version)
    except NotUnderstood:
        known = Semver(_lead(version), 0, 0)
    return str(known.bump(part))


def _lead(version: str) -> int:
    number = re.match(r"\d+", version)
    return int(number[0]) if number else 0
