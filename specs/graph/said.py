"""What one specification says of its dependencies, as plain rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from specs.documents import Document

GUID = re.compile(r"(?<![0-9a-z])[0-9a-f]{12}(?![0-9a-z])")
OUTSIDE = ("external", "")


class Said(NamedTuple):
    """One row of a Dependencies chapter: whom it names, which way, and what happens without it."""

    upstream: bool
    position: int
    name: str
    text: str
    kind: str
    promised: str
    linked: str
    own: bool

    @property
    def guid(self) -> str:
        """The GUID in the link, however it is written: bare, in an address or in a file name."""
        found = GUID.search(self.linked.lower())
        return found.group() if found else ""

    @property
    def hard(self) -> bool:
        return self.kind.strip().lower() == "hard"


def said_in(document: Document) -> list[Said]:
    """The rows of both sections, in order; what the service is itself made of is marked as its own."""
    return [*_upstream(document), *_downstream(document)]


def plain(name: str) -> str:
    """A name as it is compared: people differ in capitals and blanks."""
    return " ".join(name.split()).casefold()


def _upstream(document: Document) -> Iterator[Said]:
    parts = {
        plain(row["name"])
        for row in document["sections"]["architecture"]["components"]
        if row["kind"] not in OUTSIDE
    }
    for at, row in enumerate(document["sections"]["upstream"]["upstream_service"]):
        if row["name"] or row["linked"]:
            own = not row["linked"] and plain(row["name"]) in parts
            words = row["name"], row["failure"], row["kind"], row["promised"], row["linked"]
            yield Said(True, at, *words, own)


def _downstream(document: Document) -> Iterator[Said]:
    for at, row in enumerate(document["sections"]["downstream"]["downstream_service"]):
        if row["name"] or row["linked"]:
            yield Said(False, at, row["name"], row["impact"], "", "", row["linked"], False)
