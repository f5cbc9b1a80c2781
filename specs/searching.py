"""Finding: words in, places out; only what the person may see, the nearest first, the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from specs import access
from specs.full_text import matching
from specs.models import Kind, Searched, User
from specs.searchable import LONGEST_NAME, folded, words_of

CAP = 200  # ranking every match of a broad word is what costs
MOST_WORDS, AROUND = 8, 160
NOUNS = {
    "spec": "Specification", "runbook": "Runbook", "alert": "Alert", "parameter": "Parameter",
    "row": "Row", "section": "Section", "owner": "Owner",
}  # fmt: skip
GUID = re.compile("[0-9a-f]{12}")
ORDER = {kind: at for at, kind in enumerate(Kind.values)}


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
    def label(self) -> str:
        """What kind of place it is, in one word."""
        return NOUNS[self.kind]


@dataclass(frozen=True)
class Found:
    """What a search gave: the first hits, and whether there is more."""

    words: str = ""
    hits: list[Hit] = field(default_factory=list)
    more: bool = False

    @property
    def by_spec(self) -> Iterator[tuple[str, str, list[Hit]]]:
        """The hits under their specifications, in the order of the nearest of each."""
        groups: dict[str, list[Hit]] = {}
        for hit in self.hits:
            groups.setdefault(hit.guid, []).append(hit)
        return ((guid, hits[0].of, hits) for guid, hits in groups.items())


def search(user: User, words: str, kinds: Iterable[str] = (), *, limit: int = 30) -> Found:
    """The places that hold all the words: named exactly first, then in the title, then in the text."""
    wanted = words_of(words)[:MOST_WORDS]
    if not wanted:
        return Found(words)
    visible = access.searched_visible(user)
    if kinds := [kind for kind in kinds if kind in ORDER]:
        visible = visible.filter(kind__in=kinds)
    ranks: dict[int, tuple[int, int, int]] = {}
    for tier, rows in enumerate(_tiers(visible, words, wanted)):
        found = rows.order_by().values_list("pk", "kind")[:CAP]
        for pk, kind in found:
            ranks.setdefault(pk, (tier, ORDER[kind], pk))
        if len(ranks) > CAP:
            break
    best = sorted(ranks, key=ranks.__getitem__)
    rows = Searched.objects.filter(pk__in=best[:limit]).select_related("spec")
    by_pk = {row.pk: row for row in rows.only(*SHOWN)}
    hits = [_hit(by_pk[pk], user, wanted) for pk in best[:limit] if pk in by_pk]
    return Found(words, hits, more=len(best) > limit)


SHOWN = (
    "of", "kind", "section", "chapter", "anchor", "row", "title", "text", "in_draft",
    "in_published", "spec__guid", "spec__status", "spec__team",
)  # fmt: skip


def _tiers(
    visible: QuerySet[Searched], words: str, wanted: list[str]
) -> Iterator[QuerySet[Searched]]:
    said = folded(words.strip())
    if GUID.fullmatch(said):
        yield visible.filter(kind=Kind.SPEC, spec__guid=said)
    yield visible.filter(name=said[:LONGEST_NAME])
    yield matching(visible, wanted, in_title=True)
    yield matching(visible, wanted)


def _hit(row: Searched, user: User, wanted: list[str]) -> Hit:
    where = [row.section] if row.kind in ("row", "alert", "runbook", "parameter", "owner") else []
    return Hit(
        row.spec.guid, row.of, row.kind, ", ".join(where), marked(row.title, wanted),
        snippet(row.text, wanted), _url(row, user), row.title,
    )  # fmt: skip


def _url(row: Searched, user: User) -> str:
    """Writers come to where it is written, others to where it is read; a runbook has its own page."""
    home = f"/specs/{row.spec.guid}/"
    if row.kind == Kind.RUNBOOK and row.in_published and row.row:
        return f"{home}runbooks/{row.row}/"
    if row.kind == Kind.SPEC:
        return home
    writes = user.is_admin or row.spec.team_id in user.roles
    if writes and row.in_draft and row.spec.is_editable:
        return f"{home}sections/{row.chapter}/#{row.anchor}"
    return f"{home}read/{'' if row.in_published else '?v=draft'}#{row.anchor}"


def marked(text: str, wanted: Iterable[str]) -> SafeString:
    """The text, escaped, with the beginnings of words that were asked for in <mark>."""
    pattern = "|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True))
    found = re.compile(rf"(?:(?<![^\W_])|(?<=[a-z0-9])(?=[A-Z]))(?i:{pattern})")
    parts, at = [], 0
    for match in found.finditer(text):
        parts += [escape(text[at : match.start()]), f"<mark>{escape(match.group())}</mark>"]
        at = match.end()
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308 - every part is escaped


def snippet(text: str, wanted: list[str]) -> SafeString:
    """A line of the text around the first of the words."""
    flat = " ".join(text.split())
    pattern = "|".join(re.escape(word) for word in wanted)
    first = re.search(rf"(?<![^\W_])(?:{pattern})", flat, re.IGNORECASE)
    start = max(0, first.start() - AROUND // 3) if first else 0
    if start:
        start = flat.find(" ", start) + 1 or start
    end = start + AROUND
    cut = flat[start:end].rsplit(" ", 1)[0] if end < len(flat) else flat[start:]
    before, after = "… " if start else "", " …" if end < len(flat) else ""
    return mark_safe(f"{before}{marked(cut, wanted)}{after}")  # noqa: S308
