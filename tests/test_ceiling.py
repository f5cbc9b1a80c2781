"""The ceiling that hard dependencies put on the promise, on both pages about dependencies."""

from __future__ import annotations

from decimal import Decimal

import pytest

from specs import ceiling, readiness
from specs.models import Spec, Team
from specs.readiness.ceilings import capped
from specs.sections.slos import Slo
from specs.sections.upstream import UpstreamService
from specs.store import standing
from tests.cast import as_person
from tests.test_dependency_pages import page, words

IDENTITY, LEDGER = "a7c05be19f42", "93e1d0f86b2c"


def document(*rows, target="99.9%"):
    """A new specification that needs these: name, kind, what is promised, and the linked GUID."""
    found = standing("4f9c21ab77e0")
    names = ("name", "kind", "promised", "linked")
    found["sections"]["upstream"]["upstream_service"] = [
        UpstreamService.blank() | {"key": f"up{at:010}"} | dict(zip(names, row, strict=False))
        for at, row in enumerate(rows)
    ]
    slo = {"key": "slo000000001", "name": "Availability", "kind": "Availability", "target": target}
    found["sections"]["slos"]["slo"] = [Slo.blank() | slo]
    return found


PLAIN = (("PostgreSQL", "Hard", "99.95%"), ("Queue", "Hard", "99.9%"), ("Cache", "Soft", "90%"))


def linked(team, guid=IDENTITY, **more):
    return Spec.objects.create(guid=guid, name="Identity", team=team, **more)


def test_it_is_the_product_of_what_hard_dependencies_promise(alice):
    found = ceiling.of_document(alice, document(*PLAIN))
    assert found.at == Decimal("0.9985005")
    assert found.words == "Your dependencies cap you at 99.85 %"
    assert found.above


def test_it_says_the_same_as_the_rule(alice):
    text = document(*PLAIN)
    rule = next(one for one in readiness.findings(text) if one.rule == "SLO-05")
    assert rule.title == ceiling.of_document(alice, text).words


def test_a_promise_at_the_ceiling_can_be_kept(alice):
    rows = (("PostgreSQL", "Hard", "99.9%"),)
    assert not ceiling.of_document(alice, document(*rows)).above
    assert ceiling.of_document(alice, document(*rows, target="99.91%")).above


def test_it_is_never_rounded_up():
    assert capped(Decimal("0.999999")) == "Your dependencies cap you at 99.99 %"


def test_without_a_hard_dependency_that_promises_there_is_none(alice):
    assert ceiling.of_document(alice, document()) is None
    assert (
        ceiling.of_document(alice, document(("Cache", "Soft", "99%"), ("Mail", "Hard", ""))) is None
    )


def test_a_linked_specification_counts_for_itself(alice, payments):
    linked(payments, availability="99.5%")
    found = ceiling.of_document(alice, document(("Identity", "Hard", "99.95%", IDENTITY)))
    assert (found.at, found.parts[0].entered) == (Decimal("0.995"), "99.95%")


def test_a_draft_of_somebody_else_is_not_told(charlie, payments):
    """Charlie may not read what Payments Core is writing."""
    linked(payments, availability="99.5%")
    found = ceiling.of_document(charlie, document(("Identity", "Hard", "99.95%", IDENTITY)))
    assert (found.at, found.parts[0].linked) == (Decimal("0.9995"), False)


def test_what_is_not_known_is_named(alice):
    found = ceiling.of_document(alice, document(*PLAIN, ("Mail", "Hard", "often")))
    assert [one.name for one in found.unknown] == ["Mail"]


def test_many_links_are_one_query(alice, payments, django_assert_num_queries):
    rows = [("A service", "Hard", "99.9%", f"{at:012x}") for at in range(30)]
    for row in rows:
        Spec.objects.create(guid=row[3], name="A service", team=payments, availability="99.9%")
    alice.roles  # noqa: B018  read once for each request
    with django_assert_num_queries(1):
        assert len(ceiling.of_document(alice, document(*rows)).known) == 30


@pytest.mark.parametrize("place", ["dependencies/", "sections/dependencies/"])
def test_both_pages_say_it(alice, payments, place):
    spec = Spec.start(payments, alice, "Checkout API", document(*PLAIN))
    spec.recount()
    text = words(page(alice, f"/specs/{spec.guid}/{place}"))
    assert (
        "Your dependencies cap you at 99.85 %: PostgreSQL 99.95%, Queue 99.9%. "
        "You promise 99.9%, which is more than they leave." in text
    )


def test_a_save_brings_it(alice, payments):
    spec = Spec.start(payments, alice, "Checkout API", document(*PLAIN))
    answer = as_person(alice).get(
        f"/specs/{spec.guid}/sections/dependencies/progress/", headers={"HX-Request": "true"}
    )
    assert 'id="p-upstream" hx-swap-oob="innerHTML"' in answer.content.decode()
    assert "cap you at 99.85 %" in answer.content.decode()


def test_the_portal_counts_teams_of_others_only_when_they_may_be_seen(alice):
    secret = Team.objects.create(name="Secret", slug="secret", private=True)
    linked(secret, availability="99.5%")
    found = ceiling.of_document(alice, document(("Identity", "Hard", "", IDENTITY)))
    assert found is None
