"""Limits: every comparison of the catalogue, the seeds and the demo, and what an alert makes of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.quantities import Comparison, NotUnderstood

#  text: operator, value in base units, dimension, subject, qualifier, for, in
UNDERSTOOD = {
    "> 5% for 1 min": (">", "0.05", "percent", "", "", "1m", None),
    "< 10 for 5 min": ("<", "10", "", "", "", "5m", None),
    "> 500ms for 2 min": (">", "0.5", "time", "", "", "2m", None),
    "> 1000 for 5 min": (">", "1000", "", "", "", "5m", None),
    "> 80% for 5 min": (">", "0.8", "percent", "", "", "5m", None),
    "> 80%": (">", "0.8", "percent", "", "", None, None),
    "> 3 in 10 min": (">", "3", "", "", "", None, "10m"),
    "> 80% utilized": (">", "0.8", "percent", "", "utilized", None, None),
    "CPU > 70%": (">", "0.7", "percent", "CPU", "", None, None),
    "Queue depth > 100": (">", "100", "", "Queue depth", "", None, None),
    "Memory > 80%": (">", "0.8", "percent", "Memory", "", None, None),
    "< 2 hours": ("<", "7200", "time", "", "", None, None),
    "< 0.1%": ("<", "0.001", "percent", "", "", None, None),
    "< 100ms": ("<", "0.1", "time", "", "", None, None),
    "response time < 500ms": ("<", "0.5", "time", "response time", "", None, None),
    "Error rate 5xx > 1% for 2 min": (">", "0.01", "percent", "Error rate 5xx", "", "2m", None),
    "Response time P99 > 600ms for 3 min": (
        ">",
        "0.6",
        "time",
        "Response time P99",
        "",
        "3m",
        None,
    ),
    "> 180 s for 1 min": (">", "180", "time", "", "", "1m", None),
    "Paid orders against last week < 60% for 5 min": (
        "<",
        "0.6",
        "percent",
        "Paid orders against last week",
        "",
        "5m",
        None,
    ),
    "≥ 99.5 %": (">=", "0.995", "percent", "", "", None, None),
    "≤ 1.5 GiB": ("<=", "1610612736", "bytes", "", "", None, None),
    "error rate exceeds 5% in the last 10 min": (
        ">",
        "0.05",
        "percent",
        "error rate",
        "",
        None,
        "10m",
    ),
    "Error rate (5xx) above 0.5% for 2 min": (
        ">",
        "0.005",
        "percent",
        "Error rate (5xx)",
        "",
        "2m",
        None,
    ),
    "> 1,000 (capacity)": (">", "1000", "", "", "", None, None),
    "> 3 in queue for 5 min": (">", "3", "", "", "in queue", "5m", None),
    "> 100 MB/s": (">", "100000000", "bytes rate", "", "/s", None, None),
    "> 1 h 30 min": (">", "5400", "time", "", "", None, None),
    "Requests < 750 ms > 99%": (">", "0.99", "percent", "Requests < 750 ms", "", None, None),
    "rate(x[5m]) > 3": (">", "3", "", "rate(x[5m])", "", None, None),
    "= 200": ("=", "200", "", "", "", None, None),
}


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD.items())
def test_a_limit_is_taken_apart(text, expected):
    limit = Comparison.parse(text)
    assert (
        limit.operator,
        f"{limit.value.normalize():f}",
        limit.dimension,
        limit.subject,
        limit.qualifier,
        limit.hold and limit.hold.in_prometheus(),
        limit.window and limit.window.in_prometheus(),
    ) == expected


def test_a_comment_is_kept_apart():
    limit = Comparison.parse("> 500 (cost control)")
    assert (limit.comment, limit.qualifier, str(limit)) == (
        "cost control",
        "",
        "> 500 (cost control)",
    )


@pytest.mark.parametrize(
    "text",
    [
        ">[X] (capacity)",
        "> [X]ms for 5 min",
        "> [X]%",
        "[condition]",
        "Connection saturation",
        "when the queue looks long",
        "99.9%",
        "> high",
        "> 5% or < 1%",
        "a > 5s; b > 1%",
        "> 1 000",
        "5 >",
    ],
)
def test_what_no_rule_could_be_made_of_is_asked_back(text):
    with pytest.raises(NotUnderstood):
        Comparison.parse(text)


def test_an_alert_gets_the_limit_in_base_units():
    assert Comparison.parse("> 5% for 1 min").in_prometheus() == "> 0.05"
    assert Comparison.parse("< 100 ms").in_prometheus() == "< 0.1"
    assert Comparison.parse("= 0").in_prometheus() == "== 0"
    assert Comparison.parse("> 2 GiB").in_prometheus() == "> 2147483648"


def test_limits_are_equal_by_what_they_mean():
    assert Comparison.parse("> 0.5 s for 60 s") == Comparison.parse("above 500ms for 1 min")
    assert Comparison.parse("> 5%") != Comparison.parse("> 5% for 1 min")
    assert Comparison.parse("> 3 in 10 min") != Comparison.parse("> 3 for 10 min")


def test_a_field_echoes_the_limit_in_words():
    assert (
        Comparison.parse("Error rate > 5% for 1 min").in_words()
        == "Error rate above 5% for 1 minute"
    )


@given(
    st.sampled_from(["", "CPU", "Error rate (5xx)", "Requests < 750 ms"]),
    st.sampled_from(["<", "<=", ">", ">=", "=", "≤", "≥"]),
    st.decimals("0", "999999", places=3),
    st.sampled_from(["", "%", " ms", "s", " GiB", "k"]),
    st.sampled_from(["", " utilized", " in a row", "/s"]),
    st.sampled_from(["", " for 5 min", " in 1h30m"]),
    st.sampled_from(["", " (p99)"]),
)
def test_every_sentence_of_the_grammar_is_understood(
    subject, sign, number, unit, qualifier, held, comment
):
    text = f"{subject} {sign} {number}{unit}{qualifier}{held}{comment}".strip()
    limit = Comparison.parse(text)
    assert limit.subject == subject
    assert limit.qualifier == qualifier.strip()
    assert (limit.hold is not None) == held.startswith(" for")
    assert (limit.window is not None) == held.startswith(" in")
    factor = {"%": "0.01", " ms": "0.001", " GiB": "1073741824", "k": "1000"}.get(unit, "1")
    assert limit.value == number * Decimal(factor)
    assert Comparison.parse(str(limit)) == limit
