"""The most common gaps by check, beside those by section: stored numbers that lead to the services."""

import pytest

from specs import rows
from specs.gaps import by_rule
from specs.models import Spec, Status
from specs.portfolio import services_of
from tests.cast import as_person, brought_to
from tests.test_portfolio import names, numbered, page, published


def failing(team, by, name, **found):
    """A draft in which checks found this much."""
    spec = numbered(team, by, name)
    Spec.objects.filter(pk=spec.pk).update(rules=found)
    return spec


@pytest.fixture
def three(payments, finance, alice, charlie):
    failing(payments, alice, "Shop", **{"ALR-03": 1, "RUN-05": 4})
    failing(payments, alice, "Mail", **{"ALR-03": 2})
    return failing(finance, charlie, "Ledger", **{"SLO-01": 9})


def test_a_check_that_finds_something_in_most_services_comes_first(three, ada):
    found = [
        (one.rule, one.services, one.findings) for one in by_rule(services_of(ada, rules=True))
    ]
    assert found == [("ALR-03", 2, 3), ("SLO-01", 1, 9), ("RUN-05", 1, 4)]


def test_each_check_is_named_and_leads_to_its_services(three, ada):
    html = page(ada, "/portfolio/gaps/")
    assert 'href="/portfolio/?rule=RUN-05">Runbooks are rehearsed in time</a>' in html
    assert names(page(ada, "/portfolio/?rule=ALR-03")) == ["Mail", "Shop"]
    assert names(page(ada, "/portfolio/?rule=SLO-01&team=payments-core")) == []


def test_the_filtered_list_says_by_what_and_keeps_it_when_more_is_asked(three, ada):
    html = page(ada, "/portfolio/?rule=RUN-05")
    assert "the check “Runbooks are rehearsed in time” finds something" in html
    assert '<input type="hidden" name="rule" value="RUN-05">' in html
    assert "Monitoring is not ready" in page(ada, "/portfolio/?gap=monitoring")
    assert "Only services where" not in page(ada, "/portfolio/")
    csv = as_person(ada).get("/portfolio.csv?rule=RUN-05").content.decode()
    assert "Shop" in csv and "Mail" not in csv


def test_a_check_nobody_knows_filters_everything_away(three, ada):
    html = page(ada, "/portfolio/?rule=%3Cscript%3E")
    assert names(html) == [] and "<script>" not in html.partition("<body")[2].partition("matrix")[2]


def test_strangers_count_what_was_approved_and_not_the_draft(payments, alice, charlie):
    spec = failing(payments, alice, "Shop", **{"ALR-03": 1})
    published(spec, alice, status="Draft", approved_rules={"RUN-05": 1})
    assert [one.rule for one in by_rule(services_of(charlie, rules=True))] == ["RUN-05"]
    assert [one.rule for one in by_rule(services_of(alice, rules=True))] == ["ALR-03"]


def test_what_people_write_is_counted_by_its_check(spec, alice):
    spec.recount()
    before = Spec.objects.get().rules
    assert before and all(count > 0 for count in before.values())
    rows.add(spec, alice, "alert", "own000000001", cells={"name": "X", "severity": "Critical"})
    spec.refresh_from_db()
    spec.recount()
    after = Spec.objects.get()
    assert after.rules.get("ALR-03", 0) == before.get("ALR-03", 0) + 1
    total = after.blockers + after.warnings
    assert sum(after.rules.values()) == total


def test_an_approval_keeps_what_its_checks_found(spec, alice, rita):
    brought_to(spec, Status.APPROVED, alice, rita)
    approved = Spec.objects.get()
    assert approved.approved_rules == approved.rules


def test_the_gaps_ask_as_much_for_many_services(
    payments, alice, ada, django_assert_max_num_queries
):
    for at in range(30):
        failing(payments, alice, f"Service {at}", **{"ALR-03": at + 1})
    client = as_person(ada)
    for path in ("/portfolio/gaps/", "/portfolio/?rule=ALR-03"):
        client.get(path)
        with django_assert_max_num_queries(10):
            assert client.get(path).status_code == 200
