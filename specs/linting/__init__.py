"""Findings of Markdown files with the lines they are about, and the formats they are told in."""

from .lines import Located, located, together
from .told import FORMATS

__all__ = ["FORMATS", "Located", "located", "together"]
