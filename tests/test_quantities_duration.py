"""Lengths of time: the seeds' and the demo's own texts, four machine grammars, honest comparisons."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.quantities import Duration, NotUnderstood

MINUTE, HOUR, DAY = 60, 3600, 86400
PROMETHEUS = re.compile(
    r"((\d+)y)?((\d+)w)?((\d+)d)?((\d+)h)?((\d+)m)?((\d+)s)?((\d+)ms)?", re.ASCII
)
SEEDS_AND_DEMO = {
    "5 min": 5 * MINUTE,
    "< 2 min": 2 * MINUTE,
    "< 2 hours": 2 * HOUR,
    "30 days": 30 * DAY,
    "7 days": 7 * DAY,
    "24 hours": DAY,
    "24 h": DAY,
    "5 minutes": 5 * MINUTE,
    "Daily + WAL streaming": DAY,
    "Every 6 hours": 6 * HOUR,
    "Every 5 seconds": 5,
    "Continuous": 0,
    "Weekly": 7 * DAY,
    "Daily": DAY,
    "0": 0,
    "30 d": 30 * DAY,
    "3650 days": 3650 * DAY,
    "60 min": HOUR,
    "4s": 4,
}


@pytest.mark.parametrize(("text", "seconds"), SEEDS_AND_DEMO.items())
def test_what_the_seeds_and_the_demo_write_is_understood(text, seconds):
    assert Duration.parse(text).seconds == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1h30m", 5400),
        ("1d12h", 36 * HOUR),
        ("1.5h", 5400),
        ("15m", 900),
        ("90s", 90),
        ("1y", 365 * DAY),
        ("PT15M", 900),
        ("P1DT2H", 26 * HOUR),
        ("P2W", 14 * DAY),
        ("2 days and 4 hours", 52 * HOUR),
        ("an hour", HOUR),
        ("5-minute", 300),
        ("twice daily", 12 * HOUR),
        ("3 times a day", 8 * HOUR),
        ("every other day", 2 * DAY),
        ("0 3 * * *", DAY),
        ("*/15 * * * *", 900),
        ("0 9-17 * * 1-5", 64 * HOUR),
        ("0 0 13 * 5", 7 * DAY),
        ("@hourly", HOUR),
    ],
)
def test_every_grammar_people_paste_is_understood(text, seconds):
    assert Duration.parse(text).seconds == seconds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("15m", "15 minutes"),
        ("1h30m", "1 hour 30 minutes"),
        ("< 2 hours", "less than 2 hours"),
        ("Every 6 hours", "every 6 hours"),
        ("Daily + WAL streaming", "every day + WAL streaming"),
        ("Quarterly", "every quarter"),
        ("Permanent", "permanent"),
        ("continuously", "continuous"),
        ("0", "0 seconds"),
    ],
)
def test_a_field_echoes_what_it_understood(text, words):
    assert Duration.parse(text).in_words() == words


@pytest.mark.parametrize(
    "text",
    [
        "30",
        "-5 min",
        "5-10 min",
        "1h30",
        "9:30",
        "30 days 3 copies",
        "1 hour and a half",
        "512MB",
        "[time]",
        "5 working days",
        "soon",
        "1.5 months",
        "0 0 30 2 *",
        "0 99 * * *",
        "P",
        "PT",
        "1e3 s",
    ],
)
def test_what_could_mean_two_things_is_asked_back(text):
    with pytest.raises(NotUnderstood):
        Duration.parse(text)


def test_a_month_keeps_its_unit_and_has_no_seconds():
    month, quarter = Duration.parse("1M"), Duration.parse("Quarterly")
    assert month.seconds is None and month.in_prometheus() is None
    assert (month.in_openslo(), quarter.in_openslo()) == ("1M", "1Q")
    assert Duration.parse("1m").seconds == MINUTE
    assert Duration.parse("12 months") == Duration.parse("1Y")
    assert str(Duration.parse("1Y")) == "1 year"


def test_a_month_is_compared_only_where_every_year_agrees():
    month = Duration.parse("Monthly")
    assert Duration.parse("27 d") < month < Duration.parse("32 d")
    assert Duration.parse("28 d") <= month <= Duration.parse("31 d")
    assert not month < Duration.parse("30 d") and not month > Duration.parse("30 d")
    assert month < Duration.parse("Quarterly") < Duration.parse("Yearly")
    assert Duration.parse("3650 days") < Duration.parse("Permanent")
    assert not Duration.parse("Permanent") < Duration.parse("forever")


def test_what_stands_beside_a_length_does_not_change_it():
    daily = Duration.parse("Daily + WAL streaming")
    assert daily == Duration.parse("24h") and daily.rest == "+ WAL streaming"
    assert Duration.parse("< 2 hours").bound == "<"
    assert Duration.parse("Continuous").continuous and not Duration.parse("0").continuous


@pytest.mark.parametrize(
    ("text", "prometheus", "openslo"),
    [
        ("5 min", "5m", "5m"),
        ("1.5 h", "1h30m", "90m"),
        ("30 days", "30d", "30d"),
        ("200ms", "200ms", None),
        ("0", "0s", None),
        ("Permanent", None, None),
        ("3000000 h", None, "125000d"),
        ("1us", None, None),
        ("2 years", None, "2Y"),
        ("P1M1D", None, None),
    ],
)
def test_each_target_gets_its_own_spelling_or_nothing(text, prometheus, openslo):
    duration = Duration.parse(text)
    assert (duration.in_prometheus(), duration.in_openslo()) == (prometheus, openslo)


@given(st.integers(0, 2**63 // 10**9 - 1))
def test_prometheus_reads_back_the_same_seconds(seconds):
    text = Duration.of(seconds).in_prometheus()
    assert text and PROMETHEUS.fullmatch(text)
    assert Duration.parse(text).seconds == seconds
    assert Duration.parse(str(Duration.of(seconds))).seconds == seconds


@given(st.integers(1, 10**8))
def test_openslo_says_one_unit_or_nothing(seconds):
    text = Duration.of(seconds).in_openslo()
    assert (text is None) == bool(seconds % 60)
    assert text is None or re.fullmatch(r"[1-9][0-9]*[mhd]", text)
    assert text is None or Duration.parse(text).seconds == seconds


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_fixed_lengths_are_in_order(first, second):
    assert (Duration.of(first) < Duration.of(second)) == (first < second)
    assert (Duration.of(first) >= Duration.of(second)) == (first >= second)


lengths = st.builds(Duration, nanoseconds=st.integers(0, 10**18), months=st.integers(0, 60))


@given(lengths, lengths)
def test_nothing_is_both_shorter_and_longer(first, second):
    assert not (first < second and second < first)
    assert not (first < second and second <= first)
    assert first <= first and not first < first
