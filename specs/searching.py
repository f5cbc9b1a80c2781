"""Finding: words in, places out; only what the person may see, the nearest first, the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from specs import access, template
from specs.full_text import nearest
from specs.markdown.titles import slug
from specs.models import Kind, Status, User
from specs.searchable import LONGEST_NAME, asked_of, folded

MOST_WORDS, AROUND = 8, 160
NOUNS = {
    "spec": "Specification", "runbook": "Runbook", "alert": "Alert", "parameter": "Parameter",
    "row": "Row", "section": "Section", "owner": "Owner",
}  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """One place that was found, as the list shows it."""

    guid: str
    of: str
    kind: str
    where: str
    title: SafeString
    snippet: SafeString
    url: str
    plain: str

    @property
    def noun(self) -> str:
        """What kind of place it is."""
        return NOUNS[self.kind]

    @property
    def section(self) -> str:
        """The section under which it is listed; nothing for the specification itself."""
        return self.plain if self.kind == Kind.SECTION else self.where


@dataclass(frozen=True)
class Found:
    """What a search gave: the first hits, and whether there is more."""

    words: str = ""
    hits: list[Hit] = field(default_factory=list)
    more: bool = False

    @property
    def by_spec(self) -> Iterator[tuple[str, str, dict[str, list[Hit]]]]:
        """The hits under their specifications and sections, in the order of the nearest of each."""
        names: dict[str, str] = {}
        groups: dict[str, dict[str, list[Hit]]] = {}
        for hit in self.hits:
            names.setdefault(hit.guid, hit.of)
            groups.setdefault(hit.guid, {}).setdefault(hit.section, []).append(hit)
        return ((guid, name, groups[guid]) for guid, name in names.items())


def search(user: User, words: str, kinds: Iterable[str] = (), *, limit: int = 30) -> Found:
    """The places that hold all the words: named exactly first, then in the title, then in the text."""
    wanted = asked_of(words)[:MOST_WORDS]
    if not wanted:
        return Found(words)
    chosen = [kind for kind in kinds if kind in NOUNS] or list(NOUNS)
    name = folded(words.strip())[:LONGEST_NAME]
    rows = nearest(access.drafts_searched(user), chosen, name, wanted, limit + 1)
    hits = [_hit(row, wanted) for row in rows[:limit]]
    return Found(words, hits, more=len(rows) > limit)


def _hit(row: dict[str, Any], wanted: list[str]) -> Hit:
    where = "" if row["kind"] in (Kind.SPEC, Kind.SECTION) else row["section"]
    return Hit(
        row["guid"], row["of"], row["kind"], where, marked(row["title"], wanted),
        snippet(row["text"], wanted), _url(row), row["title"],
    )  # fmt: skip


def _url(row: dict[str, Any]) -> str:
    """Writers come to where it is written, others to where it is read; a runbook has its own page."""
    home = f"/specs/{row['guid']}/"
    if row["kind"] == Kind.RUNBOOK and row["in_published"] and row["row"]:
        return f"{home}runbooks/{row['row']}/"
    if row["kind"] == Kind.SPEC:
        return home
    if row["mine"] and row["in_draft"] and row["status"] == Status.DRAFT:
        return f"{home}sections/{row['chapter']}/#{row['anchor']}"
    place = f"r-{row['row']}" if row["row"] else _headings().get(row["anchor"], "")
    return f"{home}read/{'' if row['in_published'] else '?v=draft'}#{place}"


@cache
def _headings() -> dict[str, str]:
    """The heading under which the document holds what is one sheet of the editor."""
    return {one.slug: slug(one.heading or one.chapter.heading) for one in template.sections()}


def marked(text: str, wanted: Iterable[str]) -> SafeString:
    """The text, escaped, with the beginnings of words that were asked for in <mark>."""
    parts, at = [], 0
    for match in re.finditer(_any_of(wanted), text, re.IGNORECASE):
        start, end = match.span()
        if start >= at and _begins(text, start):
            parts.append(f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>")
            at = end
    return mark_safe("".join(parts) + escape(text[at:]))  # noqa: S308 - every part is escaped


def snippet(text: str, wanted: list[str]) -> SafeString:
    """A line of the text around the first of the words."""
    flat = " ".join(text.split())
    places = re.finditer(_any_of(wanted), flat, re.IGNORECASE)
    first = next((match.start() for match in places if _begins(flat, match.start())), 0)
    start = first - AROUND // 3 if first > AROUND // 3 else 0
    if start:
        start = flat.find(" ", start, first) + 1 or start
    end = start + AROUND
    cut = flat[start:end].rsplit(" ", 1)[0] if end < len(flat) else flat[start:]
    before, after = "… " if start else "", " …" if end < len(flat) else ""
    return mark_safe(f"{before}{marked(cut, wanted)}{after}")  # noqa: S308


def _any_of(wanted: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True))


def _begins(text: str, at: int) -> bool:
    """Whether a word begins here; `Latency` in `CheckoutLatency` is one."""
    before = text[at - 1 : at]
    return not before.isalnum() or (before.islower() and text[at].isupper())
