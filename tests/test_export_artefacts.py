"""Artefacts in a repository's export: beside the file, in its commit, and gone when no longer made."""

from __future__ import annotations

import copy
import shutil
import subprocess

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from specs.artefacts import Compiled, File, Omission, Source, artefacts, find
from specs.artefacts.shelf import faults, usual
from specs.documents import content_digest
from specs.models import Delivery, Event, Export, Repository, Revision
from tests.cast import as_person
from tests.exporting import approved, export, to
from tests.gitservers import HttpServer, git
from tests.samples import CHECKOUT
from tests.services import nothing_may_be_skipped
from tests.test_export_pages import values

RULES, RUNBOOKS = "prometheus-rules", "runbooks"
LAYOUT = {RULES: "monitoring/{guid}.yaml", RUNBOOKS: "docs/{guid}/{file}"}


@pytest.fixture
def place(bare, db):
    """A repository that takes the Prometheus rules and the runbooks."""
    return to(bare, artefacts=dict(LAYOUT))


@pytest.fixture
def empty(payments, alice, rita):
    """An approved revision of which nothing compiles."""
    return approved(payments, alice, rita)[0]


@pytest.fixture
def revision(empty):
    return of_demo(empty)


def of_demo(earlier, version="1.1.0", change=lambda document: None):
    """The complete demo, approved as the next version of a specification."""
    document = copy.deepcopy(CHECKOUT)
    document["header"] |= {"guid": earlier.spec.guid, "version": version}
    change(document)
    digest = content_digest(document)
    return Revision.objects.create(
        spec=earlier.spec, number=earlier.number + 1, version=version, status=earlier.status,
        document=document, content_digest=digest, submitted_by=earlier.submitted_by,
        approvals=earlier.approvals, sha256="0" * 64, published_at=timezone.now(),
        markdown=earlier.markdown.replace(earlier.version, version),
    )  # fmt: skip


def without_a_runbook(document):
    """The last runbook goes."""
    document["sections"]["runbooks"]["runbook"].pop()


def sent_again(row):
    row.retry(row.revision.submitted_by)
    Export.deliver(row.pk)
    row.refresh_from_db()
    return row


def names(revision, name=RUNBOOKS):
    made = find(name).compile(Source(revision.document)).files
    return [file.path.rpartition("/")[2] for file in made]


def test_a_clone_holds_the_file_and_its_artefacts_of_one_commit(
    revision, bare, place, tmp_path, settings
):
    settings.PORTAL_URL = "https://ops.example.org"
    row = export(revision)
    guid = revision.spec.guid
    clone = tmp_path / "clone"
    git("clone", "--quiet", bare.folder, clone)
    assert row.state == "done" and bare.log()[1:] == ["Other"]
    assert (clone / row.path).read_bytes() == revision.markdown.encode()
    rules = (clone / "monitoring" / f"{guid}.yaml").read_text()
    source = Source(revision.document, "https://ops.example.org")
    assert rules == find(RULES).compile(source).text
    assert f"https://ops.example.org/specs/{guid}/runbooks/" in rules
    assert sorted(names(revision)) == sorted(one.name for one in (clone / "docs" / guid).iterdir())
    assert len(names(revision)) > 1 and set(row.files) == {*bare.files()} - {"README.md"}


@pytest.mark.slow
def test_promtool_accepts_the_rules_of_a_clone(revision, bare, place, tmp_path):
    promtool = shutil.which("promtool")
    if promtool is None:
        reason = "no promtool here (Debian: apt install prometheus)"
        pytest.fail(reason) if nothing_may_be_skipped() else pytest.skip(reason)
    layout = {name: usual(find(name)) for name in (RULES, "prometheus-rules-tests")}
    Repository.objects.update(artefacts=layout)
    export(revision)
    clone = tmp_path / "clone"
    git("clone", "--quiet", bare.folder, clone)
    rules = clone / "operations" / revision.spec.guid / "prometheus-rules.yaml"
    command = [promtool, "check", "rules", "--lint=all", "--lint-fatal", rules]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0 and "SUCCESS" in done.stdout, done.stdout + done.stderr
    cases = yaml.safe_load((rules.parent / "prometheus-rules.test.yaml").read_text())
    assert [rules.parent / name for name in cases["rule_files"]] == [rules], "they find each other"


def test_files_arrive_over_http_too(revision, bare, settings):
    (settings.EXPORT_SECRET_ROOT / "token").write_text("s3cret/with+signs")
    server = HttpServer(settings.EXPORT_FILE_ROOT)
    to(bare, url=server.url("ops.git"), secret="file:token", artefacts=LAYOUT)
    with server.running():
        row = export(revision)
    assert row.state == "done", row.reason
    assert set(row.files) == {*bare.files()} - {"README.md"} and len(row.files) > 2


def test_a_second_run_commits_nothing(revision, bare, place):
    row = export(revision)
    before = bare.branches()
    assert sent_again(row).state == "done" and bare.branches() == before
    assert len(row.files) == 2 + len(names(revision))


def test_files_that_are_there_by_chance_are_nothing_to_do(revision, bare, place):
    first = export(revision)
    Export.objects.all().delete()
    before = bare.branches()
    row = export(revision)
    assert (row.state, bare.branches()) == ("unchanged", before)
    assert row.files == first.files


def test_a_changed_artefact_alone_is_a_commit(revision, bare, place):
    row = export(revision)
    path = f"monitoring/{revision.spec.guid}.yaml"
    right = bare.read(path)
    bare.commit(path, "somebody: else\n")
    sent_again(row)
    assert bare.read(path) == right and row.state == "done"
    assert git("show", "--format=", "--name-only", "main", at=bare.folder).split() == [path]


def test_a_changed_path_moves_the_files_in_one_commit(revision, bare, place):
    row = export(revision)
    count = len(bare.log())
    Repository.objects.update(artefacts={RULES: "rules/{guid}/all.yaml", RUNBOOKS: "wiki/{guid}/{file}"})  # fmt: skip
    sent_again(row)
    guid = revision.spec.guid
    assert bare.files() == sorted([
        "README.md", row.path, f"rules/{guid}/all.yaml",
        *(f"wiki/{guid}/{name}" for name in names(revision)),
    ])  # fmt: skip
    assert len(bare.log()) == count + 1


def test_a_file_makes_room_for_a_folder_of_its_name(revision, bare, place):
    Repository.objects.update(artefacts={RULES: "rules/{guid}"})
    row = export(revision)
    Repository.objects.update(artefacts={RULES: "rules/{guid}/all.yaml"})
    assert sent_again(row).state == "done", row.reason
    assert f"rules/{row.spec.guid}/all.yaml" in bare.files()
    bare.check()


def test_a_format_that_is_switched_off_takes_its_files_along(revision, bare, place):
    row = export(revision)
    Repository.objects.update(artefacts={})
    sent_again(row)
    assert bare.files() == ["README.md", row.path] and row.files == [row.path]


def test_a_removed_runbook_is_removed_with_the_version_that_did_it(revision, bare, place):
    export(revision)
    later = of_demo(revision, "1.2.0", without_a_runbook)
    (gone,) = set(names(revision)) - set(names(later))
    row = export(later)
    assert f"docs/{revision.spec.guid}/{gone}" not in bare.files()
    assert set(row.files) == {*bare.files()} - {"README.md"} and len(bare.log()) == 3


def test_two_versions_in_one_batch_leave_the_files_of_the_second(revision, bare, place):
    later = of_demo(revision, "1.2.0", without_a_runbook)
    Export.queue(revision)
    row = export(later)
    assert set(row.files) == {*bare.files()} - {"README.md"}
    assert len(bare.log()) == 3 and len(names(later)) < len(names(revision))


def test_two_specifications_keep_their_files_apart(payments, alice, rita, bare, place):
    one, other = (of_demo(each) for each in approved(payments, alice, rita, 2))
    first = export(one)
    mine = {path: bare.read(path) for path in first.files}
    Export.queue(other)
    second = export(of_demo(other, "1.2.0", without_a_runbook))
    assert not set(first.files) & set(second.files)
    assert {path: bare.read(path) for path in first.files} == mine
    assert {*first.files, *second.files, "README.md"} == set(bare.files())


def test_files_of_others_in_the_same_folder_stay(revision, bare, place):
    theirs = f"docs/{revision.spec.guid}/ours.md"
    bare.commit(theirs, "x")
    row = export(revision)
    Repository.objects.update(artefacts={})
    sent_again(row)
    assert bare.files() == ["README.md", theirs, row.path]


def test_a_failed_move_is_made_up_for_by_the_next_one(revision, bare, place):
    row = export(revision)
    Repository.objects.update(artefacts={}, path_template="new/{guid}.md")
    bare.hook("pre-receive", "exit 1")
    assert sent_again(row).state == "failed" and len(row.files) > 1
    (bare.folder / "hooks" / "pre-receive").unlink()
    assert sent_again(row).state == "done"
    assert bare.files() == ["README.md", f"new/{revision.spec.guid}.md"]


def test_a_branch_offers_the_file_and_its_artefacts_together(revision, bare):
    to(bare, delivery=Delivery.BRANCH, artefacts=LAYOUT)
    row = export(revision)
    assert set(row.files) == {*bare.files(row.branch)} - {"README.md"}
    offered = bare.branches()
    assert sent_again(row).state == "done" and bare.branches() == offered
    Repository.objects.update(artefacts={RULES: LAYOUT[RULES]})
    sent_again(row)
    assert bare.files(row.branch) == ["README.md", *row.files[1:], row.path]
    assert bare.log(row.branch)[1:] == ["Other"]


def test_what_is_left_out_stands_in_the_log(empty, bare, place):
    row = export(empty)
    assert bare.files() == ["README.md", row.path] and row.state == "done"
    assert "Prometheus rules: left out, because nothing here compiles to it." in row.log


def test_an_omission_is_told_with_its_reason(revision, bare, place, monkeypatch):
    told = Compiled((File("x", "a: b\n"),), (Omission("Alert Queue", "Its condition is prose."),))
    monkeypatch.setattr(type(find(RULES)), "compile", lambda *_: told)
    row = export(revision)
    assert "Prometheus rules: Alert Queue: Its condition is prose." in row.log
    assert "$ git push" in row.log
    assert bare.read(f"monitoring/{revision.spec.guid}.yaml") == b"a: b\n"


def test_a_fault_of_the_portal_takes_no_rules_away(revision, bare, place, monkeypatch):
    before = export(revision)
    monkeypatch.setattr(type(find(RULES)), "compile", lambda *_: 1 / 0)
    monkeypatch.setattr(type(find(RUNBOOKS)), "compile", lambda *_: 1 / 0)
    row = export(of_demo(revision, "1.2.0"))
    assert row.state == "done" and "because the portal failed" in row.log
    assert sorted(row.files) == sorted(before.files) and len(row.files) > 2
    assert set(row.files) == {*bare.files()} - {"README.md"}


def test_without_artefacts_no_document_is_read(payments, alice, rita, repository):
    rows = [Export.queue(one)[0] for one in approved(payments, alice, rita, 3)]
    with CaptureQueriesContext(connection) as asked:
        Export.deliver(rows[0].pk)
    assert not [one for one in asked.captured_queries if '"document"' in one["sql"]]


@pytest.mark.parametrize(("name", "path", "words"), [
    (RULES, "rules.yaml", "{guid}"), (RULES, "../{guid}.yaml", "not a path"),
    (RULES, ".git/{guid}", "not a path"), (RULES, "{guid}/{file}", "not a path"),
    (RULES, "", "{guid}"), (RULES, "ops/{guid}.md", "the specification"),
    (RULES, "ops/{guid}.md/rules", "the specification"), (RULES, "OPS/{guid}.MD", "the specification"),
    (RULES, "docs/{guid}/a.md", "Runbooks"), (RULES, "docs/{guid}", "Runbooks"),
    (RUNBOOKS, "docs/{guid}.md", "several"), (RUNBOOKS, "docs/{file}", "{guid}"),
    (RUNBOOKS, "docs/{guid}{file}", "several"), (RUNBOOKS, "docs/{guid}/../{file}", "not a path"),
    ("gone", "{guid}", "no format"),
])  # fmt: skip
def test_a_path_that_cannot_be_used_is_refused(name, path, words):
    layout = {RUNBOOKS: "docs/{guid}/{file}"} | {name: path}
    assert words in " ".join(faults("ops/{guid}.md", layout).values())


def test_the_paths_that_are_offered_do_not_clash():
    layout = {one.name: usual(one) for one in artefacts()}
    assert faults("operations/ybs-spec_{guid}.md", layout) == {}


def test_every_format_makes_the_files_that_it_says(revision):
    for one in artefacts():
        made = one.compile(Source(revision.document)).files
        assert made and (one.several or len(made) == 1), one.name


def test_a_repository_checks_its_artefacts_when_it_is_saved(repository):
    repository.artefacts = {RULES: "same.yaml"}
    with pytest.raises(ValidationError, match="own file"):
        repository.full_clean()


def test_an_admin_chooses_formats_and_the_trail_says_who(ada, alice, bare, repository, revision):
    chosen = {f"artefact_{RULES}": "on", f"artefact_{RULES}_path": "rules/{guid}.yaml"}
    said = values(bare, name="ops") | chosen
    answer = as_person(ada).post("/repositories/ops/edit/", said)
    assert answer.status_code == 303, answer.content.decode()
    assert Repository.objects.get().artefacts == {RULES: "rules/{guid}.yaml"}
    event = Event.objects.filter(data__repository="ops").latest("pk")
    assert event.actor == ada and event.data["new"][f"artefact_{RULES}_path"] == "rules/{guid}.yaml"
    assert "rules/{guid}.yaml" in as_person(alice).get("/repositories/ops/").content.decode()
    shown = as_person(ada).get("/repositories/ops/edit/").content.decode()
    assert 'value="rules/{guid}.yaml"' in shown
    as_person(ada).post("/repositories/ops/edit/", values(bare, name="ops"))
    assert Repository.objects.get().artefacts == {}


def test_two_formats_at_one_place_are_explained_beside_the_second(ada, bare, repository):
    both = {}
    for name in (RULES, "openslo"):
        both |= {f"artefact_{name}": "on", f"artefact_{name}_path": "x/{guid}.yaml"}
    answer = as_person(ada).post("/repositories/ops/edit/", values(bare, name="ops") | both)
    assert answer.status_code == 422
    assert "would stand at the same place" in answer.content.decode()
    assert Repository.objects.get().artefacts == {}


def test_the_run_names_every_file(alice, revision, place):
    row = export(revision)
    said = as_person(alice).get(f"/specs/{row.spec.guid}/exports/{row.pk}/").content.decode()
    assert len(row.files) > 2 and all(f"<li>{path}</li>" in said for path in row.files)
