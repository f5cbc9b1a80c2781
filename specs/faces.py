"""Rows about specifications, each with what this person is shown of its specification."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from specs import access
from specs.models import Spec, User


class About(Protocol):
    """A row that hangs on a specification."""

    spec: Spec


Row = TypeVar("Row", bound=About)


def faced(user: User, rows: Iterable[Row]) -> list[Row]:
    """The rows; to whom a draft is not shown, its specification has the name that was approved."""
    found = list(rows)
    drafted = {row.spec for row in found if not row.spec.is_published}
    shown = {one.pk: one for one in access.published(user, drafted)} if drafted else {}
    for row in found:
        row.spec = shown.get(row.spec.pk, row.spec)
    return found
