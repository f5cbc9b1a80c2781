"""Hard dependencies that lead back: DPN-02, which rests on what other specifications say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from specs.documents import Document, Finding
from specs.graph import Said, said_in
from specs.graph.rounds import told
from specs.graph.said import plain
from specs.models.checking import from_records
from specs.models.dependency import Dependency
from specs.sections.upstream import UpstreamDependencies

if TYPE_CHECKING:
    from specs.models.spec import Spec

FARTHEST = 8
"""Longer rounds are left to the picture: each step asks the database once."""


class Way(NamedTuple):
    """How a row of this document got somewhere: the row, and the names on the way."""

    at: int
    names: tuple[str, ...]


@from_records
def goes_round(spec: Spec, document: Document) -> Iterator[Finding]:
    """A row whose service, at the end, cannot do without this one."""
    rows = document["sections"][UpstreamDependencies.slug]["upstream_service"]
    starts = [(row, Way(row.position, (row.name,))) for row in said_in(document) if _counts(row)]
    found = _way_back(spec, starts)
    if found is None:
        return
    row, names = rows[found.at], [spec.name or "This service", *found.names]
    yield told(names, row["key"])


def _counts(row: Said) -> bool:
    return row.upstream and row.hard and not row.own


def _way_back(spec: Spec, reached: list[tuple[Said, Way]]) -> Way | None:
    """A shortest way from here back to here; one query for each step."""
    seen: set[str] = set()
    for _ in range(FARTHEST):
        ways: dict[str, Way] = {}
        for row, way in reached:
            if row.guid == spec.guid or (not row.guid and plain(row.name) == plain(spec.name)):
                return Way(way.at, way.names[:-1]) if len(way.names) > 1 else None
            if (key := row.guid or plain(row.name)) not in seen:
                ways.setdefault(key, way)
        seen |= set(ways)
        reached = list(_onwards(spec, ways)) if ways else []
    return None


def _onwards(spec: Spec, ways: dict[str, Way]) -> Iterator[tuple[Said, Way]]:
    """The hard rows of the services reached: what is written on the same team, else what was approved;
    what a private team wrote is told to nobody else."""
    named = Q(spec__guid__in=[key for key in ways if len(key) == len(spec.guid)])
    for way in ways.values():
        named |= Q(spec__name__iexact=way.names[-1])
    shown = Q(published=False, spec__team=spec.team_id) | (
        Q(published=True, spec__team__private=False) & ~Q(spec__team=spec.team_id)
    )
    found = Dependency.objects.filter(named, shown, upstream=True, own=False)
    for guid, name, *words in found.values_list("spec__guid", "spec__name", *Said._fields):
        row, before = Said(*words), ways.get(guid) or ways.get(plain(name))
        if before is not None and row.hard:
            yield row, Way(before.at, (*before.names, row.name))
