"""Burn-rate arithmetic against the published tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from specs.burn_rates import budget_seconds, pairs, window_name

PUBLISHED = {
    30: ("14.4", "6", "3", "1"),
    28: ("13.44", "5.6", "2.8", "0.933333333333333"),
    90: ("43.2", "18", "9", "3"),
    7: ("13.44", "3.5", "1.4", "0.98"),
}


@pytest.mark.parametrize(("days", "factors"), PUBLISHED.items())
def test_the_factors_are_those_of_the_workbook_and_of_sloth(days, factors):
    assert [pair.factor for pair in pairs(days)] == [Decimal(factor) for factor in factors]


def test_the_thresholds_at_three_nines_are_exact():
    found = [str(pair.threshold(Decimal("0.999"))) for pair in pairs(30)]
    assert found == ["0.0144", "0.006", "0.003", "0.001"]


def test_the_short_window_is_a_twelfth_of_the_long_one():
    assert all(pair.short * 12 == pair.long for pair in pairs(30))
    assert [window_name(pair.long) for pair in pairs(30)] == ["1h", "6h", "1d", "3d"]
    assert [window_name(pair.short) for pair in pairs(30)] == ["5m", "30m", "2h", "6h"]


@pytest.mark.parametrize(
    ("objective", "errors", "seconds"),
    [("0.999", "1", "51.84"), ("0.999", "0.02", "2592"), ("0.99", "1", "518.4")],
)
def test_the_time_to_page_is_as_the_facts_say(objective, errors, seconds):
    assert pairs(30)[0].time_to_fire(Decimal(objective), Decimal(errors)) == Decimal(seconds)


def test_at_the_threshold_itself_nothing_fires():
    assert pairs(30)[0].time_to_fire(Decimal("0.999"), Decimal("0.0144")) is None


@pytest.mark.parametrize(
    ("number", "last"), [(0, "0.93055"), (1, "0.83333"), (2, "0.66666"), (3, "0")]
)
def test_an_objective_that_low_can_never_fire(number, last):
    pair = pairs(30)[number]
    assert pair.never_fires(Decimal(last))
    assert not pair.never_fires(Decimal(last) + Decimal("0.0001"))


@pytest.mark.parametrize(("objective", "per_hour"), [("0.999", "69.44"), ("0.99", "6.944")])
def test_below_so_many_requests_one_failure_pages(objective, per_hour):
    pair, rate = pairs(30)[0], Decimal(per_hour) / 3600
    assert pair.one_failure_fires(Decimal(objective), rate)
    assert not pair.one_failure_fires(Decimal(objective), rate * Decimal("1.001"))


def test_the_budget_of_three_nines_is_43_minutes_a_month():
    assert budget_seconds(Decimal("0.999"), 30) == Decimal("2592")


def test_a_period_without_a_preset_is_refused():
    with pytest.raises(KeyError):
        pairs(14)
