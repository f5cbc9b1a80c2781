"""What every artefact is: a format with a name and a sentence, and one method over a Source."""

from __future__ import annotations

import importlib
import pkgutil
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, ClassVar

from ..documents import Document, Values, content_digest


@dataclass(frozen=True)
class Omission:
    """Something that could not be compiled: what, why, and where to mend it."""

    what: str
    why: str
    address: str = ""


@dataclass(frozen=True)
class File:
    """One file of an artefact: its path inside the artefact, and its text."""

    path: str
    text: str


@dataclass(frozen=True)
class Compiled:
    """What came out: files in order, and what was left out. No files: not possible yet."""

    files: tuple[File, ...] = ()
    omissions: tuple[Omission, ...] = ()

    @property
    def text(self) -> str:
        """The files as one text, for formats that make one file."""
        return "".join(file.text for file in self.files)


@dataclass(frozen=True)
class Source:
    """A Document to compile, and where its portal answers (no slash at the end)."""

    document: Document
    portal: str = "https://opsportal.example"
    labels: dict[str, str] = field(default_factory=dict)  # a severity -> its Prometheus label
    channels: dict[str, str] = field(default_factory=dict)  # a severity -> who hears it
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What several formats ask for, found once."""

    @property
    def header(self) -> Values:
        header: Values = self.document["header"]
        return header

    @property
    def guid(self) -> str:
        return str(self.header["guid"])

    @property
    def name(self) -> str:
        return self.header.get("name") or "Untitled"

    @property
    def url(self) -> str:
        return f"{self.portal}/specs/{self.guid}/"

    @cached_property
    def digest(self) -> str:
        """What the content is known by; status, version and dates leave it alone."""
        return content_digest(self.document)

    @cached_property
    def _rows(self) -> dict[str, Values]:
        """Every row by its key."""
        found: dict[str, Values] = {}
        for values in self.document["sections"].values():
            for rows in values.values():
                if isinstance(rows, list):
                    found |= {row["key"]: row for row in rows if row.get("key")}
        return found

    def section(self, slug: str) -> Values:
        """A section's values."""
        values: Values = self.document["sections"][slug]
        return values

    def rows(self, section: str, group: str) -> list[Values]:
        """The rows of a group; none where the section does not apply."""
        values = self.section(section)
        return [] if values["excused"] else list(values[group])

    def row(self, reference: str) -> Values | None:
        """The row that a reference `@<key>` means."""
        return self._rows.get(reference[1:]) if reference.startswith("@") else None

    def runbook_url(self, reference: str = "") -> str:
        """Where the runbook stands for good; without one, the list of the specification's runbooks."""
        row = self.row(reference)
        return f"{self.url}runbooks/{row['key']}/" if row else f"{self.url}runbooks/"

    def labels_of(self, severity: str) -> str:
        """The label that a severity has in Prometheus."""
        return self.labels.get(severity) or severity.lower()

    @property
    def origin(self) -> dict[str, str]:
        """What a generated file says of where it came from; no clock, so that it stays the same."""
        return {
            "specification": self.name,
            "guid": self.guid,
            "version": self.header.get("version") or "",
            "digest": f"sha256:{self.digest}",
        }


class Artefact(ABC):
    """One format."""

    name: ClassVar[str]
    title: ClassVar[str]
    sentence: ClassVar[str]
    filename: ClassVar[str]
    media: ClassVar[str] = "application/yaml"
    place: ClassVar[int] = 100
    several: ClassVar[tuple[str, ...]] = ()
    """What its files are called, where it makes more than one; * stands for what people name."""

    kinds: ClassVar[list[type[Artefact]]] = []

    def __init_subclass__(cls) -> None:
        Artefact.kinds.append(cls)

    @abstractmethod
    def compile(self, source: Source) -> Compiled:
        """The files, and what had to be left out."""


@cache
def artefacts() -> tuple[Artefact, ...]:
    """Every format that lives in this folder, in order."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        importlib.import_module(f"{__package__}.{module.name}")
    found = [kind() for kind in Artefact.kinds]
    return tuple(sorted(found, key=lambda one: (one.place, one.name)))


def find(name: str) -> Artefact | None:
    """The format of that name."""
    return next((one for one in artefacts() if one.name == name), None)
