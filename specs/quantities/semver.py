"""Versions by Semantic Versioning 2.0.0 (semver.org): its grammar, its precedence, the next one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, Self

from .exact import NotUnderstood

CORE = r"(0|[1-9][0-9]{0,9})"
MARK = r"(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
VERSION = re.compile(
    rf"{CORE}\.{CORE}\.{CORE}(?:-({MARK}(?:\.{MARK})*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
)
LOOSE = re.compile(r"[vV]?0*([0-9]{1,9})(?:\.0*([0-9]{1,9}))?(?:\.0*([0-9]{1,9}))?")
Part = Literal["major", "minor", "patch"]


@dataclass(frozen=True)
class Semver:
    """`1.3.0`; build data after a plus never counts in a comparison."""

    major: int
    minor: int
    patch: int
    prerelease: str = ""
    build: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The strict form; `v1.2` is answered with `1.2.0`."""
        written = text.strip()
        if found := VERSION.fullmatch(written):
            return cls(int(found[1]), int(found[2]), int(found[3]), found[4] or "", found[5] or "")
        near = LOOSE.fullmatch(written)
        meant = ".".join(part or "0" for part in near.groups()) if near else ""
        expected = "A version is three numbers with dots between."
        raise NotUnderstood(text, expected, meant or "0.1.0", fix=meant)

    def bump(self, part: Part) -> Self:
        """The next version; a pre-release is finished by bumping what it leads to."""
        finished = bool(self.prerelease)
        match part:
            case "major" if finished and not self.minor and not self.patch:
                return type(self)(self.major, 0, 0)
            case "major":
                return type(self)(self.major + 1, 0, 0)
            case "minor" if finished and not self.patch:
                return type(self)(self.major, self.minor, 0)
            case "minor":
                return type(self)(self.major, self.minor + 1, 0)
            case "patch":
                return type(self)(self.major, self.minor, self.patch + (not finished))

    def __lt__(self, other: Semver) -> bool:
        return self._precedence() < other._precedence()

    def __le__(self, other: Semver) -> bool:
        return self._precedence() <= other._precedence()

    def _precedence(self) -> tuple[int, int, int, bool, list[tuple[bool, int, str]]]:
        """Rule 11: a pre-release comes before its version, numbers before words."""
        marks = [
            (not mark.isdigit(), int(mark) if mark.isdigit() else 0, mark)
            for mark in self.prerelease.split(".")
        ]
        return (self.major, self.minor, self.patch, not self.prerelease, marks)

    def __str__(self) -> str:
        text = f"{self.major}.{self.minor}.{self.patch}"
        text += f"-{self.prerelease}" if self.prerelease else ""
        return f"{text}+{self.build}" if self.build else text
