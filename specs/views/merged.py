"""What the trail knows of lost texts: who saved the other one, what both began from, and what was merged quietly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from specs import cells
from specs.changes import CellChange, by_words
from specs.documents import cell_digest
from specs.models import Conflict, Event, Spec, User, Verb
from specs.sections.base import Chapter
from specs.views.drafts import section_of

SAVES = (Verb.EDITED, Verb.IMPORTED, Verb.UNIMPORTED, Verb.RESTORED, Verb.DELETED)
MOST = 500  # lines of the trail that are read for what was merged


@dataclass(frozen=True)
class Merged:
    """One other cell that somebody changed meanwhile, and what it says now."""

    label: str
    section: str
    by: User | None
    at: datetime
    told: CellChange


class Trail:
    """The lines of the trail at the cells in which one person's texts lost, read once."""

    def __init__(self, spec: Spec, conflicts: Iterable[Conflict]) -> None:
        self.spec = spec
        self.conflicts = list(conflicts)
        places = {place for one in self.conflicts for place in _places(one)}
        found = Event.objects.filter(spec=spec, place__in=places).select_related("actor")
        self.lines = list(found.order_by("-pk")) if places else []

    def saved(self, conflict: Conflict) -> Event | None:
        """The line by which the cell, or its row, became what it is: somebody else's last one."""
        return next(
            (
                line
                for line in self.lines
                if line.place in _places(conflict)
                and line.verb in SAVES
                and line.actor_id != conflict.who_id
            ),
            None,
        )

    def base(self, conflict: Conflict) -> str | None:
        """The text that this person last saw; None where the trail does not know it any more."""
        if not conflict.base_digest:
            return ""
        here = [line for line in self.lines if line.place == conflict.address]
        texts = (text for line in here for text in (line.old, line.new))
        return next((text for text in texts if cell_digest(text) == conflict.base_digest), None)

    def merged(self, chapter: Chapter) -> list[Merged]:
        """The other cells of a chapter that were changed since the texts went apart."""
        since = min((at for one in self.conflicts if (at := self._apart(one))), default=0)
        if not since:
            return []
        lost = [one.address for one in self.conflicts]
        lines = Event.objects.filter(spec=self.spec, pk__gt=since, verb=Verb.EDITED)
        lines = lines.exclude(place__in=lost).select_related("actor").order_by("pk")
        first: dict[str, str] = {}
        last: dict[str, Event] = {}
        for line in lines[:MOST]:
            first.setdefault(line.place, line.old)
            last[line.place] = line
        told = (_merged(chapter, line, first[place]) for place, line in last.items())
        return [one for one in told if one]

    def _apart(self, conflict: Conflict) -> int:
        """The line that changed what this person saw; 0 where it is not known."""
        for line in self.lines:
            if line.place not in _places(conflict) or line.actor_id == conflict.who_id:
                continue
            began = cell_digest(line.old) if line.old else ""
            if line.verb == Verb.DELETED or began == conflict.base_digest:
                return line.pk
        return 0


def _places(conflict: Conflict) -> tuple[str, str]:
    """The cell and its row."""
    return conflict.address, conflict.address.rpartition(".")[0]


def _merged(chapter: Chapter, line: Event, old: str) -> Merged | None:
    """A line as the page tells it; None where it is of another chapter, or changed nothing."""
    try:
        model, _, name = cells.Change(line.place, "").place
    except cells.NoSuchCell:
        return None
    section = section_of(line.place)
    if section.chapter is not chapter or old == line.new:
        return None
    label = model.columns()[name].label
    told = CellChange(name, label, by_words(old, line.new))
    return Merged(label, section.called(), line.actor, line.at, told)
