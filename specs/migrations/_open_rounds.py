"""Rounds that waited for a decision before areas and loosening were known: what they keep since."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from specs.changes import since
from specs.documents import Document
from specs.upcasters import of_today

PUBLISHED = ("Approved", "Implemented")


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give every open round its digests, and say what changed and what loosens."""
    alias = schema_editor.connection.alias
    rounds: Any = apps.get_model("specs", "Review")
    revisions = apps.get_model("specs", "Revision")._default_manager.using(alias)
    opened = rounds._default_manager.using(alias).filter(state="open")
    for pk, revision, digests in list(opened.values_list("pk", "revision", "digests")):
        if digests:
            continue
        new = revisions.get(pk=revision)
        earlier = revisions.filter(spec=new.spec_id, number__lt=new.number, status__in=PUBLISHED)
        base = earlier.order_by("-number").first()
        kept = since(_today(base), _today(new) or {})
        rounds._default_manager.using(alias).filter(pk=pk).update(**kept)


def _today(revision: Any) -> Document | None:
    """The document of a revision: the models of a migration read it as it was stored."""
    return of_today(revision.document) if revision else None
