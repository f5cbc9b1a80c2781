"""How available a service can be at most, by what it cannot run without."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from specs import access
from specs.documents import Document
from specs.graph import Said, said_in
from specs.models import Spec, User
from specs.quantities import Percent
from specs.readiness import ceilings
from specs.readiness.levels import promised, share_of
from specs.readiness.look import parsed


@dataclass(frozen=True)
class Part:
    """One hard dependency and what it promises; `linked` says that its own specification says so."""

    name: str
    text: str
    share: Decimal | None
    guid: str = ""
    entered: str = ""  # what the row says, where its specification says something else

    @property
    def linked(self) -> bool:
        return bool(self.guid)


@dataclass(frozen=True)
class Ceiling:
    """What hard dependencies leave of a promise."""

    parts: tuple[Part, ...]
    promise: str

    @property
    def known(self) -> list[Part]:
        return [one for one in self.parts if one.share is not None]

    @property
    def unknown(self) -> list[Part]:
        return [one for one in self.parts if one.share is None]

    @cached_property
    def at(self) -> Decimal:
        return ceilings.ceiling(one.share for one in self.known if one.share is not None)

    @property
    def words(self) -> str:
        """As the rule SLO-05 says it."""
        return ceilings.capped(self.at)

    @property
    def above(self) -> bool:
        """Whether more is promised than can be kept."""
        share = share_of(self.promise)
        return share is not None and share > self.at


def of_document(user: User, document: Document) -> Ceiling | None:
    """Of what is being written."""
    excused = document["sections"]["upstream"]["excused"]
    return _of(user, [] if excused else said_in(document), promised(document))


def of_spec(user: User, spec: Spec) -> Ceiling | None:
    """Of what this person is shown of a specification; no document is read."""
    rows = spec.said.filter(published=spec.is_face).values_list(*Said._fields)
    promise = spec.approved_availability if spec.is_face else spec.availability
    return _of(user, [Said(*row) for row in rows], promise)


def _of(user: User, said: Iterable[Said], promise: str) -> Ceiling | None:
    """None where no hard dependency promises anything."""
    hard = [row for row in said if row.upstream and row.hard]
    guids = {row.guid for row in hard if row.guid}
    theirs = access.promises_visible(user, guids) if guids else {}
    found = Ceiling(tuple(_part(row, theirs.get(row.guid, "")) for row in hard), promise)
    return found if found.known else None


def _part(row: Said, theirs: str) -> Part:
    """What its own specification promises, else what the row says."""
    name = row.name or row.linked
    share = share_of(theirs)
    if share is not None:
        other = row.promised if _entered(row) not in (None, share) else ""
        return Part(name, theirs, share, row.guid, other)
    return Part(name, row.promised, _entered(row))


def _entered(row: Said) -> Decimal | None:
    percent = parsed(Percent.parse, row.promised)
    return percent.ratio if percent else None
