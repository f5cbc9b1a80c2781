"""Writing: new drafts, and cells by the same compare-and-set as the editor."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from ninja import Status

from specs import access, cells
from specs.api import bearer
from specs.api.documents import FAULTS, outline
from specs.api.paths import router
from specs.api.problems import Problem, Stopped
from specs.api.shapes import CellsIn, CellsOut, SpecIn, SpecOut
from specs.models import Conflict, Spec


@router.post(
    "/specs",
    response={201: SpecOut, **FAULTS},
    auth=bearer.write,
    tags=["writing"],
    summary="A new draft",
)
def create(request: bearer.TokenRequest, payload: SpecIn) -> Status[dict[str, Any]]:
    """In a team that you write for, with the template's standing content."""
    team = access.teams_for_writing(request.user).filter(slug=payload.team).first()
    if team is None:
        raise Stopped(403, "You are not an author in a team of that name.")
    spec = Spec.start(team, request.user, payload.name)
    spec.recount()
    spec.refresh_from_db()
    return Status(201, outline(spec))


@router.patch(
    "/specs/{guid}/cells",
    response={200: CellsOut, 409: CellsOut, 413: Problem, 423: CellsOut, **FAULTS},
    auth=bearer.write, tags=["writing"], summary="Write cells",
)  # fmt: skip
def patch(request: bearer.TokenRequest, guid: str, payload: CellsIn) -> Status[dict[str, Any]]:
    """Each cell is written if it still is what you saw. 409: some had changed, and your texts are kept beside."""
    spec = access.spec_for_editing(request.user, guid)
    changes = [cells.Change(one.address, one.text, one.seen) for one in payload.cells]
    try:
        with transaction.atomic():
            outcome = cells.write(spec, request.user, changes)
    except cells.NoSuchCell as wrong:
        raise Stopped(422, f"There is no cell {str(wrong)[:200]}.") from None
    except cells.TooLong as long:
        raise Stopped(413, str(long)) from None
    spec.recount()
    status = 423 if outcome.locked else 409 if outcome.conflicts else 200
    return Status(status, {
        "digests": outcome.digests, "withheld": outcome.withheld,
        "conflicts": [_conflict(spec, one) for one in outcome.conflicts],
    })  # fmt: skip


def _conflict(spec: Spec, one: Conflict) -> dict[str, str]:
    return {"address": one.address, "theirs": cells.shown_now(spec, one.address) or ""}
