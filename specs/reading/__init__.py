"""A document as it is read: its Markdown as HTML, with an address for every row, and pictures."""

from specs.reading.illustrated import illustrated
from specs.reading.rows import addressed

__all__ = ["addressed", "illustrated"]
