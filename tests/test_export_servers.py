"""The main job over real servers and real worker processes, with everything that goes wrong."""

import os
import time

import pytest
from django.utils import timezone

from specs import tasks
from specs.models import Event, Export, Repository, Verb
from tests.exporting import approved, kill, next_version, to, until, workers
from tests.gitservers import Bare, git


@pytest.fixture
def env(process_env, settings, bare):
    """What a worker process needs to serve this test's database and folders."""
    return {
        **process_env,
        "EXPORT_FILE_ROOT": str(settings.EXPORT_FILE_ROOT),
        "EXPORT_SECRET_ROOT": str(settings.EXPORT_SECRET_ROOT),
        "EXPORT_MIRRORS": str(settings.EXPORT_MIRRORS),
        "EXPORT_LEASE_SECONDS": "3",
        "EXPORT_RETRY_SECONDS": "1",
    }


def queue(revisions):
    """Queue exports the way approvals do: the nudges go to the real broker."""
    return [row for revision in revisions for row in Export.queue(revision)]


def all_finished():
    return not Export.objects.filter(state__in=["queued", "running"]).exists()


def swept_until_finished(seconds=120):
    """Beat's part: sweep now and then until nothing waits."""
    end = time.monotonic() + seconds
    while not all_finished():
        assert time.monotonic() < end, list(Export.objects.values("state", "reason", "log")[:3])
        tasks.sweep()
        time.sleep(0.5)


def each_once(bare, revisions, branch="main"):
    """Every file as approved, by one commit each, seen through a clone of its own."""
    clone = bare.folder.parent.parent / f"clone-{time.monotonic_ns()}"
    git("clone", "--quiet", "--branch", branch, bare.folder, clone)
    for revision in revisions:
        path = clone / "operations" / f"ybs-spec_{revision.spec.guid}.md"
        assert path.read_bytes() == revision.markdown.encode()
    marks = git("log", "--format=%(trailers:key=Opsportal-Spec,valueonly)", at=clone).split()
    assert sorted(marks) == sorted(f"{r.spec.guid}@{r.version}" for r in revisions)
    bare.check()


def test_files_arrive_over_the_network(remote, bare, payments, alice, rita):
    server, _ = remote
    revisions = approved(payments, alice, rita, 3)
    with server.running():
        Export.deliver(queue(revisions)[0].pk)
        later = next_version(revisions[0])
        Export.deliver(queue([later])[0].pk)
    assert {row.state for row in Export.objects.all()} == {"done"}
    assert b"1.1.0" in bare.read(Export.objects.get(revision=later).path)
    assert not any("s3cret" in row.log or "BEGIN" in row.log for row in Export.objects.all())


def test_a_server_that_is_down_for_a_while_gets_everything_later(
    remote, bare, payments, alice, rita, settings
):
    settings.EXPORT_RETRY_SECONDS = 1
    server, _ = remote
    revisions = approved(payments, alice, rita, 2)
    rows = queue(revisions)
    Export.deliver(rows[0].pk)
    rows[0].refresh_from_db()
    assert rows[0].state == "queued" and rows[0].reason.startswith("The server did not answer")
    with server.running():
        until(lambda: [Export.deliver(row.pk) for row in rows] and all_finished())
    each_once(bare, revisions)


def test_credentials_that_were_changed_are_failed_and_can_be_put_right(
    http, bare, payments, alice, rita, settings
):
    to(bare, url=http.url("ops.git"), secret="file:token")
    (settings.EXPORT_SECRET_ROOT / "token").write_text("outdated-password")
    revisions = approved(payments, alice, rita)
    (row,) = queue(revisions)
    with http.running():
        Export.deliver(row.pk)
        row.refresh_from_db()
        assert row.state == "failed" and "credentials" in row.reason
        assert "outdated-password" not in row.log
        (settings.EXPORT_SECRET_ROOT / "token").write_text(http.password)
        row.retry(alice)
        Export.deliver(row.pk)
    each_once(bare, revisions)


@pytest.mark.slow
@pytest.mark.parametrize("hook", ["pre-receive", "post-receive"])
def test_a_worker_killed_while_it_pushes_leaves_exactly_one_commit(
    hook, env, bare, payments, alice, rita, tmp_path
):
    """Before the ref moves (git lives on and finishes) and after it (nobody wrote it down)."""
    to(bare)
    held, gone = tmp_path / "held", tmp_path / "gone"
    stays = f"for n in $(seq 900); do test -e {gone} && break; sleep 0.1; done"
    bare.hook(hook, f"test -e {held} && exit 0; touch {held}; {stays}")
    revisions = approved(payments, alice, rita, 3)
    with workers(env, 1, tmp_path / "log") as (worker,):
        queue(revisions)
        until(held.exists)
        kill(worker)
        gone.touch()
    assert {row.state for row in Export.objects.all()} == {"running"}
    with workers(env, 1, tmp_path / "log"):
        swept_until_finished()
    each_once(bare, revisions)
    assert {row.state for row in Export.objects.all()} == {"done"}
    assert {row.commit for row in Export.objects.all()} == set(bare.log(form="%H")[:3])
    assert Event.objects.filter(verb=Verb.EXPORTED).count() == 3


@pytest.mark.slow
def test_a_worker_killed_again_and_again_loses_nothing(env, bare, payments, alice, rita, tmp_path):
    to(bare)
    revisions = approved(payments, alice, rita, 60)
    queue(revisions)
    for pause in (0.02, 0.1, 0.25):
        with workers(env, 1, tmp_path / "log") as (worker,):
            Export.objects.filter(state="queued").exists() and tasks.sweep()
            until(lambda: all_finished() or Export.objects.filter(state="running").exists())
            time.sleep(pause)
            kill(worker)
        past = timezone.now()
        Repository.objects.exclude(lease_until=None).update(lease_until=past)
        Export.objects.filter(state="running").update(lease_until=past)
    with workers(env, 1, tmp_path / "log"):
        swept_until_finished()
    each_once(bare, revisions)


@pytest.mark.postgres
@pytest.mark.slow
def test_200_approvals_at_once_over_four_workers(env, bare, payments, alice, rita, tmp_path):
    to(bare)
    other = Bare.new(tmp_path / "repos" / "second.git")
    to(other)
    revisions = approved(payments, alice, rita, 200)
    # The lease as in production: nobody dies here, and a slow machine must not look like a death.
    with workers(env | {"EXPORT_LEASE_SECONDS": "60"}, 4, tmp_path / "log"):
        began = time.monotonic()
        queue(revisions)
        queued = time.monotonic()
        swept_until_finished()
        ended = time.monotonic()
    each_once(bare, revisions)
    each_once(other, revisions)
    rows = Export.objects.all()
    assert {row.state for row in rows} == {"done"} and {row.attempts for row in rows} == {1}
    pushes = len({row.log for row in rows})
    said = (tmp_path / "log").read_text()
    assert "deadlock" not in said.lower() and "Traceback" not in said, said
    print(  # noqa: T201
        f"\n200 specs to 2 repositories over 4 workers: queued in {queued - began:.1f} s, "
        f"finished {ended - queued:.1f} s later ({len(rows) / (ended - began):.0f} exports/s, "
        f"{pushes} pushes, {os.cpu_count()} cores)"
    )
