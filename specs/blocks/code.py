"""Code: any text inside a fence."""

from __future__ import annotations

from dataclasses import dataclass

from ..markdown.fences import fence, fences, unfence, without
from ..markdown.tidy import trimmed
from .lens import Labels


@dataclass(frozen=True)
class Code:
    """A fenced block: `{"text": …, "language": …}`."""

    hugs = False
    language: str = ""  # what to assume, and not to store, where the fence says the same

    def write(self, value: dict[str, str], labels: Labels = ()) -> list[str]:
        if not value["text"] and value["language"] == self.language:
            return []
        return fence(value["text"], value["language"])

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[dict[str, str], list[str]]:
        found = fences(lines)
        if not found:
            return {"text": "", "language": self.language}, trimmed(lines)
        text, language = unfence(lines, found[0])
        return {"text": text, "language": language}, without(lines, found[0])


@dataclass(frozen=True)
class CodeOf:
    """A fenced block whose language is always the same; its value is the text alone."""

    language: str
    hugs = False

    def write(self, value: str, labels: Labels = ()) -> list[str]:
        return fence(value, self.language) if value else []

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[str, list[str]]:
        value, leftovers = Code(self.language).read(lines)
        other = value["language"] if value["language"] not in ("", self.language) else ""
        return value["text"], leftovers + ([f"Language: {other}"] if other else [])
