"""What the trail keeps of a row, so that a deleted one can come back whole."""

from __future__ import annotations

from typing import Any

from .layout import Group
from .sections.base import Row


def cells_of(row: Row) -> dict[str, str]:
    """Every cell of a row, by name."""
    return {name: getattr(row, name) for name in row.columns()}


def name_of(row: Row) -> str:
    """What a row is called, for the trail."""
    return str(getattr(row, "name", "") or getattr(row, "text", ""))[:200]


def parent_key(row: Row) -> str:
    """The key of the row above it, "" where it hangs on its section."""
    parent = getattr(row, "parent", None)
    return parent.key if parent is not None else ""


def steps_of(row: Row) -> list[dict[str, Any]]:
    """The steps that hang on a row, as the trail keeps them."""
    groups: dict[str, Group] = {group.model.slug: group for group in row.groups()}
    return [
        {
            "slug": slug,
            "key": step.key,
            "phase": step.phase,
            "position": step.position,
            "cells": cells_of(step),
        }
        for slug, group in groups.items()
        for step in group.model.of(row.spec.pk).filter(parent_id=row.pk).order_by("position", "pk")
    ]
