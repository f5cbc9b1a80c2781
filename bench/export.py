"""Exporting 1,000 approved specifications beside piping the same bytes through `git fast-import`."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.test import override_settings

from specs.models import Export, Repository, Revision, Team, User
from specs.models.outbox import SUCCESS
from tests.exporting import approved

COUNT, ROUNDS = 1_000, 3
DEMO = Path(__file__).resolve().parent.parent / "specs" / "demo" / "checkout-api.md"
Say = Callable[[str, float, str, str], None]
Note = Callable[[str, float, float], None]


def export_vs_fast_import(say: Say, note: Note) -> None:
    """The best of a few rounds of each, in turns: disks disturb more than processors."""
    team = Team.objects.create(name="Exports", slug="exports")
    writer = User.objects.create_user("writer")
    reviewer = User.objects.create_user("reviewer", is_reviewer=True)
    revisions = approved(team, writer, reviewer, COUNT, "Exported")
    _fill(revisions)
    mine, bare = [], []
    with tempfile.TemporaryDirectory(dir=_quick()) as scratch:
        for at in range(ROUNDS):
            folder = Path(scratch) / str(at)
            bare.append(_fast_import(folder, revisions))
            mine.append(_exported(folder, revisions))
    note("export of 1,000", min(mine), min(bare))
    say("export_vs_fast_import", min(bare) / min(mine), "times its rate", ">= 0.8")


def _quick() -> str | None:
    """Memory where there is some: the figure is about the work, not about the disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _fill(revisions: list[Revision]) -> None:
    """Bytes of a real length, different in every file."""
    text = DEMO.read_text()
    for at, revision in enumerate(revisions):
        words = text.replace("Checkout", f"Checkout {at}")
        Revision.objects.filter(pk=revision.pk).update(markdown=words)
        revision.markdown = words


def _fast_import(folder: Path, revisions: list[Revision]) -> float:
    git = folder / "raw.git"
    subprocess.run(["git", "init", "-q", "--bare", str(git)], check=True)
    stream = b"".join(_commit(revision) for revision in revisions)
    start = time.perf_counter()
    subprocess.run(["git", "-C", str(git), "fast-import", "--quiet"], input=stream, check=True)
    return time.perf_counter() - start


def _commit(revision: Revision) -> bytes:
    body = revision.markdown.encode()
    head = "commit refs/heads/main\ncommitter a <a@example.com> 1700000000 +0000\ndata 1\nx\n"
    path = f"operations/ybs-spec_{revision.spec.guid}.md"
    return f"{head}M 100644 inline {path}\ndata {len(body)}\n".encode() + body + b"\n"


def _exported(folder: Path, revisions: list[Revision]) -> float:
    """From the claim to finished rows, fetch and push included."""
    target = folder / "repos" / "ops.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(target)], check=True)
    places = {"EXPORT_FILE_ROOT": folder / "repos", "EXPORT_MIRRORS": folder / "mirrors"}
    with override_settings(**places):
        repository = Repository.objects.create(
            name=str(folder), slug=f"bench-{folder.name}", url=f"file://{target}", all_teams=True
        )
        rows = Export.objects.bulk_create(
            Export(spec_id=one.spec_id, revision=one, repository=repository) for one in revisions
        )
        start = time.perf_counter()
        Export.deliver(rows[0].pk)
        spent = time.perf_counter() - start
    done = Export.objects.filter(repository=repository, state__in=SUCCESS).count()
    assert done == len(revisions), Export.objects.filter(repository=repository).first().log  # type: ignore[union-attr]
    Repository.objects.filter(pk=repository.pk).update(active=False)
    return spent
