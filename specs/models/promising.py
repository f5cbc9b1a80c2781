"""What linked specifications promise caps a promise as well: SLO-05, which rests on what others say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from specs.documents import Document, Finding
from specs.graph import said_in
from specs.models.checking import from_records
from specs.readiness.ceilings import Ceiling
from specs.readiness.levels import promised
from specs.readiness.look import Look
from specs.sections.upstream import UpstreamDependencies

if TYPE_CHECKING:
    from specs.models.spec import Spec


@from_records
def capped_by_others(spec: Spec, document: Document) -> Iterator[Finding]:
    """The ceiling by what linked services promise themselves, where the rows alone allow the promise."""
    look, rule = Look(document, date.min), Ceiling()
    rows = look.rows(UpstreamDependencies.slug)
    linked = {
        rows[one.position]["key"]: one.guid
        for one in (said_in(document) if rows else ())
        if one.upstream and one.hard and one.guid and one.guid != spec.guid
    }
    if linked and promised(document) and not any(rule.findings(look)):
        theirs = _promises(spec, linked.values())
        yield from rule.above(look, {key: theirs.get(guid, "") for key, guid in linked.items()})


def _promises(spec: Spec, guids: Iterable[str]) -> dict[str, str]:
    """What was approved, else what is written on the same team; nothing that a private team keeps."""
    found = type(spec).objects.filter(guid__in=list(guids))
    columns = ("guid", "team", "team__private", "approved_availability", "availability")
    return {
        guid: (approved or draft) if team == spec.team_id else "" if private else approved
        for guid, team, private, approved, draft in found.values_list(*columns)
    }
