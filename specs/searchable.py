"""What of a specification can be found: its service, sections and rows as plain words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from specs import template
from specs.documents import Document, Values
from specs.sections.base import Row, Section
from specs.withholding import withheld

LONGEST_NAME, LONGEST_TEXT, LONGEST_WORD = 200, 20_000, 60
KINDS = {
    "alert": "alert",
    "runbook": "runbook",
    "parameter": "parameter",
    "env_variable": "parameter",
    "secret": "parameter",
    "feature_flag": "parameter",
}
WORD = re.compile(r"[^\W_]+")
HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True)
class Entry:
    """One thing that can be found, and where it stands."""

    kind: str  # spec, owner, section, row, parameter, alert or runbook
    chapter: str
    section: str
    anchor: str  # the id on the editor's page
    title: str
    text: str
    name: str = ""  # what finds it exactly, in small letters
    row: str = ""  # the key of the row


def folded(text: str) -> str:
    """Small letters without accents: what two spellings of a word have in common."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).lower()


def words_of(text: str) -> list[str]:
    """The words of a text, each once; `CheckoutLatencyHigh` is itself and its three parts too."""
    found: dict[str, None] = {}
    for word in WORD.findall(text):
        found[folded(word)[:LONGEST_WORD]] = None
        if len(parts := HUMPS.split(word)) > 1:
            found |= dict.fromkeys(folded(part)[:LONGEST_WORD] for part in parts)
    return [word for whole in found for word in WORD.findall(whole)]


def asked_of(text: str) -> list[str]:
    """The words of a question: a name is one word here, it need not hold all its parts again."""
    return list(dict.fromkeys(WORD.findall(folded(text)[:LONGEST_TEXT])))


def entries(document: Document, team: str) -> Iterator[Entry]:
    """Everything of a document that can be found; what is secret is blanked first."""
    head = document["header"]
    sections = withheld(document)["sections"]
    about = sections["overview"]["overview"]
    yield Entry("spec", "overview", "", "", head["name"] or "Untitled", about, folded(head["name"]))
    owner = "\n".join(text for text in (head["contact"], head["repository"]) if text)
    yield Entry("owner", "overview", "Service", "header", team, owner, folded(team))
    for section in template.sections():
        yield from _section(section, sections.get(section.slug) or {})


def _section(section: type[Section], values: Values) -> Iterator[Entry]:
    own = _texts(section, values)
    if own and section.slug not in ("overview", "header"):
        yield Entry(
            "section", section.chapter.slug, section.called(), section.slug,
            section.called(), "\n".join(own)[:LONGEST_TEXT],
        )  # fmt: skip
    for group in section.groups():
        for row in values.get(group.id) or ():
            yield from _row(section, group.model, row)


def _row(section: type[Section], model: type[Row], row: Values) -> Iterator[Entry]:
    texts = _texts(model, row) + [
        text
        for group in model.groups()
        for step in row.get(group.id) or ()
        for text in _texts(group.model, step)
    ]
    if not texts:
        return
    title = next(line for text in texts if (line := text.strip().split("\n")[0]))
    rest = texts[1:] if texts[0].strip() == title else texts
    yield Entry(
        KINDS.get(model.slug, "row"), section.chapter.slug, section.called(),
        f"r-{model.slug}-{row.get('key', '')}", title[:LONGEST_NAME],
        "\n".join(rest)[:LONGEST_TEXT], folded(title)[:LONGEST_NAME], row.get("key", ""),
    )  # fmt: skip


def _texts(model: type[Any], values: Values) -> list[str]:
    """What is written in the cells of one place; `@key` names another row and is no word of it."""
    return [
        text
        for name in model.columns()
        if (text := values.get(name, "").strip()) and not text.startswith("@")
    ]
