"""The demo's repository: a bare one on this machine, so that approving makes a commit to look at."""

from __future__ import annotations

import pygit2
from django.conf import settings

from specs.models import Export, Repository, Spec


def opened() -> Repository:
    """The repository for all teams; one that is there already is kept and written on."""
    folder = settings.EXPORT_FILE_ROOT / "operations.git"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        pygit2.init_repository(str(folder), bare=True, initial_head="main")
    repository = Repository(
        name="Operations", slug="operations", url=folder.as_uri(), all_teams=True, imports=True
    )
    repository.full_clean()
    repository.save()
    return repository


def delivered(spec: Spec) -> None:
    """Export what was approved just now; the worker that will do this later does not run yet."""
    waiting = Export.objects.filter(spec=spec).order_by("-pk").first()
    if waiting is not None:
        Export.deliver(waiting.pk)
