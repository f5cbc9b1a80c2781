"""Words in the database: a tsvector on Postgres, FTS5 on SQLite, behind two functions.

Both are made after `migrate` (and after making the tables straight from the models), because
neither is anything a model can say on both databases. Each follows its table by itself: a generated
column there, triggers here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import connections, models
from django.db.models import QuerySet

M = TypeVar("M", bound=models.Model)
TABLE, INDEX = "specs_searched", "specs_searched_fts"
COLUMNS = ("title_words", "words")
POSTGRES = (
    f"""ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_words), 'A') || to_tsvector('simple', words)) STORED""",
    # With fastupdate every search would read the pending list of all that was saved lately.
    f"CREATE INDEX IF NOT EXISTS {TABLE}_vector ON {TABLE} USING gin (vector) WITH (fastupdate=off)",
)
MADE_SQLITE = f"""SELECT count(*) = 4 FROM sqlite_master
    WHERE name IN ('{INDEX}', '{INDEX}_in', '{INDEX}_out', '{INDEX}_new')"""  # noqa: S608
MADE_POSTGRES = f"SELECT to_regclass('{TABLE}_vector') IS NOT NULL"
INTO = f"INSERT INTO {INDEX}"
REMOVE = f"{INTO}({INDEX}, rowid, {', '.join(COLUMNS)}) VALUES ('delete', old.id, old.title_words, old.words);"
INSERT = f"{INTO}(rowid, {', '.join(COLUMNS)}) VALUES (new.id, new.title_words, new.words);"
REBUILD = f"{INTO}({INDEX}) VALUES ('rebuild')"
SQLITE = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5(title_words, words,
        content='{TABLE}', content_rowid='id', prefix='2 3', detail='column')""",
    f"CREATE TRIGGER IF NOT EXISTS {INDEX}_in AFTER INSERT ON {TABLE} BEGIN {INSERT} END",
    f"CREATE TRIGGER IF NOT EXISTS {INDEX}_out AFTER DELETE ON {TABLE} BEGIN {REMOVE} END",
    f"""CREATE TRIGGER IF NOT EXISTS {INDEX}_new AFTER UPDATE OF title_words, words ON {TABLE}
        BEGIN {REMOVE} {INSERT} END""",
)


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
        for statement in POSTGRES if postgres else (*SQLITE, REBUILD):
            cursor.execute(statement)


def matching(rows: QuerySet[M], words: Iterable[str], *, in_title: bool = False) -> QuerySet[M]:
    """The rows that hold a beginning of every one of these words; in their title, if asked for."""
    if connections[rows.db].vendor == "postgresql":
        weight = "A" if in_title else ""
        query = " & ".join(f"'{word}':*{weight}" for word in words)
        return rows.extra(  # noqa: S610
            where=[f"{TABLE}.vector @@ to_tsquery('simple', %s)"], params=[query]
        )
    query = " ".join(f'"{word}"*' for word in words)
    query = f"title_words : ({query})" if in_title else query
    return rows.extra(  # noqa: S610
        tables=[INDEX],
        where=[f"{INDEX}.rowid = {TABLE}.id", f"{INDEX} MATCH %s"],
        params=[query],
    )
