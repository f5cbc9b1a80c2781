"""Version numbers, major.minor.patch: which one comes next."""

from __future__ import annotations

import re

BUMPS = ("major", "minor", "patch")
SEMVER = re.compile(r"(\d+)\.(\d+)\.(\d+)\Z")


def bumped(version: str, bump: str) -> str:
    """The next version; a version in another form starts again behind its first number."""
    found = SEMVER.match(version)
    parts = [int(number) for number in found.groups()] if found else [_lead(version), 0, 0]
    at = BUMPS.index(bump)
    return ".".join(str(n) for n in [*parts[:at], parts[at] + 1, 0, 0][:3])


def _lead(version: str) -> int:
    number = re.match(r"\d+", version)
    return int(number[0]) if number else 0
