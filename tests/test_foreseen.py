"""Before asking for a review its author reads whose approval it needs, and what it loosens."""

import pytest

from specs import store
from specs.models import Area, Spec, Status

from .cast import brought_to
from .test_areas import areas, row, sue, write  # noqa: F401  Security and SRE
from .test_loosening import promise


@pytest.fixture
def draft(spec, alice, rita, areas):  # noqa: F811
    """Version 0.2.0 being written; its objective changed since 0.1.0, the secret did not."""
    Area.objects.all().delete()
    write(spec)
    brought_to(spec, Status.APPROVED, alice, rita)
    for area in areas:
        area.save(force_insert=True)
    spec.revise(alice, "minor")
    write(spec, slo="99.95%")
    return Spec.objects.get(pk=spec.pk)


def submit_page(client, spec):
    return " ".join(client.get(f"/specs/{spec.guid}/submit/").content.decode().split())


def test_the_areas_of_what_changed_are_named_with_who_can_approve(on, alice, sue, ruben, draft):  # noqa: F811
    page = submit_page(on(alice), draft)
    assert "What changed since 0.1.0 belongs to:" in page
    assert "<b>SRE</b>: for SLOs. Sue can approve it." in page
    assert "<b>Security</b>" not in page


def test_what_it_says_is_what_the_round_then_needs(on, alice, sue, draft):  # noqa: F811
    submit_page(on(alice), draft)
    review = draft.submit(alice)
    assert review.changed == ["slos"] and review.spec.approve(sue) is not None


def test_an_author_who_reviews_cannot_approve_their_own(on, alice, sue, draft):  # noqa: F811
    sue.is_reviewer = False
    sue.save()
    alice.is_reviewer, alice.areas = True, "SRE"
    alice.save()
    assert "Nobody can approve it. Ask an admin." in submit_page(on(alice), draft)


def test_a_yes_that_will_be_carried_is_said(on, alice, rita, sue, ruben, draft):  # noqa: F811
    write(draft, secret="Vault, kv/key", slo="99.95%")
    draft.submit(alice)
    draft.approve(ruben)
    draft.request_changes(rita, "Not yet.")
    write(Spec.objects.get(pk=draft.pk), secret="Vault, kv/key", slo="99.99%")
    page = submit_page(on(alice), draft)
    assert "<b>Security</b>: carried. Ruben approved it in round 2, unchanged since." in page
    write(Spec.objects.get(pk=draft.pk), secret="A file", slo="99.99%")
    page = submit_page(on(alice), draft)
    assert "Ruben approved it in round 2, but Secrets changed since. Ruben can approve it." in page


def test_what_loosens_is_listed_with_its_place_and_who_may_approve(on, alice, rita, spec):
    promise(spec, "5 min")
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    promise(spec, "1 hour", "30 min")
    page = submit_page(on(alice), spec)
    assert "1 change loosens what 0.1.0 promised" in page
    assert "An operations reviewer must approve: Rita." in page
    link = f"/specs/{spec.guid}/sections/disaster-recovery/#disaster_recovery---rpo"
    assert f'<a href="{link}">' in page and "5 min</del>" in page and "1 hour</ins>" in page


def test_a_row_that_loosens_is_called_by_its_name(on, alice, rita, spec):
    document = store.load(spec)
    document["sections"]["alerts"]["alert"] = [
        row("alert", name="Errors", condition="> 5% for 2 min"),
        row("alert", name="Gone") | {"key": "gone"},
    ]
    store.save(spec, document)
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    document["sections"]["alerts"]["alert"] = [
        row("alert", name="Errors", condition="> 5% for 10 min")
    ]
    store.save(spec, document | {"header": spec.document()["header"]})
    page = submit_page(on(alice), spec)
    assert "2 changes loosen what 0.1.0 promised" in page
    assert "Alerts: Errors, Condition" in page and "Alerts: Gone, removed" in page


def test_a_first_version_loosens_nothing(on, alice, sue, ruben, spec, areas):  # noqa: F811
    write(spec)
    page = submit_page(on(alice), spec)
    assert "What is written belongs to:" in page and "loosen" not in page


def test_how_many_must_approve_is_said(on, alice, ada, spec):
    assert "One reviewer must approve. No area of its own" in submit_page(on(alice), spec)


def test_nothing_is_stored_by_looking(on, alice, sue, draft):  # noqa: F811
    before = draft.reviews.count(), draft.revisions.count()
    submit_page(on(alice), draft)
    assert (draft.reviews.count(), draft.revisions.count()) == before
