"""A specification as plain data: what everything clever is a pure function over."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import rfc8785

from .markdown.tidy import tidy

SCHEMA = 1
Values = dict[str, Any]
Document = dict[str, Any]  # {"schema": int, "header": Values, "sections": {key: Values}}
PORTAL_SET = (
    "status",
    "version",
    "updated",
)  # header facts that change without the content changing


@dataclass(frozen=True)
class Fix:
    """A change that mends a finding in one click: a row that is made, a cell and what it becomes."""

    label: str
    address: str = ""
    text: str = ""
    creates: str = ""  # the slug of a row that is made first
    cells: tuple[tuple[str, str], ...] = ()  # what is written in it


@dataclass(frozen=True)
class Finding:
    """Something a reader must know about one place of a document."""

    rule: str
    severity: str  # blocker, warning or advice
    title: str
    sentence: str
    section: str
    address: str = ""
    value: str = ""  # a short digest of what it is about: a waiver dies with it
    fix: tuple[Fix, ...] = ()
    waiver: Any = field(default=None, compare=False)
    void: Any = field(default=None, compare=False)  # a waiver that does not count

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same finding the next time."""
        return self.rule, self.section, self.address, self.value

    @property
    def id(self) -> str:
        """The same as a short word, for the id of an element."""
        return f"check-{cell_digest('/'.join(self.key))}"

    @property
    def blocks(self) -> bool:
        """Whether it stops an approval."""
        return self.severity == "blocker" and self.waiver is None


def tidied(value: Any) -> Any:
    """Normalise line ends, NUL and trailing blanks of every text inside plain data."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {key: inner if inner == "" else tidied(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [tidied(inner) for inner in value]
    return value


def keyless(document: Document) -> Document:
    """The document without row keys; a reference `@<key>` becomes `{"row": n}`, counted from 1 in its group.

    Row keys are not written to Markdown, so the round trip and the digest leave them aside.
    """
    places = _places(document["sections"])
    sections = {key: _without_keys(values, places) for key, values in document["sections"].items()}
    return document | {"sections": sections}


def _places(sections: dict[str, Values]) -> dict[str, int]:
    """The number of every row in its group, by `@<key>`."""
    found: dict[str, int] = {}
    for values in sections.values():
        for rows in values.values():
            if isinstance(rows, list):
                found |= {f"@{row['key']}": at for at, row in enumerate(rows, 1) if row.get("key")}
    return found


def _without_keys(value: Any, places: dict[str, int]) -> Any:
    if isinstance(value, dict):
        return {
            key: inner if inner == "" else _without_keys(inner, places)
            for key, inner in value.items()
            if key != "key"
        }
    if isinstance(value, list):
        return [_without_keys(inner, places) for inner in value]
    if isinstance(value, str) and value in places:
        return {"row": places[value]}
    return value


def content(document: Document) -> Document:
    """What an approval is about: the keyless document without status, version and dates."""
    header = {key: text for key, text in document["header"].items() if key not in PORTAL_SET}
    return keyless(document) | {"header": header}


def content_digest(document: Document) -> str:
    """SHA-256, in hex, of the canonical content: RFC 8785 (JCS) JSON of `content(document)`."""
    return hashlib.sha256(_canonical(content(tidied(document)))).hexdigest()


def _canonical(plain: Any) -> bytes:
    """For texts, row numbers and ASCII keys, json writes what rfc8785 does, ten times as fast."""
    if not _names(plain).isascii():
        return rfc8785.dumps(plain)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _names(plain: Document) -> str:
    """The keys of the outer levels; those of rows are names of columns."""
    return "".join([*plain["header"], *plain["sections"]])


def cell_digest(text: str) -> str:
    """A short digest of one cell, for compare-and-set; an empty cell has an empty one."""
    text = tidy(text)
    return hashlib.sha256(text.encode()).hexdigest()[:12] if text else ""
