"""Two versions of a specification compared, row by row and cell by cell."""

from .compared import compare
from .pieces import Kind, Piece
from .since import since
from .strictness import Drift
from .told import (
    CellChange,
    Changes,
    ChapterChange,
    Counts,
    Fate,
    GroupChange,
    RowChange,
    SectionChange,
)

__all__ = [
    "CellChange", "Changes", "ChapterChange", "Counts", "Drift", "Fate", "GroupChange", "Kind", "Piece",
    "RowChange", "SectionChange", "compare", "since",
]  # fmt: skip
