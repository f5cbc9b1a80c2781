"""Repositories and exports as pages: who sees what, who may do what, and what each state says."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from specs.models import Export, Repository, Team
from tests.cast import as_person
from tests.exporting import approved, export, next_version

ENDS = ["done", "unchanged", "failed", "errored", "cancelled", "queued", "running"]


@pytest.fixture
def revision(payments, alice, rita):
    return approved(payments, alice, rita)[0]


@pytest.fixture
def row(revision, repository):
    return export(revision)


@pytest.fixture
def page(row):
    return f"/specs/{row.spec.guid}/exports/{row.pk}/"


def values(bare, **more):
    return {
        "name": "Ops specs", "url": f"file://{bare.folder}", "branch": "main",
        "path_template": "operations/{guid}.md", "delivery": "direct", "author_name": "Portal",
        "author_email": "portal@example.org", "all_teams": "on", "active": "on", **more,
    }  # fmt: skip


@pytest.mark.parametrize(("path", "status"), [
    ("/repositories/", 200), ("/repositories/ops/", 200), ("/repositories/new/", 403),
    ("/repositories/ops/edit/", 403), ("/repositories/none/", 404),
])  # fmt: skip
def test_everybody_sees_where_files_go_and_admins_change_it(
    path, status, alice, ada, repository, row
):
    assert as_person(alice).get(path).status_code == status
    assert as_person(ada).get(path).status_code == (404 if "none" in path else 200)


@pytest.mark.parametrize("path", ["/repositories/", "/repositories/ops/", "/repositories/new/"])
def test_a_stranger_is_sent_to_the_sign_in(path, repository):
    assert Client().get(path).status_code == 302


def test_an_admin_adds_a_repository_that_receives_the_next_approval(ada, bare, revision):
    answer = as_person(ada).post("/repositories/new/", values(bare))
    assert (answer.status_code, answer["Location"]) == (303, "/repositories/ops-specs/")
    assert export(revision).path == f"operations/{revision.spec.guid}.md"


@pytest.mark.parametrize(("field", "value", "words"), [
    ("url", "ext::sh -c id", "spaces"), ("url", "git@github.com:a/b.git", "ssh://git@github.com"),
    ("secret", "hunter2", "env:EXPORT_SECRET_NAME"), ("path_template", "ops/same.md", "guid"),
    ("url", "ssh://git@host/a.git", "needs this"), ("name", "new", "another name"),
])  # fmt: skip
def test_a_wrong_repository_is_explained_beside_the_field(ada, bare, field, value, words):
    answer = as_person(ada).post("/repositories/new/", values(bare, **{field: value}))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Repository.objects.exists()


def test_an_admin_changes_a_repository_and_its_address_stays(ada, bare, repository):
    as_person(ada).post("/repositories/ops/edit/", values(bare, branch="release", active=""))
    repository.refresh_from_db()
    assert (repository.slug, repository.branch, repository.active) == ("ops", "release", False)


def test_the_connection_is_tested_and_the_answer_shown_once(ada, bare, repository):
    client = as_person(ada)
    answer = client.post("/repositories/ops/test/", follow=True)
    assert "The repository answers. main is at" in answer.content.decode()
    assert "answers" not in client.get("/repositories/ops/").content.decode()
    Repository.objects.update(branch="release")
    answer = client.post("/repositories/ops/test/", follow=True)
    assert "has no branch release" in answer.content.decode()


def test_only_admins_test_connections_and_see_how_to_get_in(alice, ada, repository):
    Repository.objects.update(secret="env:EXPORT_SECRET_HUB")
    assert as_person(alice).post("/repositories/ops/test/").status_code == 403
    assert "EXPORT_SECRET" not in as_person(alice).get("/repositories/ops/").content.decode()
    assert "EXPORT_SECRET" in as_person(ada).get("/repositories/ops/").content.decode()


def test_runs_of_a_private_team_are_not_listed_to_strangers(charlie, alice, repository, row):
    Team.objects.update(private=True)
    assert row.spec.name not in as_person(charlie).get("/repositories/ops/").content.decode()
    assert row.spec.name in as_person(alice).get("/repositories/ops/").content.decode()


def test_a_stranger_to_a_private_spec_finds_no_export(charlie, page):
    assert as_person(charlie).get(page).status_code == 200
    Team.objects.update(private=True)
    assert as_person(charlie).get(page).status_code == 404


def test_a_finished_export_shows_commit_file_and_log_and_polls_no_more(alice, row, page):
    said = as_person(alice).get(page, headers={"HX-Request": "true"}).content.decode()
    assert row.commit in said and row.path in said and "$ git push" in said
    assert "hx-get" not in said
    assert said.count('aria-label="Done"') == 3


@pytest.mark.parametrize("state", ENDS)
def test_every_state_has_its_page_and_only_the_unfinished_poll(state, alice, row, page):
    Export.objects.update(state=state, reason="It said no.", step="commit")
    said = as_person(alice).get(page, headers={"HX-Request": "true"}).content.decode()
    assert ("hx-trigger" in said) == (state in ("queued", "running"))
    assert ("/retry/" in said) == (state in ("failed", "errored", "cancelled", "queued"))
    assert ("/cancel/" in said) == (state == "queued")
    assert "<html" not in said


def test_a_dead_worker_is_said_to_be_dead(alice, row, page):
    Export.objects.update(state="running", lease_until="2020-01-01T00:00Z")
    assert "worker stopped answering" in as_person(alice).get(page).content.decode()


def test_authors_retry_and_cancel_and_readers_do_not(alice, dora, row, page):
    Export.objects.update(state="failed")
    for act in ("retry", "cancel"):
        assert as_person(dora).post(f"{page}{act}/").status_code == 403
    assert "/retry/" not in as_person(dora).get(page).content.decode()
    assert as_person(alice).post(f"{page}retry/").status_code == 303
    row.refresh_from_db()
    assert row.state == "queued"
    assert as_person(alice).post(f"{page}cancel/").status_code == 303
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_what_is_not_possible_is_said_and_not_done(alice, row, page):
    answer = as_person(alice).post(f"{page}cancel/", follow=True)
    assert "Only a waiting export can be cancelled." in answer.content.decode()


def test_a_repository_that_came_later_gets_the_approved_version_on_request(
    alice, dora, revision, repository
):
    url = f"/specs/{revision.spec.guid}/exports/"
    assert "Export now" in as_person(alice).get(url).content.decode()
    assert "Export now" not in as_person(dora).get(url).content.decode()
    assert as_person(dora).post(url).status_code == 403
    assert as_person(alice).post(url).status_code == 303
    assert Export.objects.get().revision == revision
    assert "Export now" not in as_person(alice).get(url).content.decode()


def test_lists_ask_the_database_a_fixed_number_of_times(
    alice, payments, rita, repository, django_assert_max_num_queries
):
    client = as_person(alice)
    for revision in approved(payments, alice, rita, 12):
        Export.queue(revision)
        Export.queue(next_version(revision))
    for url, most in (("/repositories/", 8), ("/repositories/ops/", 10)):
        with django_assert_max_num_queries(most):
            client.get(url)


@pytest.mark.parametrize(
    ("seconds", "every"), [(5, "every 2s"), (20, "every 2s"), (45, "every 5s"), (900, "every 5s")]
)
def test_the_page_looks_less_often_after_half_a_minute(seconds, every, alice, row, page):
    began = timezone.now() - timedelta(seconds=seconds)
    Export.objects.update(state="running", step="push", started_at=began)
    said = as_person(alice).get(page, headers={"HX-Request": "true"}).content.decode()
    assert every in said


def test_only_a_change_of_step_is_said_aloud(alice, row, page):
    Export.objects.update(state="running", step="push")
    client, fragment = as_person(alice), {"HX-Request": "true"}
    assert "HX-Trigger" not in client.get(f"{page}?seen=running-push", headers=fragment)
    assert "Push" in client.get(f"{page}?seen=running-fetch", headers=fragment)["HX-Trigger"]


def test_an_older_run_names_the_newer_one(alice, row, page):
    newer = export(next_version(row.revision))
    assert f"/exports/{newer.pk}/" in as_person(alice).get(page).content.decode()
