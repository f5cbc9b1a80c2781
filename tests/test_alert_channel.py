"""Below an alert its author reads where the policy sends one of that severity."""

import pytest

from specs import cells, rows
from specs.documents import cell_digest
from specs.models import Policy, policy
from specs.models.policy import Terms

PAGER = {"Critical": {"label": "page", "channel": "PagerDuty Payments"}}
SENT = "It goes to PagerDuty Payments: nobody is named, and the policy sends Critical there."


@pytest.fixture
def page(client, spec, alice):
    """The editor of Monitoring with one alert that nothing is known of but its severity."""
    rows.add(spec, alice, "alert", "alert1", cells={"name": "Errors", "severity": "Critical"})
    client.force_login(alice)

    def page():
        found = client.get(f"/specs/{spec.guid}/sections/monitoring/").content.decode()
        return " ".join(found.split())

    return page


def decide(ada, alerting):
    Policy.decide(ada, policy.STANDARD, {}, Terms(alerting=alerting))


def test_the_channel_and_the_label_of_its_severity_stand_below_it(page, ada):
    decide(ada, PAGER)
    assert SENT in page() and "Its severity is labelled page." in page()


def test_one_that_names_its_own_is_told_both(page, ada, spec, alice):
    decide(ada, PAGER)
    cells.write(spec, alice, [cells.Change("alert.alert1.notification", "On-call", "")])
    assert (
        "The policy sends Critical alerts to PagerDuty Payments; this one names its own." in page()
    )


def test_another_severity_has_no_channel(page, ada, spec, alice):
    decide(ada, PAGER)
    change = cells.Change("alert.alert1.severity", "Low", cell_digest("Critical"))
    assert not cells.write(spec, alice, [change]).conflicts
    assert "PagerDuty Payments" not in page()


def test_without_a_policy_nothing_is_said(page):
    assert "nobody is named" not in page() and "is labelled" not in page()


def test_what_is_fetched_after_a_save_brings_it(client, spec, alice, ada, page):
    decide(ada, PAGER)
    headers = {"HX-Request": "true"}
    answer = client.get(f"/specs/{spec.guid}/sections/monitoring/progress/", headers=headers)
    assert SENT in " ".join(answer.content.decode().split())
