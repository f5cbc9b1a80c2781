"""What comes up: waivers that end and approvals to be looked at again, at home and in the portfolio."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from specs.coming import coming
from specs.models import Spec, Waiver
from tests.test_portfolio import numbered, published


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def text(person, path):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(path).content.decode()


@pytest.fixture
def due(payments, alice, rita):
    """Approved; a review date in three days, a waiver that ends in two, and one that ends much later."""
    spec = numbered(payments, alice, "Checkout")
    published(spec, alice, review_by=in_days(3))
    for title, days in (("Memory limit above the request", 2), ("Later", 60)):
        Waiver.objects.create(
            spec=spec, rule="SCL-03", section="resource_limits", severity="warning", title=title, value=str(days),
            reason="Measured in the load test.", expires_on=in_days(days), by=rita,
        )  # fmt: skip
    return spec


def test_the_first_date_stands_first_and_what_is_far_away_is_left_out(due, alice):
    assert [(one.on, one.sentence) for one in coming(alice)] == [
        (in_days(2), "waiver ends: Memory limit above the request"),
        (in_days(3), "to be looked at again"),
    ]


def test_a_date_that_passed_stays_until_somebody_looks(due, alice):
    Spec.objects.update(review_by=in_days(-1))
    assert coming(alice)[0].sentence == "its review date passed"


def test_home_and_portfolio_show_it_to_the_team_and_to_nobody_else(due, alice, charlie):
    for path in ("/", "/portfolio/attention/"):
        assert "waiver ends: Memory limit above the request" in text(alice, path), path
        assert "waiver ends" not in text(charlie, path), path
    assert "Coming up" in text(alice, "/")
