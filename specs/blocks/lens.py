"""What every shape is: a way to write a value as lines, and to read it back."""

from __future__ import annotations

import re
from typing import Any, Protocol

Values = dict[str, Any]
Labels = tuple[re.Pattern[str], ...]


class Lens(Protocol):
    """Writes a value as Markdown lines and reads it back; what it cannot place are leftovers."""

    @property
    def hugs(self) -> bool:
        """Whether a short value may follow its label on the same line."""

    def write(self, value: Any, labels: Labels = ()) -> list[str]:
        """Write the value so that no line of it is taken for one of the labels around it."""

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[Any, list[str]]:
        """Read the value and hand back, in order, the lines that are no part of it."""


def picked(field: str, values: Values) -> Any:
    """What a lens writes: the value of its field, or all of them where it has none of its own."""
    return values[field] if field else values


def placed(field: str, value: Any) -> Values:
    """Undo picked."""
    return {field: value} if field else value
