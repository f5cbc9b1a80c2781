"""An approved revision becomes one commit; the row always says how it ended."""

import re
import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from specs import tasks
from specs.git.errors import Unreachable
from specs.git.mirror import Mirror
from specs.models import Delivery, Event, Export, ExportState, Refused, Repository, Status, Verb
from tests.cast import brought_to
from tests.exporting import approved, export, next_version, to
from tests.gitservers import Bare


@pytest.fixture
def revision(payments, alice, rita):
    return approved(payments, alice, rita)[0]


def state(row):
    row.refresh_from_db()
    return row.state


def test_approving_queues_an_export_that_becomes_a_commit(spec, alice, rita, bare, repository):
    brought_to(spec, Status.APPROVED, alice, rita)
    row = Export.objects.get()
    assert (row.state, row.revision) == ("queued", spec.approved)
    tasks.export(row.pk)
    row.refresh_from_db()
    path = f"operations/ybs-spec_{spec.guid}.md"
    assert (row.state, row.path, row.branch, row.step) == ("done", path, "main", "")
    assert row.commit == bare.branches()["main"]
    assert bare.read(path) == spec.approved.markdown.encode()
    assert Event.objects.filter(spec=spec, verb=Verb.EXPORTED).count() == 1


def test_the_commit_names_spec_version_approvers_and_digest(revision, bare, repository):
    row = export(revision)
    spec = revision.spec
    assert bare.log(form="%B")[:7] == [
        f"ops: {spec.name} 1.0.0 (approved by Rita)", "",
        f"Opsportal-Spec: {spec.guid}@1.0.0",
        f"Opsportal-Revision: {revision.pk}",
        f"Opsportal-Digest: sha256:{revision.content_digest}",
        "Approved-by: Rita <rita@shop.example>", "",
    ]  # fmt: skip
    assert bare.log(form="%cn <%ce>")[0] == "opsportal <opsportal@localhost>"
    assert "$ git push" in row.log and row.finished_at


def test_a_name_cannot_write_trailers_of_its_own(payments, alice, rita, bare, repository):
    name = "A\nApproved-by: Eve <eve@example.org>\r\n"
    (revision,) = approved(payments, alice, rita, words=name)
    export(revision)
    assert bare.log(form="%s")[0].startswith("ops: A Approved-by: Eve eve@example.org 0 1.0.0")
    assert bare.log(form="%(trailers:key=Approved-by,valueonly)")[0] == "Rita <rita@shop.example>"


def test_only_the_repositories_of_the_team_get_it(revision, tmp_path, repository, finance):
    for name, teams in (("mine", [revision.spec.team]), ("theirs", [finance]), ("off", [])):
        other = to(Bare.new(tmp_path / "repos" / f"{name}.git"), all_teams=False)
        other.teams.set(teams)
    to(Bare.new(tmp_path / "repos" / "paused.git"), active=False)
    assert sorted(row.repository.name for row in Export.queue(revision)) == ["mine", "ops"]


def test_queueing_and_delivering_twice_makes_one_commit(revision, bare, repository):
    first, second = export(revision), export(revision)
    assert first == second and Export.objects.count() == 1
    first.retry(revision.submitted_by)
    tasks.export(first.pk)
    assert state(first) == "done"
    assert len(bare.log()) == 2


def test_bytes_that_are_there_already_are_a_success(revision, bare, repository):
    bare.commit(f"operations/ybs-spec_{revision.spec.guid}.md", revision.markdown)
    assert export(revision).state == "unchanged"
    assert bare.log() == ["Other", "Other"]


def test_a_second_version_is_a_second_commit(revision, bare, repository):
    later = next_version(revision)
    Export.queue(revision)
    row = export(later)
    assert [r.state for r in Export.objects.all()] == ["done", "done"]
    assert [line.split(" (")[0] for line in bare.log()[:2]] == [
        "ops: Spec 0 1.1.0", "ops: Spec 0 1.0.0"
    ]  # fmt: skip
    assert bare.read(row.path) == later.markdown.encode()


def test_an_older_version_never_overwrites_a_newer_one(revision, bare, repository):
    old = Export.queue(revision)[0]
    Export.objects.update(next_try_at=timezone.now() + timedelta(hours=1))
    new = export(next_version(revision))
    Export.objects.filter(pk=old.pk).update(next_try_at=None)
    Export.deliver(old.pk)
    assert (state(old), new.state) == ("cancelled", "done")
    with pytest.raises(Refused, match="newer version"):
        old.retry(revision.submitted_by)


def test_a_changed_path_template_takes_the_old_file_away(revision, bare, repository):
    export(revision)
    Repository.objects.update(path_template="docs/{guid}/operations.md")
    row = export(next_version(revision))
    assert bare.files() == ["README.md", row.path]
    assert row.path == f"docs/{revision.spec.guid}/operations.md"
    assert len(bare.log()) == 3


def test_a_changed_path_template_moves_the_file_of_an_export_that_is_sent_again(
    revision, bare, repository
):
    row = export(revision)
    Repository.objects.update(path_template="docs/{guid}.md")
    row.retry(revision.submitted_by)
    Export.deliver(row.pk)
    assert bare.files() == ["README.md", f"docs/{revision.spec.guid}.md"]


def test_branch_delivery_offers_a_branch_per_spec(payments, alice, rita, bare):
    to(bare, delivery=Delivery.BRANCH)
    revisions = approved(payments, alice, rita, 3)
    for revision in revisions:
        Export.queue(revision)
    Export.deliver(Export.objects.first().pk)
    names = {f"opsportal/{revision.spec.guid}" for revision in revisions}
    assert set(bare.branches()) == {"main", *names}
    assert {row.state for row in Export.objects.all()} == {"done"}
    assert bare.log("main") == ["Other"]
    bare.commit("other.md", "x")
    later = export(next_version(revisions[0]))
    assert bare.log(later.branch)[1:] == ["Other", "Other"]
    assert bare.read(later.path, later.branch) == later.revision.markdown.encode()


def test_a_branch_that_is_offered_or_merged_is_left_alone(revision, bare):
    to(bare, delivery=Delivery.BRANCH)
    row = export(revision)
    offered = bare.branches()
    bare.commit("other.md", "x")
    row.retry(revision.submitted_by)
    Export.deliver(row.pk)
    assert state(row) == "done" and row.commit == offered[row.branch]
    assert bare.branches()[row.branch] == offered[row.branch]
    bare.commit(row.path, revision.markdown)
    row.retry(revision.submitted_by)
    Export.deliver(row.pk)
    assert state(row) == "unchanged"


def test_a_push_race_ends_with_both_commits(revision, bare, repository, monkeypatch):
    push, others = Mirror.push, iter(range(2))

    def slow(mirror, *rest):
        for n in others:
            bare.commit(f"{n}.md", "x")
            break
        return push(mirror, *rest)

    monkeypatch.setattr(Mirror, "push", slow)
    assert export(revision).state == "done"
    assert [line[:3] for line in bare.log()] == ["ops", "Oth", "Oth", "Oth"]


def test_a_push_race_that_never_ends_is_tried_again_later(
    revision, bare, repository, monkeypatch, settings
):
    settings.EXPORT_RACES = 2
    push = Mirror.push
    monkeypatch.setattr(Mirror, "push", lambda m, *r: (bare.commit("x", "y"), push(m, *r))[1])
    row = export(revision)
    assert row.state == "queued" and "faster" in row.reason and row.next_try_at


def test_a_remote_that_is_down_is_tried_again_later_each_time(
    revision, bare, repository, monkeypatch
):
    def down(*_, **__):
        raise Unreachable("The server did not answer.")

    waits = []
    with monkeypatch.context() as patch:
        patch.setattr(Mirror, "fetch", down)
        row = Export.queue(revision)[0]
        for _ in range(4):
            Export.objects.update(next_try_at=None)
            Export.deliver(row.pk)
            assert state(row) == "queued" and row.reason == "The server did not answer."
            waits.append((row.next_try_at - timezone.now()).total_seconds())
    assert all(later > 1.4 * sooner for sooner, later in pairwise(waits))
    Export.deliver(row.pk)
    assert state(row) == "queued", "it is not due yet"
    row.retry(revision.submitted_by)
    Export.deliver(row.pk)
    assert state(row) == "done" and row.reason == ""


def test_a_protected_branch_is_failed_and_keeps_the_server_s_words(revision, bare, repository):
    bare.hook("pre-receive", "echo 'main is protected, ask Rita' >&2; exit 1")
    row = export(revision)
    assert row.state == "failed" and "main is protected" in row.reason
    assert Event.objects.filter(verb=Verb.EXPORT_FAILED).count() == 1
    (bare.folder / "hooks" / "pre-receive").unlink()
    row.retry(revision.submitted_by)
    Export.deliver(row.pk)
    assert state(row) == "done"


def test_a_refused_file_does_not_block_the_others(payments, alice, rita, bare, repository):
    revisions = approved(payments, alice, rita, 5)
    bad = revisions[2].spec.guid
    bare.hook("update", f"git log --format=%B $2..$3 | grep -q {bad} && exit 1; exit 0")
    rows = [Export.queue(revision)[0] for revision in revisions]
    Export.deliver(rows[0].pk)
    assert [state(row) for row in rows] == ["done", "done", "failed", "done", "done"]
    assert len(bare.log()) == 5


def test_a_repository_that_refuses_all_is_not_asked_for_each(payments, alice, rita, bare):
    to(bare)
    bare.hook("pre-receive", f"echo x >> {bare.folder}/asked; exit 1")
    rows = [Export.queue(revision)[0] for revision in approved(payments, alice, rita, 20)]
    Export.deliver(rows[0].pk)
    assert {state(row) for row in rows} == {"failed"}
    assert len((bare.folder / "asked").read_text().split()) < 6


def test_our_own_mistake_is_errored_not_failed(revision, bare, repository, monkeypatch):
    monkeypatch.setattr("specs.models.parcel.message", lambda *_: 1 / 0)
    row = export(revision)
    assert row.state == "errored" and "ZeroDivisionError" in row.reason


def test_an_address_that_is_no_longer_allowed_is_failed(revision, bare, repository, settings):
    settings.EXPORT_FILE_ROOT = settings.EXPORT_FILE_ROOT / "other"
    row = export(revision)
    assert row.state == "failed" and "EXPORT_FILE_ROOT" in row.reason


def test_a_waiting_export_can_be_cancelled_and_sent_again(revision, bare, repository, alice):
    row = Export.queue(revision)[0]
    row.cancel(alice)
    Export.deliver(row.pk)
    assert state(row) == "cancelled" and bare.log() == ["Other"]
    with pytest.raises(Refused):
        row.cancel(alice)
    row.retry(alice)
    Export.deliver(row.pk)
    assert state(row) == "done"
    trail = (
        Event.objects.filter(spec=row.spec).order_by("pk").values_list("verb", "actor__username")
    )
    assert list(trail) == [
        ("export_cancelled", "alice"), ("export_retried", "alice"), ("exported", None)
    ]  # fmt: skip


def test_a_paused_repository_keeps_its_exports_waiting(revision, bare, repository):
    row = Export.queue(revision)[0]
    Repository.objects.update(active=False)
    Export.deliver(row.pk)
    assert state(row) == "queued" and Export.sweep() == 0


def test_only_published_revisions_leave(spec, alice, bare, repository):
    review = spec.submit(alice, reason="x")
    with pytest.raises(Refused):
        Export.queue(review.revision)


def test_the_sweep_nudges_one_export_of_each_idle_repository(
    payments, alice, rita, bare, repository, monkeypatch
):
    sent = []
    monkeypatch.setattr(tasks, "nudge", lambda task, *args: sent.append(args))
    rows = [Export.queue(revision)[0] for revision in approved(payments, alice, rita, 3)]
    tasks.sweep()
    assert sent == [(rows[0].pk,)]
    repository.hold()
    tasks.sweep()
    assert len(sent) == 1


def test_a_broker_that_is_down_does_not_disturb_the_approval(
    revision, repository, monkeypatch, django_capture_on_commit_callbacks
):
    def down(*_, **__):
        raise OSError("no broker")

    monkeypatch.setattr(tasks.export, "apply_async", down)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        Export.queue(revision)
    assert len(callbacks) == 1 and Export.objects.get().state == "queued"


def test_an_approval_that_is_rolled_back_queues_nothing(revision, repository):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Export.queue(revision)
        _ = 1 / 0
    assert not Export.objects.exists()


def test_a_worker_that_lost_its_lease_writes_nothing(
    revision, bare, repository, monkeypatch, settings
):
    push = Mirror.push

    def taken(mirror, *rest):
        Repository.objects.update(holder="somebody else")
        return push(mirror, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(Mirror, "push", taken)
        row = export(revision)
    assert row.state == "running" and Repository.objects.get().holder == "somebody else"
    past = timezone.now() - timedelta(seconds=1)
    Repository.objects.update(lease_until=past)
    Export.objects.update(lease_until=past)
    Export.deliver(row.pk)
    assert state(row) == "done" and row.attempts == 2
    assert row.commit == bare.branches()["main"] and len(bare.log()) == 2


def test_a_crash_past_the_push_is_found_below_the_commits_of_others(
    revision, bare, repository, monkeypatch
):
    row = Export.queue(revision)[0]
    with monkeypatch.context() as patch:
        patch.setattr(Export, "settle", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            Export.deliver(row.pk)
    pushed = bare.branches()["main"]
    for n in range(3):
        bare.commit(f"{n}.md", "x")
    Export.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    Export.deliver(row.pk)
    assert state(row) == "done" and row.commit == pushed
    assert len([line for line in bare.log() if line.startswith("ops:")]) == 1


def test_two_workers_share_a_repository_without_treading_on_each_other(
    transactional_db, payments, alice, rita, bare
):
    to(bare)
    rows = [Export.queue(revision)[0] for revision in approved(payments, alice, rita, 12)]

    def work(some):
        try:
            for row in some:
                Export.deliver(row.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(rows[n::3],)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {state(row) for row in rows} == {"done"}
    assert len(bare.log()) == 13 and {row.attempts for row in rows} == {1}


@pytest.mark.parametrize(("field", "value"), [
    ("url", "ext::sh -c x"), ("url", "file:///etc/x"), ("url", "git@host:x.git"),
    ("url", "ssh://git@host/x.git"), ("branch", "-x"), ("path_template", "ops/same.md"),
    ("path_template", "../{guid}.md"), ("path_template", ".git/{guid}"), ("secret", "hunter2"),
    ("secret", "env:SECRET_KEY"), ("author_name", "A <b>"), ("author_email", "a\nb"),
])  # fmt: skip
def test_a_repository_is_checked_when_it_is_saved(field, value, repository):
    setattr(repository, field, value)
    with pytest.raises(ValidationError):
        repository.full_clean()


def test_a_finished_export_is_never_claimed(revision, bare, repository):
    row = export(revision)
    assert row.state in ExportState.values and not Export.due(timezone.now()).exists()
    assert re.fullmatch(r"[0-9a-f]{40}", row.commit)
