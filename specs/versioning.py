"""Going back: a draft that is deleted leaves the approved version, a new version may begin from an old one."""

from __future__ import annotations

import copy

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from specs import comments, store, tasks
from specs.changes import Counts, compare
from specs.documents import Document, content_digest
from specs.models import (
    Conflict,
    Event,
    Overtaken,
    Refused,
    Revision,
    Spec,
    Status,
    Thread,
    User,
    Verb,
)
from specs.models.standing import is_writer

GONE = "Somebody changed it a moment ago. Look again before you delete it."


def may_discard(user: User, spec: Spec) -> bool:
    """Whether there is a draft to delete, and an approved version that stays."""
    return spec.is_editable and spec.approved is not None and is_writer(user, spec)


def lost(spec: Spec) -> tuple[Counts, int]:
    """What a deleted draft takes along: the changes since the approval, and its open threads."""
    approved = spec.approved
    if approved is None:
        raise Refused("Nothing was approved yet, so there is nothing to go back to.")
    return compare(approved.document, spec.document()).counts, _threads(spec).count()


@transaction.atomic
def discard(spec: Spec, by: User, seen: str) -> str:
    """Delete the draft that was `seen` (its digest); the version that stays. Raises Refused, Overtaken.

    The trail keeps every text that was written, and reviews of the draft stay in the history.
    """
    if not is_writer(by, spec):
        raise PermissionDenied("Only authors of the team can delete a draft.")
    kept, draft = spec.approved, spec.version
    if kept is None or not spec.is_editable:
        raise Refused("Only the draft of a version that was approved before can be deleted.")
    claimed = Spec.objects.filter(pk=spec.pk, status=Status.DRAFT, version=draft)
    if not claimed.update(stamp=F("stamp") + 1) or content_digest(spec.document()) != seen:
        raise Overtaken(GONE)
    for thread in _threads(spec):
        comments.settle(spec, by, thread, resolved=True)
    for conflict in Conflict.objects.filter(spec=spec, resolved_at__isnull=True):
        conflict.resolve()
        Event.record(spec, by, Verb.RESOLVED, place=conflict.address, old=conflict.mine)
    Event.record(spec, by, Verb.DISCARDED, old=draft, new=kept.version)
    _write(spec, by, kept.document)
    Spec.objects.filter(pk=spec.pk).update(
        status=kept.status, version=kept.version, submitted_at=kept.submitted_at,
        changes_requested=False, review_overdue=False,
    )  # fmt: skip
    spec.refresh_from_db()
    spec.recount()
    return kept.version


@transaction.atomic
def start_from(spec: Spec, by: User, bump: str, source: Revision) -> str:
    """Open the next version with the content of an approved one; history stays as it was.

    A text that was never approved would count as nobody's work in its new version.
    """
    if not source.is_published:
        raise Refused("You can only start again from an approved version.")
    version = spec.revise(by, bump)
    _write(spec, by, source.document)
    Event.record(spec, by, Verb.WENT_BACK, new=source.version, data={"revision": source.number})
    spec.refresh_from_db()
    spec.recount()
    return version


def _threads(spec: Spec) -> QuerySet[Thread]:
    return Thread.objects.filter(spec=spec, version=spec.version, resolved_at__isnull=True)


def _write(spec: Spec, by: User, document: Document) -> None:
    """Replace what is written by a document, and what lists show of it."""
    store.save(spec, copy.deepcopy(document))
    header = document["header"]
    shown = {"name": header["name"][:200], "tier": header["tier"][:8]}
    Spec.objects.filter(pk=spec.pk).update(updated_at=timezone.now(), updated_by=by, **shown)
    pk = spec.pk
    transaction.on_commit(lambda: tasks.nudge(tasks.index_one, pk))
