"""What a specification compiles to: one format per file, found by living here."""

from .base import Artefact, Compiled, File, Omission, Source, artefacts, find

__all__ = ["Artefact", "Compiled", "File", "Omission", "Source", "artefacts", "find"]
