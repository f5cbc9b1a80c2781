"""What tests of exports share: a repository to export to, approved specs, and real workers."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from specs import store
from specs.documents import content_digest
from specs.models import Export, Repository, Revision, Spec, Status, Team, User
from specs.models.publication import rendered, review_block
from tests.gitservers import Bare, HttpServer, SshServer, sshd_program
from tests.services import nothing_may_be_skipped


@pytest.fixture
def bare(tmp_path: Path, settings: Any) -> Bare:
    """A bare repository below the folder that exports may use; the mirrors stand beside it."""
    settings.EXPORT_FILE_ROOT = tmp_path / "repos"
    settings.EXPORT_SECRET_ROOT = tmp_path / "secrets"
    settings.EXPORT_MIRRORS = tmp_path / "mirrors"
    settings.EXPORT_SECRET_ROOT.mkdir()
    return Bare.new(tmp_path / "repos" / "ops.git")


@pytest.fixture
def repository(bare: Bare, db: None) -> Repository:
    return to(bare)


def to(bare: Bare, **more: Any) -> Repository:
    """A repository row for a bare repository, for all teams."""
    name = more.pop("name", bare.folder.stem)
    values = {"url": f"file://{bare.folder}", "all_teams": True, "slug": name} | more
    repository = Repository(name=name, **values)
    repository.full_clean()
    repository.save()
    return repository


def approved(
    team: Team, author: User, reviewer: User, count: int = 1, words: str = "Spec"
) -> list[Revision]:
    """Approved revisions as the workflow leaves them, many at a time."""
    now = timezone.now()
    specs = Spec.objects.bulk_create(
        Spec(name=f"{words} {n}", team=team, created_by=author, version="1.0.0")
        for n in range(count)
    )
    given = {"reviewer": reviewer.pk, "name": str(reviewer), "on": "2026-11-21", "areas": []}
    revisions = [_revision(spec, author, given, now) for spec in specs]
    revisions = Revision.objects.bulk_create(revisions)
    for spec, revision in zip(specs, revisions, strict=True):
        spec.approved, spec.status = revision, Status.APPROVED
    Spec.objects.bulk_update(specs, ["approved", "status"], batch_size=200)
    return revisions


def _revision(spec: Spec, author: User, given: dict[str, Any], now: Any) -> Revision:
    document: Any = store.standing(spec.guid)
    document["header"] |= {"name": spec.name, "version": spec.version}
    digest = content_digest(document)
    block = review_block(spec.version, [given], digest)
    return Revision(
        spec=spec, number=1, version=spec.version, status=Status.APPROVED, document=document,
        content_digest=digest, submitted_by=author, published_at=now, approvals=[given],
        **rendered(document, Status.APPROVED, now.date(), block),
    )  # fmt: skip


def next_version(revision: Revision, version: str = "1.1.0") -> Revision:
    """The same spec, approved again with other words."""
    values = {
        name: getattr(revision, name)
        for name in ("spec", "document", "content_digest", "submitted_by", "approvals", "status")
    }
    return Revision.objects.create(
        **values, number=revision.number + 1, version=version, sha256="0" * 64,
        markdown=revision.markdown.replace(revision.version, version), published_at=timezone.now(),
    )  # fmt: skip


def export(revision: Revision) -> Export:
    """Queue and deliver at once; the row as it ended."""
    (row,) = Export.queue(revision)
    Export.deliver(row.pk)
    row.refresh_from_db()
    return row


@contextlib.contextmanager
def workers(env: dict[str, str], count: int, log: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Real Celery worker processes."""
    started = []
    with log.open("ab") as out:
        for number in range(count):
            command = [sys.executable, "-m", "celery", "-A", "opsportal", "worker", "-P", "solo"]
            started.append(subprocess.Popen(
                [*command, "-n", f"w{number}-{os.getpid()}@%h", "--without-mingle",
                 "--without-gossip", "-l", "WARNING"],
                env=env, stdout=out, stderr=out, start_new_session=True,
            ))  # fmt: skip
        try:
            yield started
        finally:
            for worker in started:
                kill(worker)


def kill(worker: subprocess.Popen[bytes]) -> None:
    """End a worker without a goodbye, as a power cut would."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def until(true: Callable[[], Any], seconds: float = 120) -> Any:
    """Wait for something to become true; a worker takes a while to start on a busy machine."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := true():
            return answer
        time.sleep(0.05)
    raise AssertionError("It did not happen in time.")


@pytest.fixture
def http(bare: Bare, settings: Any) -> HttpServer:
    """A git server over http, not yet started, and its token."""
    (settings.EXPORT_SECRET_ROOT / "token").write_text("s3cret/with+signs")
    return HttpServer(settings.EXPORT_FILE_ROOT)


@pytest.fixture
def ssh(bare: Bare, tmp_path: Path, settings: Any) -> SshServer:
    """A git server over ssh, not yet started, and its key."""
    if sshd_program() is None:
        reason = "no sshd here (Debian: apt install openssh-server)"
        pytest.fail(reason) if nothing_may_be_skipped() else pytest.skip(reason)
    server = SshServer(tmp_path / "ssh")
    (settings.EXPORT_SECRET_ROOT / "key").write_text(server.key)
    return server


@pytest.fixture(params=["http", "ssh"])
def remote(request: pytest.FixtureRequest, bare: Bare, db: None) -> tuple[Any, Repository]:
    """A repository row, and the server behind it, not yet started."""
    server = request.getfixturevalue(request.param)
    if request.param == "http":
        return server, to(bare, url=server.url("ops.git"), secret="file:token")
    known = {"secret": "file:key", "known_hosts": server.known_hosts}
    return server, to(bare, url=server.url(bare.folder), **known)
