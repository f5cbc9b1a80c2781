"""Files in and out by the command line, each with an exit code that a script can trust."""

import io

import pytest
from django.core.management import CommandError, call_command

from specs import store
from specs.documents import keyless
from specs.models import Event, Spec, Status, User, Verb
from specs.reader import read
from specs.writer import write
from tests.cast import brought_to
from tests.test_golden import DEMO, GOLDEN

GUID = "4f9c21ab77e0"


def run(name, *arguments, **options):
    """What a command says, on both of its voices."""
    out, err = io.StringIO(), io.StringIO()
    call_command(name, *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue() + err.getvalue()


def refused(code, name, *arguments):
    """The words of a refusal, and its exit code."""
    with pytest.raises(CommandError) as refusal:
        run(name, *arguments)
    assert refusal.value.returncode == code
    return str(refusal.value)


@pytest.fixture
def golden(tmp_path):
    path = tmp_path / "in.md"
    path.write_text(GOLDEN)
    return path


@pytest.fixture
def approved(spec, alice, rita):
    store.save(spec, read(GOLDEN).document)
    return brought_to(spec, Status.APPROVED, alice, rita)


def test_what_is_approved_is_exported_as_it_was_stored(approved, tmp_path):
    run("export_spec", approved.guid, "--to", tmp_path / "new" / "folder")
    file = tmp_path / "new" / "folder" / f"ybs-spec_{approved.guid}.md"
    assert file.read_text() == approved.approved.markdown


def test_an_export_without_a_folder_goes_to_the_standard_output(approved):
    assert run("export_spec", approved.guid) == approved.approved.markdown


def test_an_unknown_specification_is_not_exported(db):
    assert "GUID 000000000000" in refused(2, "export_spec", "000000000000")


def test_a_draft_is_exported_only_when_asked_for(spec):
    assert "--draft" in refused(3, "export_spec", spec.guid)
    assert run("export_spec", spec.guid, "--draft") == write(spec.document())


def test_an_imported_file_is_a_draft_with_every_word_of_it(golden, payments):
    run("import_spec", golden)
    spec = Spec.objects.get(guid=GUID)
    assert (spec.team, spec.status, spec.version, spec.tier) == (payments, "Draft", "1.3.0", "1")
    imported, given = spec.document(), read(DEMO).document
    assert keyless(imported)["sections"] == keyless(given)["sections"]
    assert spec.progress["overview"][0] == "part"
    assert Event.objects.filter(spec=spec, verb=Verb.IMPORTED).exists()


def test_lines_that_fit_nowhere_go_to_notes_and_are_listed(tmp_path, payments):
    path = tmp_path / "in.md"
    path.write_text(
        "# Operations Specification: X\n\n## Scaling\n\n### Unheard of\n\nSome words.\n"
    )
    said = run("import_spec", path, "--team", "payments-core")
    spec = Spec.objects.get(name="X")
    notes = [values["notes"] for values in store.load(spec)["sections"].values()]
    assert any("Some words." in one for one in notes)
    assert "Some words." in said


def test_a_guid_that_exists_is_refused(golden, payments):
    run("import_spec", golden)
    assert "exists already" in refused(3, "import_spec", golden)


def test_the_same_file_again_under_a_new_guid(golden, payments):
    run("import_spec", golden)
    run("import_spec", golden, "--guid", "new")
    assert Spec.objects.filter(name="Checkout API").count() == 2


def test_a_draft_is_replaced_when_asked_for(golden, payments, alice):
    run("import_spec", golden)
    golden.write_text(GOLDEN.replace("turns a cart into a paid order", "sells", 1))
    run("import_spec", golden, "--replace", "--by", "alice")
    spec = Spec.objects.get(guid=GUID)
    assert "Checkout API sells." in spec.document()["sections"]["overview"]["overview"]
    assert Event.editors_of(spec) == [alice.pk]


def test_what_is_in_review_is_never_replaced(golden, payments, alice):
    run("import_spec", golden)
    Spec.objects.get(guid=GUID).submit(alice, reason="For this test.")
    assert "only a draft" in refused(3, "import_spec", golden, "--replace")


def test_an_owner_must_be_known(golden, db):
    assert "which team" in refused(3, "import_spec", golden)
    assert "called nobody" in refused(2, "import_spec", golden, "--team", "nobody")


def test_a_file_that_is_no_text_is_refused(tmp_path, payments):
    (tmp_path / "x.md").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in refused(2, "import_spec", tmp_path / "x.md")
    assert "cannot be read" in refused(2, "import_spec", tmp_path / "none.md")


def test_a_bad_guid_is_refused(golden, payments):
    assert "no GUID" in refused(3, "import_spec", golden, "--guid", "../etc")


def test_a_secret_in_a_file_is_not_stored(golden, payments):
    leaked = GOLDEN.replace("DATABASE_URL=\n", "DATABASE_URL=postgres://u:hunter2@db/x\n", 1)
    leaked = leaked.replace("| `REDIS_URL` | url |  |", "| `REDIS_URL` | url | hunter2 |", 1)
    assert leaked.count("hunter2") == 2
    golden.write_text(leaked)
    run("import_spec", golden)
    assert "hunter2" not in run("export_spec", GUID, "--draft")


@pytest.fixture
def file(approved, tmp_path):
    path = tmp_path / "out.md"
    path.write_bytes(approved.approved.markdown.encode())
    return path


def test_an_approved_file_is_verified(file):
    said = run("verify_spec", file)
    assert "Checkout API 0.1.0" in said
    assert "approved by Rita" in said
    assert said.endswith("unaltered\n")


def test_an_altered_file_is_told_with_its_place(file):
    file.write_text(file.read_text().replace("| 300 during", "|").replace("RTO**: 60", "RTO**: 90"))
    assert "Disaster recovery" in refused(1, "verify_spec", file)


def test_another_line_end_is_an_alteration_too(file):
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert "its bytes only" in refused(1, "verify_spec", file)


def test_a_file_of_another_portal_is_unknown(file, approved):
    file.write_text(file.read_text().replace(approved.guid, "0" * 12))
    assert "no approved revision" in refused(2, "verify_spec", file)


def test_a_draft_is_no_approved_revision(spec, tmp_path):
    (tmp_path / "draft.md").write_text(run("export_spec", spec.guid, "--draft"))
    refused(2, "verify_spec", tmp_path / "draft.md")


def test_the_first_account_made_on_the_command_line_runs_the_portal(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "not a demo password")
    run("createsuperuser", "--no-input", "--username", "root", "--email", "root@example.org")
    first = User.objects.get(username="root")
    assert first.is_admin
    first.is_admin = False
    first.save()
    first.refresh_from_db()
    assert not first.is_admin  # as an admin decided later
