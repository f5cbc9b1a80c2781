"""What an organisation makes of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SEVERITIES = ("blocker", "warning", "advice")


@dataclass(frozen=True)
class Policy:
    """Other severities than the rules' own, rules that are off, and how long a waiver may last."""

    severities: Mapping[str, str] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    longest_waiver: int = 180  # days
    version: int = 0  # of the organisation's decision; 0 while it has made none


DEFAULT = Policy()
