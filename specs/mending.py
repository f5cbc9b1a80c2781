"""Applying the fix that a finding offers, by the same doors as a person's typing."""

from __future__ import annotations

import secrets

from django.db import transaction

from specs import cells, rows
from specs.documents import Fix, cell_digest
from specs.models import Spec, User


@transaction.atomic
def mend(spec: Spec, by: User, fix: Fix) -> bool:
    """Write the fix; False when somebody wrote something else there meanwhile. Raises Locked."""
    if not spec.is_editable:
        raise rows.Locked
    if fix.creates:
        rows.add(spec, by, fix.creates, secrets.token_hex(6), cells=dict(fix.cells))
    if not fix.address:
        return True
    seen = cell_digest(cells.shown_now(spec, fix.address) or "")
    outcome = cells.write(spec, by, [cells.Change(fix.address, fix.text, seen)])
    return not (outcome.conflicts or outcome.withheld or outcome.locked)
