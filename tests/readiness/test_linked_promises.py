"""SLO-05: what linked specifications promise caps a promise, as far as the team may know it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from specs.models import Spec, Team
from specs.models.promising import capped_by_others
from tests.test_ceiling import IDENTITY, document, linked

CAPPED = "Your dependencies cap you at 99.5 %"


def told(spec, *rows, target="99.9%"):
    text = document(*rows, target=target)
    return [one for one in spec.findings(text) if one.rule == "SLO-05"]


@pytest.fixture
def spec(payments, alice):
    return Spec.start(payments, alice, "Shop")


def needed(promised="99.99%", kind="Hard", guid=IDENTITY):
    return "Identity", kind, promised, guid


def test_a_linked_service_that_promises_less_than_the_row_says_caps_the_promise(spec, payments):
    linked(payments, approved_availability="99.5%")
    (one,) = told(spec, needed())
    assert (one.title, one.severity, one.address) == (CAPPED, "warning", "slo.slo000000001.target")
    assert one.sentence == "Availability promises 99.9%, on Identity 99.5%."


def test_at_the_ceiling_nothing_is_told(spec, payments):
    linked(payments, approved_availability="99.5%")
    assert told(spec, needed(), target="99.5%") == []
    assert told(spec, needed(), target="99.51%")


def test_it_is_told_once_where_the_row_says_it_as_well(spec, payments):
    linked(payments, approved_availability="99.5%")
    assert len(told(spec, needed("99%"))) == 1


def test_a_row_without_a_promise_counts_by_its_specification(spec, payments):
    linked(payments, approved_availability="99.5%")
    assert [one.title for one in told(spec, needed(""))] == [CAPPED]


def test_a_soft_dependency_caps_nothing(spec, payments):
    linked(payments, approved_availability="99.5%")
    assert told(spec, needed(kind="Soft")) == []


def test_a_draft_counts_on_its_own_team_alone(spec, payments, finance):
    other = linked(payments, availability="99.5%")
    assert told(spec, needed())
    Spec.objects.filter(pk=other.pk).update(team=finance)
    assert told(spec, needed()) == []


def test_what_a_private_team_promises_is_told_to_nobody_else(spec, finance):
    linked(finance, approved_availability="99.5%")
    assert told(spec, needed())
    Team.objects.filter(pk=finance.pk).update(private=True)
    assert told(spec, needed()) == []


def test_links_cost_one_query_and_none_where_there_are_none(spec):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        list(capped_by_others(spec, document(needed())))
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        list(capped_by_others(spec, document(needed(guid=""))))
        list(capped_by_others(spec, document(needed(), target="")))
    assert len(asked) == 0


def test_who_names_a_service_is_counted_again_when_its_promise_changes(spec, payments, alice):
    from specs.models import Dependency

    Dependency.keep(spec, document(needed()))
    other = linked(payments)
    Spec.objects.filter(pk=spec.pk).update(rule_set="now")
    other.keep_progress([], document())
    spec.refresh_from_db()
    assert spec.rule_set == ""
