"""Required reviewers by area: a yes binds to the sections of its area, and holds until one of them changes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from specs import store, template
from specs.models import Area, Event, Refused, Review, Spec, Status, Verb

from .cast import brought_to, person


@pytest.fixture
def sue(db):
    """Reviews what SRE answers for."""
    return person("sue", is_reviewer=True, areas="SRE")


@pytest.fixture
def areas(db):
    """Security looks at secrets and parameters, SRE at objectives and alerts."""
    return (
        Area.objects.create(name="Security", sections=["secrets", "parameters"]),
        Area.objects.create(name="SRE", sections=["slos", "alerts"]),
    )


def write(spec, secret="Vault", slo="99.9%", **overview):
    """One secret, one objective, and texts of the overview."""
    document = store.load(spec)
    sections = document["sections"]
    sections["secrets"]["secret"] = [row("secret", name="KEY", stored=secret)]
    sections["slos"]["slo"] = [row("slo", name="Availability", target=slo)]
    sections["overview"] |= overview
    store.save(spec, document)


def row(slug, **values):
    return template.find(slug).blank() | {"key": f"k{slug}"} | values


@pytest.fixture
def both(spec, alice, rita, areas):
    """Version 0.2.0 in review: a secret and an objective changed since 0.1.0."""
    Area.objects.all().delete()
    write(spec)
    brought_to(spec, Status.APPROVED, alice, rita)
    for area in areas:
        area.save(force_insert=True)
    spec.revise(alice, "minor")
    write(spec, secret="Vault, kv/key", slo="99.95%")
    return spec.submit(alice)


def again(review, alice, rita, **texts):
    """Sent back, changed and submitted once more."""
    Spec.objects.get(pk=review.spec_id).request_changes(rita, "Not yet.")
    spec = Spec.objects.get(pk=review.spec_id)
    write(spec, **{"secret": "Vault, kv/key", "slo": "99.95%"} | texts)
    return spec.submit(alice)


def page_of(review):
    return f"/specs/{review.spec.guid}/reviews/{review.number}/"


def panel(client, review):
    return " ".join(client.get(page_of(review)).content.decode().split())


def approve(client, review):
    given = {"verdict": "approve", "summary": "", "revision": review.revision_id}
    return client.post(f"{page_of(review)}decision/", given, follow=True).content.decode()


def test_a_round_needs_a_yes_of_every_area_whose_sections_changed(on, ruben, sue, both):
    page = panel(on(sue), both)
    assert "<b>Security</b>: needed for Secrets. Waits for Ruben." in page
    assert "<b>SRE</b>: needed for" in page
    assert "Your approval is counted. Still needed: Security." in approve(on(sue), both)
    assert "<b>SRE</b>: approved by Sue." in panel(on(sue), both)
    assert "0.2.0 is approved." in approve(on(ruben), both)


def test_an_area_of_which_nothing_changed_is_not_asked(alice, rita, sue, both):
    third = again(both, alice, rita, secret="Vault")
    assert third.spec.approve(sue) is not None


def test_a_first_version_needs_every_area_that_has_content(alice, ruben, sue, spec, areas):
    write(spec)
    review = spec.submit(alice)
    assert review.spec.approve(sue) is None
    assert Spec.objects.get(pk=spec.pk).approve(ruben) is not None


def test_a_yes_is_carried_as_long_as_its_sections_stay_as_they_were(
    on, alice, rita, ruben, sue, both
):
    assert both.spec.approve(ruben) is None
    third = again(both, alice, rita, slo="99.99%")
    page = panel(on(sue), third)
    assert "<b>Security</b>: carried. Ruben approved it in" in page
    revision = third.spec.approve(sue)
    assert [(one["name"], one.get("carried", False)) for one in revision.approvals] == [
        ("Sue", False),
        ("Ruben", True),
    ]
    day = revision.approvals[1]["on"]
    assert (
        f"**Carried**: Security, approved by Ruben on {day} in round 2, unchanged since"
        in revision.markdown
    )
    assert "**Approved**: Version 0.2.0 by Sue" in revision.markdown


def test_a_yes_goes_stale_when_its_section_changes_and_the_page_says_which(
    on, alice, rita, ruben, sue, both
):
    both.spec.approve(ruben)
    third = again(both, alice, rita, secret="A file")
    page = panel(on(sue), third)
    assert "Ruben approved it in round 2, but Secrets changed since. Waits for Ruben." in page
    assert third.spec.approve(sue) is None
    assert Spec.objects.get(pk=third.spec_id).approve(ruben) is not None


def test_words_elsewhere_take_no_yes_away(alice, rita, ruben, sue, both):
    both.spec.approve(ruben)
    third = again(both, alice, rita, overview="It takes orders.")
    assert third.spec.approve(sue) is not None


def test_a_yes_of_the_version_before_is_not_carried(alice, ruben, sue, both):
    both.spec.approve(ruben)
    both.spec.approve(sue)
    spec = Spec.objects.get(pk=both.spec_id)
    spec.revise(alice, "minor")
    write(spec, secret="Vault, kv/key2")
    review = spec.submit(alice)
    assert review.spec.approve(sue) is None


def test_who_edits_the_version_has_no_yes_left(alice, bob, rita, sue, both):
    bob.is_reviewer, bob.areas = True, "Security"
    bob.save()
    assert both.spec.approve(bob) is None
    spec = Spec.objects.get(pk=both.spec_id)
    spec.request_changes(rita, "Not yet.")
    Event.record(spec, bob, Verb.EDITED, place="overview.overview", new="Mine.")
    review = Spec.objects.get(pk=spec.pk).submit(alice)
    assert review.spec.approve(sue) is None


def test_a_yes_of_somebody_who_reviews_no_more_does_not_count(alice, rita, ruben, sue, both):
    both.spec.approve(ruben)
    ruben.is_reviewer = False
    ruben.save()
    third = again(both, alice, rita)
    assert third.spec.approve(sue) is None


def test_without_areas_one_yes_is_enough(ruben, both):
    Area.objects.all().delete()
    assert both.spec.approve(ruben) is not None


def test_a_round_that_lacks_nothing_any_more_can_be_approved_again(ruben, both):
    assert both.spec.approve(ruben) is None
    with pytest.raises(Refused, match="approved this round already"):
        Spec.objects.get(pk=both.spec_id).approve(ruben)
    Area.objects.get(name="SRE").delete()
    assert Spec.objects.get(pk=both.spec_id).approve(ruben) is not None


def test_what_loosens_waits_for_operations_even_when_its_area_agreed(alice, rita, ruben, sue, both):
    third = again(both, alice, rita, slo="99%")
    assert third.loosened == 1
    assert third.spec.approve(ruben) is None  # Security answers for its secrets
    assert Spec.objects.get(pk=third.spec_id).approve(sue) is not None


def test_whoever_answers_for_a_changed_area_is_asked_too(alice, rita, ruben, sue, both):
    Spec.objects.get(pk=both.spec_id).withdraw(alice)
    review = Spec.objects.get(pk=both.spec_id).submit(alice, reviewers=[sue])
    assert set(review.reviewers.all()) == {sue, ruben}


# ---------------------------------------------------------------- the settings


def test_an_admin_keeps_the_areas_and_the_trail_tells(on, ada, ruben):
    client = on(ada)
    assert "One approval by any reviewer is enough." in panel_of_settings(client)
    answer = client.post(
        "/settings/areas/new/", {"name": "Security", "sections": ["secrets"]}, follow=True
    )
    page = answer.content.decode()
    assert "Security is asked for from now on." in page and "Ruben" in page
    area = Area.objects.get()
    given = {"name": "Security", "sections": ["secrets", "parameters"]}
    client.post(f"/settings/areas/{area.pk}/", given)
    client.post(f"/settings/areas/{area.pk}/", {"act": "drop"})
    assert not Area.objects.exists()
    told = Event.objects.filter(verb=Verb.AREAS, actor=ada).order_by("pk")
    assert [(event.old, event.new) for event in told] == [
        ("", "Security: secrets"),
        ("Security: secrets", "Security: parameters, secrets"),
        ("Security: parameters, secrets", ""),
    ]


def panel_of_settings(client):
    return client.get("/settings/areas/").content.decode()


def test_the_list_of_areas_asks_no_more_for_more_areas(on, ada, ruben, sue, areas):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            on(ada).get("/settings/areas/")
        return len(queries)

    asked()
    few = asked()
    for n in range(5):
        Area.objects.create(name=f"Area {n}", sections=["slos"])
    assert asked() == few


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "", "sections": ["secrets"]}, "Give the area a name."),
        ({"name": "A, B", "sections": ["secrets"]}, "Leave the comma out"),
        ({"name": "Security"}, "Choose the sections"),
        ({"name": "Security", "sections": ["nothing"]}, "Select a valid choice"),
    ],
)
def test_an_area_with_a_gap_comes_back(on, ada, given, words):
    answer = on(ada).post("/settings/areas/new/", given)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Area.objects.exists()


@pytest.mark.parametrize("who", ["alice", "rita", "charlie"])
@pytest.mark.parametrize("path", ["", "new/", "1/"])
def test_only_admins_of_the_portal_see_and_keep_areas(on, request, who, path, areas):
    client = on(request.getfixturevalue(who))
    assert client.get(f"/settings/areas/{path}").status_code == 403
    if path:
        assert client.post(f"/settings/areas/{path}", {"act": "drop"}).status_code == 403
    assert Area.objects.count() == 2


def test_the_panel_asks_no_more_for_more_areas(on, sue, both):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            on(sue).get(page_of(both))
        return len(queries)

    asked()
    few = asked()
    for n in range(6):
        Area.objects.create(name=f"Area {n}", sections=["slos"])
    assert asked() == few
    assert Review.objects.get(pk=both.pk).is_open
