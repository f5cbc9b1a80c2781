"""The lists that people of the demo come back to."""

from __future__ import annotations

from specs.models import SavedView, User

SAVED = (
    ("mara", "Our drafts", "/specs/?mine=1&status=Draft", True),
    ("mara", "Everything about latency", "/search/?q=latency", False),
    ("tomas", "Waiting longest", "/reviews/?state=waiting&sort=age", True),
    ("lena", "Past their review date", "/specs/?due=past", True),
)


def kept(cast: dict[str, User]) -> None:
    """Save them, the first of each pinned."""
    for name, title, address, pinned in SAVED:
        SavedView.keep(cast[name], title, address).pin(pinned)
