"""A round that waited when the portal was upgraded is held to areas and loosening like any other."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from specs.models import Refused, Review, Revision, Spec

from .test_areas import areas, both, sue  # noqa: F401  a round with two areas
from .test_loosening import looser  # noqa: F401  a round that loosens

fill = import_module("specs.migrations._open_rounds").fill
BEFORE = {"digests": {}, "changed": [], "loosened": 0}


def upgraded(review, registry=apps):
    """The round as the version before left it, and then the step of the migration."""
    Review.objects.filter(pk=review.pk).update(**BEFORE)
    fill(registry, connection.schema_editor())
    return Review.objects.get(pk=review.pk)


def kept(review):
    return {name: getattr(review, name) for name in BEFORE}


def test_it_keeps_what_a_round_of_today_keeps(both):  # noqa: F811
    was = kept(both)
    assert was["changed"] == ["secrets", "slos"]
    assert kept(upgraded(both)) == was


def test_areas_hold_for_it(both, sue):  # noqa: F811
    assert upgraded(both).spec.approve(sue) is None
    assert Spec.objects.get(pk=both.spec_id).status == "Review"


def test_a_reviewer_of_another_area_does_not_approve_what_it_loosens(looser, ruben):  # noqa: F811
    with pytest.raises(Refused, match="An operations reviewer must approve"):
        upgraded(looser).spec.approve(ruben)


def test_a_first_version_has_every_section_with_content_to_look_at(spec, alice):
    review = spec.submit(alice)
    was = kept(review)
    assert kept(upgraded(review)) == was and review.loosened == 0


def test_a_document_of_an_older_shape_is_compared_in_todays(both, settings):  # noqa: F811
    """The models of a migration read what is stored, without a section that was declared since."""
    settings.MIGRATION_MODULES = {}
    registry = MigrationLoader(None).project_state().apps
    was = kept(both)
    old = Revision.objects.get(pk=both.revision_id).document
    del old["sections"]["upgrade"]
    Revision.objects.filter(pk=both.revision_id).update(document=old)
    assert kept(upgraded(both, registry)) == was


def test_what_was_decided_and_what_has_its_digests_stays_as_it_is(both, alice):  # noqa: F811
    Review.objects.filter(pk=both.pk).update(changed=["secrets"])
    fill(apps, connection.schema_editor())
    assert Review.objects.get(pk=both.pk).changed == ["secrets"]
    both.spec.withdraw(alice)
    assert upgraded(both).digests == {}


def test_the_upgrade_takes_the_step(settings):
    settings.MIGRATION_MODULES = {}
    steps = MigrationLoader(None).disk_migrations
    taken = [
        step.code
        for (app, _), migration in steps.items()
        if app == "specs"
        for step in migration.operations
        if hasattr(step, "code")
    ]
    assert taken == [fill]
