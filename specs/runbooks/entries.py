"""What the short list of runbooks keeps of each, so that finding one loads no document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from specs.documents import Document
from specs.runbooks.told import alerts_of, rows

LONGEST = 300
KEY = re.compile(r"[a-z0-9]{1,24}")
MARKS = re.compile(r"[*_`#>\[\]()]")


@dataclass(frozen=True)
class Entry:
    """One runbook in the list."""

    key: str
    permanent_key: str
    name: str
    when: str
    alerts: tuple[str, ...]
    owner: str
    promised: str

    @property
    def words(self) -> str:
        """What a search looks in, in small letters."""
        texts = (self.name, self.when, self.owner, self.permanent_key, *self.alerts)
        return "\n".join(texts).lower()


def entries(document: Document) -> list[Entry]:
    """The runbooks of a document, in order; rows without a key have no address."""
    alerts = alerts_of(document)
    return [
        Entry(
            row["key"],
            row["permanent_key"].strip()[:LONGEST],
            _short(row["name"]) or "Untitled",
            _short(MARKS.sub("", row["when"])),
            tuple(_short(name) for name, key in alerts if key == row["key"]),
            _short(row["escalate_to"] or document["header"].get("contact", "")),
            row["escalate_after"].strip()[:40],
        )
        for row in rows(document)
        if KEY.fullmatch(row["key"])
    ]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
