"""Taking in a whole specification that was written elsewhere, as a draft of a team."""

from __future__ import annotations

import re

from django.db import transaction

from specs import store
from specs.documents import Document
from specs.models import Event, Refused, Spec, Status, Team, User, Verb
from specs.models.spec import new_guid
from specs.quantities import Semver
from specs.readiness.look import parsed

GUID = re.compile(r"[0-9a-f]{12}\Z")


def team_named(name: str) -> Team | None:
    """The team that a file names as its owner."""
    return Team.objects.filter(name=name).first() or Team.objects.filter(slug=name).first()


def guid_of(document: Document, wanted: str = "") -> str:
    """The GUID to use: the wanted one, the file's own, or a new one for "new" and for none.

    Raises:
        Refused: it is no GUID.
    """
    guid: str = wanted or document["header"]["guid"]
    if guid in ("", "new"):
        return new_guid()
    if not GUID.match(guid):
        raise Refused(f"“{guid}” is no GUID: that is 12 digits and letters from a to f.")
    return guid


@transaction.atomic
def receive(
    document: Document,
    team: Team | None,
    guid: str,
    by: User | None = None,
    *,
    replace: bool = False,
) -> Spec:
    """Store a document as a draft under this GUID.

    Raises:
        Refused: the GUID is taken, and not by a draft that may be replaced; or no team is known.
    """
    spec = Spec.objects.select_for_update().filter(guid=guid).first()
    if spec is None:
        spec = _new(document, team, guid, by)
    elif not replace:
        raise Refused(f"{guid} exists already ({spec}). Replace it, or import it under a new GUID.")
    elif spec.status != Status.DRAFT:
        raise Refused(f"{spec} is {spec.shown_status.lower()}: only a draft can be replaced.")
    store.save(spec, document)
    header = document["header"]
    spec.touch(by, name=header["name"][:200], tier=header["tier"][:8])
    spec.refresh_from_db()
    Event.record(spec, by, Verb.IMPORTED, new=header["name"])
    spec.recount()
    return spec


def _new(document: Document, team: Team | None, guid: str, by: User | None) -> Spec:
    if team is None:
        raise Refused("Say which team owns it: the file names none that is known here.")
    version = document["header"]["version"]
    version = version if parsed(Semver.parse, version) else "0.1.0"
    spec = Spec.objects.create(
        guid=guid, team=team, version=version, created_by=by, name=document["header"]["name"][:200]
    )
    Event.record(spec, by, Verb.CREATED, new=spec.name)
    return spec
