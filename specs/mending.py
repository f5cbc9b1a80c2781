"""Applying the fix that a finding offers, by the same doors as a person's typing; and taking it back."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from django.db import transaction

from specs import cells, rows
from specs.documents import Fix, cell_digest
from specs.models import Spec, User
from specs.row_trail import cells_of, steps_of


@dataclass(frozen=True)
class Mended:
    """What a fix left behind, so that it can be taken back while nobody wrote there since."""

    at: str = ""
    was: str = ""
    now: str = ""  # digest of the cell
    row: str = ""
    made: str = ""  # digest of the row that was added


@transaction.atomic
def mend(spec: Spec, by: User, fix: Fix) -> Mended | None:
    """Write the fix; None when somebody wrote something else there meanwhile. Raises Locked."""
    if not spec.is_editable:
        raise rows.Locked
    row = ""
    if fix.creates:
        made = rows.add(spec, by, fix.creates, secrets.token_hex(6), cells=dict(fix.cells))
        row = f"{fix.creates}.{made.key}"
    was = ""
    if fix.address:
        was = cells.shown_now(spec, fix.address) or ""
        if not _written(spec, by, fix.address, fix.text, cell_digest(was)):
            return None
    return Mended(fix.address, was, _cell(spec, fix.address), row, _row(spec, row))


@transaction.atomic
def unmend(spec: Spec, by: User, done: Mended) -> bool:
    """Write what stood there and take the new row out; False when either is not as the fix left it."""
    if not spec.is_editable:
        raise rows.Locked
    if (_cell(spec, done.at), _row(spec, done.row)) != (done.now, done.made):
        return False
    if done.at and not _written(spec, by, done.at, done.was, done.now):
        return False
    if done.row:
        slug, _, key = done.row.partition(".")
        rows.delete(spec, by, slug, key)
    return True


def _written(spec: Spec, by: User, address: str, text: str, seen: str) -> bool:
    outcome = cells.write(spec, by, [cells.Change(address, text, seen)])
    return not (outcome.conflicts or outcome.withheld or outcome.locked)


def _cell(spec: Spec, address: str) -> str:
    """The digest of a cell as it is shown now."""
    return cell_digest(cells.shown_now(spec, address) or "") if address else ""


def _row(spec: Spec, place: str) -> str:
    """The digest of a row as it is now; empty when it is gone, or has got steps."""
    slug, _, key = place.partition(".")
    if place and not cells.KEY.fullmatch(key):
        raise cells.NoSuchCell(place)
    row = rows.model_of(slug).of(spec.pk).filter(key=key).first() if place else None
    return cell_digest(json.dumps([cells_of(row), steps_of(row)], sort_keys=True)) if row else ""
