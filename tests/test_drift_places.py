"""Drift where people merge, and in the artefacts beside a specification: compared with real git."""

import pytest

from specs.artefacts.shelf import Shelf
from specs.models import Drift, Export, Import, Repository, Revision, Spec
from tests.cast import as_person
from tests.exporting import approved, export, next_version, to
from tests.test_export_artefacts import of_demo, place  # noqa: F401

EDITED = "## Overview\n\nEdited by hand.\n"


def edited(row, text=EDITED):
    return row.revision.markdown.replace("## Overview\n", text, 1)


def looked(row):
    """The drifts after one look, by path."""
    Drift.look(row.repository_id)
    row.refresh_from_db()
    assert not Repository.objects.get(pk=row.repository_id).drift_fault
    return {one.path: one for one in Drift.objects.all()}


# ---------------------------------------------------------------- a branch of its own, until it is merged


@pytest.fixture
def offered(bare, payments, alice, rita):
    """An export on a branch of its own that nobody merged yet."""
    to(bare, name="merged", delivery="branch")
    row = export(approved(payments, alice, rita)[0])
    assert row.branch in bare.branches() and row.path not in bare.files()
    return row


def merged(bare, row):
    """What a squash merge leaves: the file on main, and the branch gone."""
    bare.commit(row.path, row.revision.markdown)
    bare.drop(row.branch)


def test_a_branch_that_waits_to_be_merged_is_no_drift(offered):
    assert looked(offered) == {} and offered.merged_at is None and offered.awaits_merge


def test_an_edit_on_the_branch_before_it_is_merged_is_found_there(offered, bare):
    bare.commit(offered.path, edited(offered), branch=offered.branch)
    (drift,) = looked(offered).values()
    assert drift.branch == offered.branch and "+Edited by hand." in drift.difference


def test_a_merged_version_is_compared_where_it_was_merged_to(offered, bare):
    merged(bare, offered)
    assert looked(offered) == {} and offered.merged_at and not offered.awaits_merge
    bare.commit(offered.path, edited(offered))
    (drift,) = looked(offered).values()
    assert drift.branch == "main" and "+Edited by hand." in drift.difference


def test_after_a_merge_the_branch_that_was_kept_does_not_count(offered, bare):
    bare.commit(offered.path, offered.revision.markdown)
    assert looked(offered) == {}
    bare.commit(offered.path, "other", branch=offered.branch)
    assert looked(offered) == {}


def test_a_merge_and_an_edit_between_two_looks_are_found_once_the_branch_is_gone(offered, bare):
    merged(bare, offered)
    bare.commit(offered.path, edited(offered))
    (drift,) = looked(offered).values()
    assert drift.branch == "main"


def test_a_branch_that_was_closed_without_being_merged_is_no_drift(offered, bare):
    bare.drop(offered.branch)
    assert looked(offered) == {}


def test_an_earlier_version_in_the_branch_is_no_drift_of_the_newer_one(offered, bare):
    merged(bare, offered)
    newer = export(next_version(offered.revision))
    bare.drop(newer.branch)
    assert looked(newer) == {} and newer.merged_at is None


def test_offering_it_again_makes_a_branch_from_what_is_there(offered, bare, alice):
    merged(bare, offered)
    looked(offered)
    bare.commit(offered.path, edited(offered))
    (drift,) = looked(offered).values()
    address = f"/specs/{offered.spec.guid}/drifts/{drift.pk}/"
    assert "Offer 1.0.0 again" in as_person(alice).get(address).content.decode()
    as_person(alice).post(f"{address}overwrite/")
    Export.deliver(offered.pk)
    assert looked(offered) == {} and offered.awaits_merge
    assert bare.read(offered.path, offered.branch) == offered.revision.markdown.encode()
    assert bare.read(offered.path) == edited(offered).encode()


def test_the_pages_say_what_waits_to_be_merged_and_what_was_seen(offered, bare, alice):
    address = f"/specs/{offered.spec.guid}/exports/"
    client = as_person(alice)
    assert "not merged yet" in client.get(address).content.decode()
    assert "Not seen in main yet" in client.get(f"{address}{offered.pk}/").content.decode()
    merged(bare, offered)
    looked(offered)
    assert "not merged yet" not in client.get(address).content.decode()
    assert "Seen in main" in client.get(f"{address}{offered.pk}/").content.decode()


def test_drift_is_found_over_the_network(remote, bare, payments, alice, rita):
    server, repository = remote
    Repository.objects.filter(pk=repository.pk).update(delivery="branch")
    with server.running():
        row = export(approved(payments, alice, rita)[0])
        assert row.state == "done" and looked(row) == {}
        bare.commit(row.path, edited(row), branch=row.branch)
        assert looked(row)[row.path].branch == row.branch


# ---------------------------------------------------------------- the artefacts beside it


@pytest.fixture
def demo_row(place, payments, alice, rita):  # noqa: F811
    return export(of_demo(approved(payments, alice, rita)[0]))


@pytest.fixture
def rules(demo_row):
    return f"monitoring/{demo_row.spec.guid}.yaml"


def slower(bare, rules):
    """Somebody lets one alert wait longer."""
    before = bare.read(rules).decode()
    assert "- alert: CheckoutErrorRate\n" in before
    bare.commit(rules, before.replace("    for: 2m\n", "    for: 11m\n", 1))


def test_artefacts_as_they_were_exported_are_no_drift(demo_row, rules):
    assert set(demo_row.blobs) == set(demo_row.files) and rules in demo_row.blobs
    assert looked(demo_row) == {}


def test_an_edited_artefact_is_found_with_its_difference(demo_row, bare, rules):
    slower(bare, rules)
    drift = looked(demo_row)[rules]
    assert drift.is_artefact and "+    for: 11m" in drift.difference
    assert len(drift.difference.split("\n")) < 20


def test_two_files_of_one_export_are_two_drifts(demo_row, bare, rules, alice):
    slower(bare, rules)
    bare.commit(demo_row.path, edited(demo_row))
    assert set(looked(demo_row)) == {rules, demo_row.path}
    page = as_person(alice).get(f"/repositories/{demo_row.repository.slug}/").content.decode()
    assert "2 files were edited in git after export" in page and rules in page
    page = as_person(alice).get(f"/specs/{demo_row.spec.guid}/exports/").content.decode()
    assert page.count("after the export.") == 2


def test_a_deleted_artefact_is_found(demo_row, bare, rules):
    bare.commit("other.md", "x", gone=rules)
    assert looked(demo_row)[rules].is_gone


def test_of_an_edited_artefact_only_what_changed_is_imported(demo_row, bare, rules, alice):
    slower(bare, rules)
    drift = looked(demo_row)[rules]
    Spec.objects.get().revise(alice, "minor")
    address = f"/specs/{demo_row.spec.guid}/drifts/{drift.pk}/"
    as_person(alice).post(f"{address}import/")
    parts, _ = Import.objects.get().preview()
    names = [item.name for part in parts for item in part.items]
    assert names == ["CheckoutErrorRate"] and "11 min" in str(parts)


def test_what_a_newer_portal_would_write_today_is_no_drift(demo_row, bare, rules):
    written = bare.read(rules).decode()
    Export.objects.update(blobs={**demo_row.blobs, rules: "0" * 40})
    assert bare.read(rules).decode() == written
    assert looked(demo_row) == {}


def test_without_the_written_bytes_the_page_says_so(demo_row, bare, rules, alice, monkeypatch):
    slower(bare, rules)
    Export.objects.update(blobs={**demo_row.blobs, rules: "0" * 40})
    monkeypatch.setattr("specs.models.drifting.filled", lambda *said: Shelf())
    drift = looked(demo_row)[rules]
    assert drift.difference == ""
    address = f"/specs/{demo_row.spec.guid}/drifts/{drift.pk}/"
    assert "is no longer available" in as_person(alice).get(address).content.decode()


def test_writing_again_puts_every_file_back(demo_row, bare, rules, alice):
    before = bare.read(rules)
    slower(bare, rules)
    bare.commit(demo_row.path, edited(demo_row))
    drift = looked(demo_row)[rules]
    as_person(alice).post(f"/specs/{demo_row.spec.guid}/drifts/{drift.pk}/overwrite/")
    assert not Drift.objects.exists()
    Export.deliver(demo_row.pk)
    assert looked(demo_row) == {} and bare.read(rules) == before


def test_a_file_that_became_a_folder_or_far_too_large_is_told(demo_row, bare, rules):
    bare.commit(f"{rules}/inside.txt", "x")
    assert looked(demo_row)[rules].is_gone
    bare.commit(rules, "x" * (2 * 1024 * 1024 + 1))
    drift = looked(demo_row)[rules]
    assert not drift.is_gone and drift.difference == "" and not drift.may_be_imported


def test_a_drift_that_was_known_is_not_read_again(demo_row, bare, rules, monkeypatch):
    slower(bare, rules)
    found_at = looked(demo_row)[rules].found_at
    assert looked(demo_row)[rules].found_at == found_at


def test_a_look_asks_as_much_for_many_exports_as_for_one(
    bare, payments, alice, rita, django_assert_max_num_queries
):
    repository = to(bare)
    for row in [row for one in approved(payments, alice, rita, 8) for row in Export.queue(one)][:1]:
        Export.deliver(row.pk)
    with django_assert_max_num_queries(12):
        Drift.look(repository.pk)
    assert not Drift.objects.exists() and Revision.objects.count() == 8
