"""Words in the database: a tsvector on Postgres, FTS5 on SQLite, behind two functions.

Both are made after `migrate` (and after making the tables straight from the models), because
neither is anything a model can say on both databases. Each follows its table by itself: a generated
column there, triggers here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connections

Condition = tuple[str, list[Any]]  # SQL and its parameters
Part = tuple[str, str, str]  # what is joined, the condition, its parameter
TABLE, INDEX, TITLES = "specs_searched", "specs_searched_fts", "specs_searched_titles"
JOINED = "JOIN specs_spec AS p ON p.id = s.spec_id JOIN specs_team AS t ON t.id = p.team_id"
SHOWN = (
    *(("s", name) for name in ("of", "kind", "section", "chapter", "anchor", "row", "title")),
    *(("s", name) for name in ("text", "in_draft", "in_published")),
    *(("p", name) for name in ("guid", "status")),
)
PUBLIC = "s.in_published AND p.approved_id IS NOT NULL AND NOT t.private"
KINDS = ("spec", "runbook", "alert", "parameter", "row", "section", "owner")
CAP = 200
GUID = re.compile("[0-9a-f]{12}")
# Titles have an index of their own: a broad word fills the list from them, and a word that no title
# holds costs nothing there. With fastupdate a search would read all that was saved lately.
POSTGRES = (
    f"""ALTER TABLE {TABLE}
        ADD COLUMN titles tsvector GENERATED ALWAYS AS (to_tsvector('simple', title_words)) STORED,
        ADD COLUMN vector tsvector GENERATED ALWAYS AS
            (to_tsvector('simple', title_words || ' ' || words)) STORED""",
    f"CREATE INDEX {TABLE}_titles ON {TABLE} USING gin (titles) WITH (fastupdate=off)",
    f"CREATE INDEX {TABLE}_vector ON {TABLE} USING gin (vector) WITH (fastupdate=off)",
)
MADE_POSTGRES = f"SELECT to_regclass('{TABLE}_vector') IS NOT NULL"
EVENTS = {"in": "INSERT", "out": "DELETE", "new": "UPDATE OF title_words, words"}
MADE_SQLITE = f"""SELECT count(*) = {2 + len(EVENTS)} FROM sqlite_master
    WHERE name IN ('{TITLES}', '{INDEX}', {", ".join(f"'{INDEX}_{on}'" for on in EVENTS)})"""  # noqa: S608


def _triggers() -> Iterator[str]:
    """What keeps both tables of words as their rows are."""
    both = ((TITLES, "title_words"), (INDEX, "title_words, words"))
    gone = (_told(table, names, "old", f"{table}, ", "'delete', ") for table, names in both)
    come = (_told(table, names, "new") for table, names in both)
    removed, added = " ".join(gone), " ".join(come)
    for on, event in EVENTS.items():
        acts = {"in": added, "out": removed, "new": f"{removed} {added}"}[on]
        name = f"{INDEX}_{on}"
        yield f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {TABLE} BEGIN {acts} END"


def _told(table: str, names: str, row: str, into: str = "", values: str = "") -> str:
    given = ", ".join(f"{row}.{name}" for name in names.split(", "))
    return f"INSERT INTO {table}({into}rowid, {names}) VALUES ({values}{row}.id, {given});"  # noqa: S608


def _sqlite() -> Iterator[str]:
    options = f"content='{TABLE}', content_rowid='id', prefix='2 3', detail='none'"
    for table, names in ((TITLES, "title_words"), (INDEX, "title_words, words")):
        yield f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5({names}, {options})"
    yield from _triggers()
    for table in (TITLES, INDEX):
        yield f"INSERT INTO {table}({table}) VALUES ('rebuild')"  # noqa: S608


def make(using: str = "default", **_: Any) -> None:
    """Make what is not there; on SQLite a table that was made anew has lost its triggers."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(MADE_POSTGRES if postgres else MADE_SQLITE)
        if cursor.fetchone()[0]:
            return
        for statement in POSTGRES if postgres else _sqlite():
            cursor.execute(statement)


def nearest(
    own: Condition, kinds: Sequence[str], name: str, words: Iterable[str], limit: int
) -> list[dict[str, Any]]:
    """The rows that hold a beginning of every word, best first: by name, in the title, anywhere.

    `own` says of a specification `p` whether its draft may be read. Who may see what stands in every
    part, before its limit: ranking every match of a broad word is what costs. The texts are asked
    for only when names and titles do not fill the list.
    """
    parts = _vector(words) if connections["default"].vendor == "postgresql" else _fts(words)
    parts.insert(0, (f"{TABLE} AS s", "s.name = %s", name))
    if GUID.fullmatch(name):
        parts.insert(0, (f"{TABLE} AS s", "s.kind = 'spec' AND p.guid = %s", name))
    found = {row["id"]: row for row in _rows(own, kinds, parts[:-1], limit)}
    if len(found) < limit:
        for row in _rows(own, kinds, parts[-1:], limit):
            found.setdefault(row["id"], row)
    return list(found.values())[:limit]


def _rows(
    own: Condition, kinds: Sequence[str], parts: Sequence[Part], limit: int
) -> list[dict[str, Any]]:
    mine, params = own
    may = f"s.kind IN ({', '.join(['%s'] * len(kinds))}) AND (s.in_draft AND {mine} OR {PUBLIC} AND NOT {mine})"
    found = " UNION ALL ".join(
        f"SELECT * FROM (SELECT s.id, {mine} AS mine, {tier} AS tier FROM {join} {JOINED} "  # noqa: S608
        f"WHERE {where} AND {may} LIMIT {CAP}) AS t{tier}"
        for tier, (join, where, _) in enumerate(parts)
    )
    order = " ".join(f"WHEN '{kind}' THEN {at}" for at, kind in enumerate(KINDS))
    names = ["id", "mine", *(name for _, name in SHOWN)]
    with connections["default"].cursor() as cursor:
        cursor.execute(
            f"""SELECT best.id, best.mine, {", ".join(f'{place}."{name}"' for place, name in SHOWN)}
            FROM (SELECT id, mine, min(tier) AS tier FROM ({found}) AS every GROUP BY id, mine) AS best
            JOIN {TABLE} AS s ON s.id = best.id JOIN specs_spec AS p ON p.id = s.spec_id
            ORDER BY best.tier, CASE s.kind {order} END, s.id LIMIT {int(limit)}""",  # noqa: S608
            [v for _, _, asked in parts for v in (*params, asked, *kinds, *params, *params)],
        )
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _vector(words: Iterable[str]) -> list[Part]:
    asked = " & ".join(f"'{word}':*" for word in words)
    columns = ("titles", "vector")
    return [(f"{TABLE} AS s", f"s.{name} @@ to_tsquery('simple', %s)", asked) for name in columns]


def _fts(words: Iterable[str]) -> list[Part]:
    asked = " ".join(f'"{word}"*' for word in words)
    return [
        (f"{table} AS f JOIN {TABLE} AS s ON s.id = f.rowid", f"{table} MATCH %s", asked)
        for table in (TITLES, INDEX)
    ]
