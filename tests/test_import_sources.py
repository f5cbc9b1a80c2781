"""Files of a repository, imported: read by a worker over real git, with limits and clear words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from specs import tasks
from specs.git.errors import NotAllowed
from specs.git.picking import check_pattern
from specs.models import Event, Export, Import, Repository, Team, Verb
from specs.sections.alerts import Alert
from tests.cast import as_person
from tests.exporting import approved, to
from tests.gitservers import git
from tests.test_importers import ENV, RULES
from tests.test_imports import SECRETS, everything_stored, ticked


@pytest.fixture
def readable(bare, db):
    bare.commit("deploy/alerts.rules.yml", RULES)
    bare.commit("deploy/prod/.env", ENV)
    return to(bare, name="service", imports=True)


@pytest.fixture
def client(alice):
    return as_person(alice)


def asked(client, spec, path, *, repository="service", branch=""):
    """Ask for files the way the form does, let the worker work, and look at the page."""
    sent = {"repository": repository, "branch": branch, "path": path}
    answer = client.post(f"/specs/{spec.guid}/imports/fetch/", sent)
    assert answer.status_code == 303, answer.content.decode()
    found = Import.objects.first()
    Import.fetch(found.pk)
    found.refresh_from_db()
    return found, client.get(answer["Location"]).content.decode()


def test_step_one_offers_a_repository_that_may_be_imported_from(client, spec, readable):
    page = client.get(f"/specs/{spec.guid}/imports/new/").content.decode()
    assert "Or read files of a repository" in page and ">service</option>" in page
    Repository.objects.update(imports=False)
    assert "Or read files" not in client.get(f"/specs/{spec.guid}/imports/new/").content.decode()


def test_a_file_of_a_repository_goes_through_the_same_steps_as_an_upload(client, spec, readable):
    found, page = asked(client, spec, "deploy/alerts.rules.yml")
    assert "Where does each value go?" in page and "CheckoutErrorRate" in page
    address = f"/specs/{spec.guid}/imports/{found.pk}/"
    assert client.post(address, ticked(found))["Location"] == f"{address}?step=4"
    row = Alert.of(spec.pk).get(name="CheckoutErrorRate")
    event = Event.objects.get(verb=Verb.IMPORTED, place=f"alert.{row.key}")
    head = git("rev-parse", "main", at=readable.address.url.removeprefix("file://")).strip()
    assert event.data["repository"] == "service" and event.data["commit"] == head
    done = client.get(f"{address}?step=4").content.decode()
    assert f"deploy/alerts.rules.yml in service, main at {head[:10]}" in done


@pytest.mark.parametrize("path", ["deploy", "deploy/**", "**/*.env", "deploy/**/.env", "*/*/.env"])
def test_a_folder_and_patterns_name_several_files(client, spec, readable, path):
    found, _ = asked(client, spec, path)
    assert "deploy/prod/.env" in found.files and not found.fault
    assert ("deploy/alerts.rules.yml" in found.files) == (path in ("deploy", "deploy/**"))


def test_another_branch_is_read_and_exports_still_find_theirs(
    client, spec, readable, bare, payments, alice, rita
):
    bare.commit("only-here.env", "PORT=8080\n", branch="next")
    found, _ = asked(client, spec, "only-here.env", branch="next")
    assert found.files == ["only-here.env"] and not found.fault
    row = Export.queue(approved(payments, alice, rita)[0])[0]
    Export.deliver(row.pk)
    row.refresh_from_db()
    assert row.state == "done" and "only-here.env" not in bare.files()


def test_files_are_read_over_the_network(remote, bare, client, spec):
    server, repository = remote
    Repository.objects.filter(pk=repository.pk).update(imports=True)
    bare.commit("deploy/alerts.rules.yml", RULES)
    with server.running():
        found, page = asked(client, spec, "deploy/*.yml", repository=repository.slug)
    assert not found.fault and "Where does each value go?" in page


def test_a_server_that_is_away_is_said_and_can_be_asked_again(remote, client, spec):
    _, repository = remote
    Repository.objects.filter(pk=repository.pk).update(imports=True)
    _, page = asked(client, spec, "deploy", repository=repository.slug)
    assert "The server did not answer" in page and "Try again" in page
    assert "s3cret" not in page and "PRIVATE KEY" not in page


def test_refused_credentials_are_said(http, bare, client, spec, settings):
    (settings.EXPORT_SECRET_ROOT / "token").write_text("wrong-words")
    to(bare, name="service", url=http.url("ops.git"), secret="file:token", imports=True)
    with http.running():
        _, page = asked(client, spec, "deploy")
    assert "The server does not accept the credentials." in page and "wrong-words" not in page


@pytest.mark.parametrize(
    ("path", "branch", "said"),
    [
        ("deploy/none.yml", "", "There is no file deploy/none.yml on branch main."),
        ("deploy/alerts.rules.yml/x", "", "There is no file"),
        ("deploy", "none", "The repository has no branch none. It has main."),
        ("many", "", "25 files match many. Up to 20 are read at once"),
        ("link", "", "There is no file link"),
    ],
)
def test_what_cannot_be_found_is_said(client, spec, readable, bare, path, branch, said):
    bare.commit("some.txt", "x", branch=f"opsportal/{spec.guid}")
    for number in range(25):
        bare.commit(f"many/{number}.env", "PORT=1\n")
    blob = git("hash-object", "-w", "--stdin", at=bare.folder, feed="/etc/passwd").strip()
    git("fast-import", "--quiet", "--date-format=now", at=bare.folder, feed=(
        "commit refs/heads/main\ncommitter E <e@example.org> now\ndata 1\nx\n"
        f"from {bare.branches()['main']}\nM 120000 {blob} link\n"))  # fmt: skip
    found, page = asked(client, spec, path, branch=branch)
    assert said in page and spec.guid not in found.fault
    assert "Change the path" in page and f'hx-get="/specs/{spec.guid}' not in page


def test_a_large_file_and_one_that_is_no_text_are_told_beside_the_others(
    client, spec, readable, bare
):
    bare.commit("deploy/big.env", "A=" + "x" * (2 * 1024 * 1024))
    bare.commit("deploy/picture.env", "\x00\x01\ufffe".encode("utf-16").decode("latin-1"))
    found, page = asked(client, spec, "deploy")
    assert "This file is larger than 2 MB. It was not read." in page
    assert not found.fault and "CheckoutErrorRate" in page
    _, page = asked(client, spec, "deploy/big.env")
    assert "Nothing that was read has a place" in page and "larger than 2 MB" in page


def test_secrets_of_a_repository_reach_no_table_and_no_page(client, spec, readable, caplog):
    found, page = asked(client, spec, "deploy/prod/.env")
    told = page + everything_stored() + caplog.text
    assert not found.fault and not [secret for secret in SECRETS if secret in told]


def test_what_was_exported_for_a_private_team_is_not_there_for_others(
    client, spec, readable, bare, finance, dora, rita
):
    row = Export.queue(approved(finance, dora, rita)[0])[0]
    Export.deliver(row.pk)
    row.refresh_from_db()
    found, _ = asked(client, spec, row.path)
    assert row.path in found.files and not found.fault
    Team.objects.filter(pk=finance.pk).update(private=True)
    found, page = asked(client, spec, row.path)
    assert "There is no file" in page
    found, page = asked(client, spec, "operations/**")
    assert "There is no file" in page


def test_only_repositories_of_the_team_that_an_admin_opened_are_read(
    client, spec, readable, bare, finance
):
    to(bare, name="closed")
    other = to(bare, name="other", all_teams=False, imports=True)
    other.teams.add(finance)
    to(bare, name="paused", imports=True, active=False)
    for slug in ("closed", "other", "paused", "none", ""):
        sent = {"repository": slug, "path": "deploy"}
        answer = client.post(f"/specs/{spec.guid}/imports/fetch/", sent)
        page = answer.content.decode()
        assert answer.status_code == 422 and "Choose a repository." in page
    assert not Import.objects.exists()


def test_a_repository_that_is_closed_meanwhile_is_not_read(client, spec, readable):
    sent = {"repository": "service", "path": "deploy"}
    client.post(f"/specs/{spec.guid}/imports/fetch/", sent)
    Repository.objects.update(imports=False)
    found = Import.objects.get()
    Import.fetch(found.pk)
    found.refresh_from_db()
    assert "can no longer be imported" in found.fault and found.reading["entries"] == []


def test_strangers_and_readers_fetch_nothing(spec, readable, dora, charlie):
    sent = {"repository": "service", "path": "deploy"}
    for person, status in ((dora, 403), (charlie, 404)):
        answer = as_person(person).post(f"/specs/{spec.guid}/imports/fetch/", sent)
        assert answer.status_code == status
    assert not Import.objects.exists()


def test_what_is_in_review_fetches_nothing(client, spec, readable, alice):
    spec.submit(alice, reason="It is complete for this test.")
    sent = {"repository": "service", "path": "deploy"}
    assert client.post(f"/specs/{spec.guid}/imports/fetch/", sent).status_code == 409
    assert not Import.objects.exists()


@pytest.mark.parametrize("path", ["", "../x", "a//b", "a/./b", "**/**/**/x", "a\nb", "/"])
def test_a_path_that_leads_out_is_refused(client, spec, readable, path):
    with pytest.raises(NotAllowed):
        check_pattern(path)
    sent = {"repository": "service", "path": path}
    answer = client.post(f"/specs/{spec.guid}/imports/fetch/", sent)
    assert answer.status_code == 422 and "data-focus" in answer.content.decode()


@pytest.mark.parametrize("branch", ["--upload-pack=x", "a..b", "opsportal/0123456789ab", "HEAD"])
def test_a_branch_that_is_none_is_refused(client, spec, readable, branch):
    sent = {"repository": "service", "path": "deploy", "branch": branch}
    answer = client.post(f"/specs/{spec.guid}/imports/fetch/", sent)
    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.content.decode()


def test_the_page_asks_again_until_the_files_are_there(client, spec, readable, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("git was asked in a request")

    with monkeypatch.context() as patched:
        patched.setattr(Repository, "mirror", never)
        sent = {"repository": "service", "path": "deploy"}
        answer = client.post(f"/specs/{spec.guid}/imports/fetch/", sent)
        address = answer["Location"]
        assert 'hx-trigger="every 2s"' in client.get(address).content.decode()
        piece = client.get(address, headers={"HX-Request": "true"}).content.decode()
        assert piece.lstrip().startswith("<section") and 'hx-trigger="every' in piece
        assert client.post(address.partition("?")[0], {"seen": "x"}).status_code == 200
    Import.fetch(Import.objects.get().pk)
    answer = client.get(address, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].endswith("?step=2")


def test_a_lost_message_is_sent_again_by_the_sweep(client, spec, readable, monkeypatch):
    sent = {"repository": "service", "path": "deploy"}
    client.post(f"/specs/{spec.guid}/imports/fetch/", sent)
    nudged = []
    monkeypatch.setattr(tasks, "nudge", lambda task, *args: nudged.append((task.name, *args)))
    found = Import.objects.get()
    Import.sweep()
    assert nudged == []
    Import.objects.update(created_at=timezone.now() - timedelta(seconds=10))
    token = readable.hold()
    Import.sweep()
    Import.fetch(found.pk)
    found.refresh_from_db()
    assert nudged == [] and found.awaited
    readable.release(token)
    Import.sweep()
    assert nudged == [("specs.tasks.fetch_import", found.pk)]


def test_an_import_that_takes_its_worker_along_is_given_up(client, spec, readable, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(*args):
        raise Killed

    client.post(f"/specs/{spec.guid}/imports/fetch/", {"repository": "service", "path": "deploy"})
    found = Import.objects.get()
    with monkeypatch.context() as patched:
        patched.setattr(Import, "_read", killed)
        for _ in range(3):
            with pytest.raises(Killed):
                Import.fetch(found.pk)
    Import.fetch(found.pk)
    found.refresh_from_db()
    assert "The portal has a problem with these files." in found.fault and not found.awaited


def test_asking_again_drops_what_was_asked_before(client, spec, readable):
    for path in ("deploy", "deploy/prod"):
        sent = {"repository": "service", "path": path}
        client.post(f"/specs/{spec.guid}/imports/fetch/", sent)
    assert Import.objects.get().source["path"] == "deploy/prod"
