"""The readiness level: stored with the numbers, and shown where services are compared."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest

from specs.models import Policy, Spec, Status, recount_stale
from specs.portfolio import Wanted, services_of
from specs.readiness.levels import level, promised
from specs.sections.slos import Slo
from tests.cast import LENIENT, as_person, brought_to
from tests.test_ceiling import document
from tests.test_dependency_pages import page, words


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        ("99.91%", "A"),
        ("99.9%", "B"),
        ("99%", "B"),
        ("98.99%", "C"),
        ("95%", "C"),
        ("94.9%", "ready"),
        ("", "ready"),
        ("< 100ms", "ready"),
    ],
)
def test_the_level_follows_the_availability_target(promise, expected):
    assert level(promise, 0) == expected


def test_one_open_blocker_is_not_ready_whatever_is_promised():
    assert level("99.99%", 1) == ""


def test_the_strictest_availability_counts_and_other_objectives_do_not():
    text = document(target="99.5%")
    rows = text["sections"]["slos"]["slo"]
    rows.append(Slo.blank() | {"name": "Availability of pages", "target": "99.95%"})
    rows.append(Slo.blank() | {"name": "Fast requests", "kind": "Latency", "target": "99.99%"})
    assert promised(text) == "99.95%"
    assert promised(document(target="often")) == ""


@pytest.fixture
def checkout(payments, alice):
    spec = Spec.start(payments, alice, "Checkout API", document(target="99.95%"))
    spec.recount()
    return spec


def test_it_is_stored_with_the_rule_set_that_gave_it(checkout):
    checkout.refresh_from_db()
    assert (checkout.level, checkout.availability) == ("A", "99.95%")
    assert checkout.rule_set


def test_a_blocker_makes_it_not_ready(strict_policy, checkout):
    checkout.recount()
    checkout.refresh_from_db()
    assert (checkout.level, checkout.blockers > 0) == ("", True)


def test_strangers_see_the_level_of_what_was_approved(checkout, alice, rita, charlie):
    brought_to(checkout, Status.APPROVED, alice, rita)
    checkout.refresh_from_db()
    assert (checkout.approved_level, checkout.approved_availability) == ("A", "99.95%")
    Spec.objects.filter(pk=checkout.pk).update(status=Status.DRAFT, level="C")
    assert [one.level for one in services_of(charlie)] == ["A"]
    assert [one.level for one in services_of(alice)] == ["C"]


def test_the_overview_and_the_portfolio_show_it(checkout, alice):
    assert "ReadinessReady, level A, promises 99.95%" in words(
        page(alice, f"/specs/{checkout.guid}/")
    )
    assert ">Ready, level A<" in page(alice, "/portfolio/?view=list")
    assert "level A" in page(alice, "/portfolio/")


def test_the_portfolio_is_filtered_by_it(checkout, alice):
    assert "Checkout API" in page(alice, "/portfolio/?level=A&view=list")
    for other in ("B", "ready", "no"):
        assert "No services match." in page(alice, f"/portfolio/?level={other}&view=list")
    assert Wanted.of({"level": "A"}).query() == "level=A"


def test_not_ready_is_a_filter_too(checkout, alice):
    Spec.objects.update(level="")
    assert "Checkout API" in page(alice, "/portfolio/?level=no&view=list")


def test_the_spreadsheet_has_it(checkout, alice):
    lines = as_person(alice).get("/portfolio.csv").content.decode().splitlines()
    assert next(csv.DictReader(lines))["Level"] == "A"


def test_an_organisation_sets_its_own_thresholds(checkout, ada):
    Policy.decide(ada, replace(LENIENT, levels=("99.99", "99.9", "99")), {})
    recount_stale()
    checkout.refresh_from_db()
    assert checkout.level == "B"
    assert page(ada, "/settings/checks/").count('inputmode="decimal" value="99.9') == 2


def test_levels_out_of_order_are_refused(ada):
    said = {"longest_waiver": 180, "seen": 0, "level-A": "99", "level-B": "99.9", "level-C": "95"}
    answer = as_person(ada).post("/settings/checks/", said)
    assert answer.status_code == 422
    assert "Level A promises most" in answer.content.decode()
    assert as_person(ada).post("/settings/checks/", said | {"level-A": "99.95"}).status_code == 303
    assert Policy.in_force().levels == ("99.95", "99.9", "95")
