"""The migrations: they say what the models say, and the first one is quick."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.services import nothing_may_be_skipped

FIRST = ("specs", "0001_initial")


@pytest.fixture
def first():
    """The migration that makes the first tables, read from its file."""
    return MigrationLoader(None).disk_migrations[FIRST]


@pytest.fixture
def with_migrations(monkeypatch, settings):
    """Undo what makes the tables straight from the models."""
    settings.MIGRATION_MODULES = {}


def test_the_models_need_no_new_migration(with_migrations, db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_first_tables_are_made_in_one_step(with_migrations, first):
    assert len(first.operations) == 1
    assert len(first.operations[0].models) > 60


def test_the_migrated_tables_have_every_column_and_constraint(with_migrations, db):
    state = MigrationLoader(None).project_state()
    with connection.cursor() as cursor:
        for (label, _), model in state.models.items():
            if label != "specs":
                continue
            table = model.options.get("db_table") or f"specs_{model.name_lower}"
            there = set(connection.introspection.get_constraints(cursor, table))
            named = {each.name for each in model.options.get("constraints", [])}
            named |= {each.name for each in model.options.get("indexes", [])}
            assert named <= there, table


def test_ci_runs_on_migrated_tables(db):
    if nothing_may_be_skipped():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations WHERE app = 'specs'")
            assert cursor.fetchone()[0] > 0
