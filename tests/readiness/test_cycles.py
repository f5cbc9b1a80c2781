"""DPN-02: hard dependencies that lead back are told on every side, as far as the team may know."""

from __future__ import annotations

import pytest

from specs import store
from specs.models import Spec, Status, recount_stale
from specs.models.cycling import goes_round
from tests.cast import brought_to
from tests.test_dependency_graph import needing


@pytest.fixture
def pair(payments, alice):
    """Shop needs Pay, and Pay needs Shop."""
    shop, pay = (Spec.start(payments, alice, name) for name in ("Shop", "Pay"))
    return needing(shop, "Pay"), needing(pay, "Bank", "Shop")


def cycles_of(spec):
    return [one for one in spec.findings() if one.rule == "DPN-02"]


def test_both_sides_of_a_cycle_are_told_with_the_round_and_the_row(pair):
    shop, pay = pair
    (one,) = cycles_of(shop)
    assert one.title == "Cycle: Shop needs Pay, which needs Shop"
    assert (one.severity, one.address) == ("warning", "upstream_service.row000000000.name")
    (other,) = cycles_of(pay)
    assert other.address == "upstream_service.row000000001.name"


def test_a_soft_dependency_closes_no_cycle(pair):
    shop, pay = pair
    needing(pay, "Shop", kind="Soft")
    assert cycles_of(shop) == cycles_of(pay) == []


def test_a_longer_round_is_found(pair, payments, alice):
    shop, pay = pair
    needing(pay, "Mail")
    needing(Spec.start(payments, alice, "Mail"), "Shop")
    (one,) = cycles_of(shop)
    assert one.title == "Cycle: Shop needs Pay, which needs Mail, which needs Shop"


def test_drafts_of_another_team_are_not_told(pair, finance, alice, charlie, rita):
    shop, pay = pair
    Spec.objects.filter(pk=pay.pk).update(team=finance)
    assert cycles_of(shop) == []
    pay.refresh_from_db()
    brought_to(pay, Status.APPROVED, charlie, rita)
    assert len(cycles_of(shop)) == 1


def test_a_round_elsewhere_is_not_ours(pair, payments, alice):
    outside = needing(Spec.start(payments, alice, "Report"), "Shop")
    assert cycles_of(outside) == []


def test_the_other_side_is_counted_again_when_a_link_closes_the_round(payments, alice):
    shop, pay = (Spec.start(payments, alice, name) for name in ("Shop", "Pay"))
    needing(shop, "Pay")
    document = pay.document()
    document["sections"]["upstream"]["upstream_service"] = [
        {"key": "row000000000", "name": "Shop", "failure": "It stops.", "kind": "Hard"}
        | {"promised": "", "linked": shop.guid}
    ]
    store.save(pay, document)
    before = Spec.objects.get(pk=shop.pk).warnings
    pay.recount()
    recount_stale()
    assert Spec.objects.get(pk=shop.pk).warnings == before + 1


def test_who_needs_nothing_hard_asks_nothing(payments, alice, django_assert_num_queries):
    spec = Spec.start(payments, alice, "Shop")
    document = spec.document()
    with django_assert_num_queries(0):
        assert list(goes_round(spec, document)) == []
