"""Two versions of a specification compared, row by row and cell by cell."""

from .as_markdown import as_markdown
from .compared import compare
from .loosened import Loosened, loosened
from .pieces import Kind, Piece, by_words
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
    "CellChange", "Changes", "ChapterChange", "Counts", "Drift", "Fate", "GroupChange", "Kind", "Loosened",
    "Piece", "RowChange", "SectionChange", "as_markdown", "by_words", "compare", "loosened", "since",
]  # fmt: skip
