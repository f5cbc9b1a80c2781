"""Files that were edited in git after an export: found by a worker, compared, imported back, overwritten."""

import pytest

from specs.models import Drift, Export, Import, Repository, Spec, Status, Team
from tests.cast import as_person, brought_to
from tests.exporting import export, next_version


@pytest.fixture
def row(spec, alice, rita, repository):
    brought_to(spec, Status.APPROVED, alice, rita)
    row = Export.objects.get()
    Export.deliver(row.pk)
    row.refresh_from_db()
    return row


@pytest.fixture
def drift(row, bare):
    edited = "## Overview\n\nEdited by hand. password: hunter2\n"
    bare.commit(row.path, row.revision.markdown.replace("## Overview\n", edited, 1))
    Drift.look(row.repository_id)
    return Drift.objects.get()


def test_a_file_as_it_was_exported_is_no_drift(row):
    Drift.look(row.repository_id)
    assert not Drift.objects.exists()
    assert Repository.objects.get().drift_looked_at


def test_an_edited_file_is_found_with_its_difference_and_without_its_secrets(drift):
    assert "+Edited by hand. password: Value removed" in drift.difference
    assert "hunter2" not in drift.difference + str(drift.reading)


def test_a_deleted_file_is_found(row, bare):
    bare.commit("other.md", "x", gone=row.path)
    Drift.look(row.repository_id)
    assert Drift.objects.get().is_gone


def test_a_file_that_was_put_back_is_no_drift_any_more(drift, row, bare):
    bare.commit(row.path, row.revision.markdown)
    Drift.look(row.repository_id)
    assert not Drift.objects.exists()


def test_an_export_on_its_way_is_no_drift(drift, row):
    row.retry(row.spec.created_by)
    Drift.look(row.repository_id)
    assert not Drift.objects.exists()


def test_a_newer_export_is_what_counts(row, bare):
    export(next_version(row.revision))
    Drift.look(row.repository_id)
    assert not Drift.objects.exists()


def test_a_repository_that_is_being_written_is_left_alone(row, bare):
    bare.commit(row.path, "other")
    token = row.repository.hold()
    Drift.look(row.repository_id)
    assert not Drift.objects.exists()
    row.repository.release(token)


def test_a_repository_that_does_not_answer_is_said(row, bare):
    bare.folder.rename(bare.folder.with_suffix(".away"))
    Drift.look(row.repository_id)
    assert Repository.objects.get().drift_fault


def test_the_repository_page_says_how_many_and_leads_to_the_comparison(client, alice, drift):
    page = as_person(alice).get(f"/repositories/{drift.export.repository.slug}/").content.decode()
    assert "1 file was edited in git after export" in page
    assert f"/specs/{drift.export.spec.guid}/drifts/{drift.pk}/" in page
    page = (
        as_person(alice).get(f"/specs/{drift.export.spec.guid}/drifts/{drift.pk}/").content.decode()
    )
    assert "<ins>+Edited by hand. password: Value removed</ins>" in page


def test_importing_back_goes_through_the_wizard_of_a_draft(alice, drift):
    client, address = as_person(alice), f"/specs/{drift.export.spec.guid}/drifts/{drift.pk}/"
    answer = client.post(f"{address}import/", follow=True)
    assert "Files can only be imported into a draft." in answer.content.decode()
    Spec.objects.get().revise(alice, "minor")
    answer = client.post(f"{address}import/")
    found = Import.objects.get()
    assert answer["Location"] == f"/specs/{drift.export.spec.guid}/imports/{found.pk}/?step=3"
    found.carry_out(alice, found.preview()[1])
    assert "Edited by hand." in str(Spec.objects.get().document()["sections"])


def test_overwriting_sends_the_approved_bytes_again(alice, drift, bare):
    address = f"/specs/{drift.export.spec.guid}/drifts/{drift.pk}/overwrite/"
    answer = as_person(alice).post(address)
    assert answer["Location"] == f"/specs/{drift.export.spec.guid}/exports/{drift.export_id}/"
    Export.deliver(drift.export_id)
    Drift.look(drift.export.repository_id)
    assert not Drift.objects.exists()
    assert Export.objects.get().state == "done"


def test_only_authors_act_and_strangers_of_a_private_team_find_nothing(
    dora, charlie, alice, ada, drift
):
    address = f"/specs/{drift.export.spec.guid}/drifts/{drift.pk}/"
    for act in ("import", "overwrite"):
        assert as_person(dora).post(f"{address}{act}/").status_code == 403
    Team.objects.update(private=True)
    assert as_person(charlie).get(address).status_code == 404
    place = f"/repositories/{drift.export.repository.slug}/"
    assert "edited in git after" not in as_person(charlie).get(place).content.decode()
    assert as_person(alice).post(f"{place}drift/").status_code == 403
    assert as_person(ada).post(f"{place}drift/").status_code == 303


def test_a_request_never_asks_git(alice, drift, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("git was asked in a request")

    monkeypatch.setattr(Repository, "mirror", never)
    for path in (
        f"/repositories/{drift.export.repository.slug}/",
        f"/specs/{drift.export.spec.guid}/drifts/{drift.pk}/",
    ):
        assert as_person(alice).get(path).status_code == 200


def test_what_has_not_arrived_is_listed(alice, row):
    Export.objects.update(state="queued", reason="The server is away.")
    page = as_person(alice).get(f"/repositories/{row.repository.slug}/").content.decode()
    assert "Waiting to arrive" in page and "The server is away." in page
