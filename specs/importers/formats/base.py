"""What every format is: a name, a sentence, how it is recognised, and how it is read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from ..reading import Cell, Reading
from ..yamls import Node


class Format(ABC):
    """A kind of file that the portal reads."""

    name: ClassVar[str]
    sentence: ClassVar[str]
    alone: ClassVar[bool] = False  # a file of this kind is nothing else, whatever it quotes

    @abstractmethod
    def recognises(self, name: str, text: str) -> bool:
        """Whether a file of this name and text is one of these; a glance, not a reading."""

    @abstractmethod
    def read(self, name: str, text: str) -> Reading:
        """What the file says. Raises NotRead."""


def cell(called: str, field: str, node: Node, text: str | None = None, **more: bool | str) -> Cell:
    """The text of a node, or another text for it, as a proposed cell."""
    given = node.text if text is None else text
    return Cell(
        called, field, given, node.line, bool(more.get("sure", True)), str(more.get("raw", ""))
    )
