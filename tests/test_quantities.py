"""What every typed value promises: whatever is typed is read exactly or explained, never lost."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs import quantities
from specs.quantities import (
    Comparison,
    Date,
    Duration,
    Integer,
    NotUnderstood,
    Number,
    Percent,
    Quantity,
    Semver,
    Target,
    Url,
)
from specs.quantities.rate import per_second

KINDS = [getattr(quantities, name) for name in quantities.__all__ if name != "NotUnderstood"]
WORDS = """
    0 1 5 30 1.5 .5 99.9 1,000 -1 s m h d w y M Q Y ms min hours day months Mi MB mb k e3 E % > >= < =
    for in every daily Continuous Permanent once a twice times per CPU rate ( ) [X] * */5 1-5 P1D T v
    https:// localhost :80 / . , ; + - ~ within and utilized — \u0663 µs
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n", "\u2028", "\x00"])
HOSTILE = st.one_of(
    st.text(), st.lists(PIECES, max_size=8).map(" ".join), st.lists(PIECES).map("".join)
)


def read(kind, text):
    try:
        return kind.parse(text)
    except NotUnderstood as trouble:
        return trouble


@pytest.mark.parametrize("kind", KINDS)
@given(text=HOSTILE)
def test_any_text_is_understood_or_explained(kind, text):
    value = read(kind, text)
    if isinstance(value, NotUnderstood):
        assert value.text is not None and value.expected and "Write " in str(value)
        assert not isinstance(read(kind, value.example), NotUnderstood), value.example
        assert not value.fix or not isinstance(read(kind, value.fix), NotUnderstood), value.fix


@pytest.mark.parametrize("kind", KINDS)
@given(text=HOSTILE)
def test_the_canonical_form_means_the_same_and_is_stable(kind, text):
    value = read(kind, text)
    if not isinstance(value, NotUnderstood):
        again = kind.parse(str(value))
        assert again == value
        assert str(again) == str(value)
        assert hash(again) == hash(value)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", "   ", "\n", "[X]", "[time]"])
def test_an_empty_text_and_a_placeholder_are_asked_for(kind, text):
    assert isinstance(read(kind, text), NotUnderstood)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "piece", ["1", " ", "1 ", "5 min ", "> 5 ", "a ", "*/1 ", "1,", "in 5 ", "(", "1."]
)
def test_a_long_text_is_answered_at_once(kind, piece):
    started = time.process_time()
    read(kind, piece * 2000)
    assert time.process_time() - started < 1


def test_an_explanation_names_the_remedy():
    assert str(read(Quantity, "512MB")).endswith("Write 512Mi or 512M.")
    assert str(read(Duration, "30")) == "Say which unit of time. Write 30 s or 30 min."
    assert str(read(Url, "staging.example.com")).endswith("Write https://staging.example.com.")


def test_whole_numbers():
    assert [Integer.parse(text).value for text in ("3", "1,000", "-1", " 8080 ", "2.0")] == [
        3,
        1000,
        -1,
        8080,
        2,
    ]
    for text in ("-", "3.5", "1 000", "three", "٣"):
        assert isinstance(read(Integer, text), NotUnderstood)


def test_numbers_keep_what_they_count():
    rate = Number.parse("2,500 requests per second")
    assert (str(rate), rate.in_words()) == (
        "2500 requests per second",
        "2,500 requests per second",
    )
    assert Number.parse("0.10") == Number.parse(".1")
    assert isinstance(read(Number, "40 50"), NotUnderstood)


def test_days_are_written_one_way():
    assert Date.parse("2026-11-21").in_words() == "21 November 2026"
    for text in ("21.11.2026", "11/21/2026", "20261121", "2026-02-30", "2026-W47-6"):
        assert isinstance(read(Date, text), NotUnderstood)


def test_a_percentage_is_exact():
    assert str(Percent.parse("99.9%").ratio) == "0.999"
    assert Percent.parse("99.90 percent") == Percent.parse("99.9 %")
    assert Percent.parse("99.9%").in_openslo() == "99.9"
    assert Percent.parse("100%").in_openslo() is None
    assert read(Percent, "99.9").example == "99.9%"


def test_a_target_may_be_a_share_alone():
    assert Target.parse("99.9%") == Target.parse(">= 99.9%")
    assert str(Target.parse("< 0.1%")) == "< 0.1%"
    assert Target.parse("< 100ms").dimension == "time"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("https://API.Example.com/Path?q=1#x", "https://api.example.com/Path?q=1#x"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("https://[::1]:8443/x", "https://[::1]:8443/x"),
        ("rediss://cache.example:6379/0", "rediss://cache.example:6379/0"),
    ],
)
def test_addresses(text, canonical):
    assert str(Url.parse(text)) == canonical


def test_an_address_shows_what_a_check_asks():
    url = Url.parse("postgres://app:secret@db.example/checkout")
    assert url.holds_credentials and not url.is_web
    assert Url.parse("https://example.com").is_web


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "https://", "http://a:99999", "http://a b", "/x"]
)
def test_what_is_no_address_is_refused(text):
    assert isinstance(read(Url, text), NotUnderstood)


def test_versions_follow_semver_precedence():
    texts = "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 2.0.0"
    versions = [Semver.parse(text) for text in texts.split()]
    assert sorted(versions, key=lambda version: version) == versions
    assert Semver.parse("1.0.0+a") == Semver.parse("1.0.0+b")
    assert [str(Semver.parse("1.2.3").bump(part)) for part in ("major", "minor", "patch")] == [
        "2.0.0",
        "1.3.0",
        "1.2.4",
    ]
    assert str(Semver.parse("2.0.0-rc.1").bump("major")) == "2.0.0"
    assert str(Semver.parse("1.3.0-rc.1").bump("patch")) == "1.3.0"
    assert read(Semver, "v1.2").fix == "1.2.0"
    assert isinstance(read(Semver, "01.2.3"), NotUnderstood)


@given(st.tuples(*[st.integers(0, 99)] * 3))
def test_a_bumped_version_is_newer(numbers):
    version = Semver(*numbers)
    assert all(version < version.bump(part) for part in ("major", "minor", "patch"))


def test_a_comparison_is_a_comparison_whatever_its_class():
    assert isinstance(Target.parse("< 1%"), Comparison)


@pytest.mark.parametrize(
    ("kind", "written", "says"),
    [
        (Target, "100", "A share needs its sign. Write 100%."),
        (Target, "0.999", "A share needs its sign. Write 99.9% or 0.999%."),
        (Target, "99,9%", "A decimal has a point. Write 99.9%."),
        (
            Target,
            "three nines",
            "Say how far is too far: a sign and a number. Write 99.9% or < 100ms.",
        ),
        (Percent, "0.999", "A share needs its sign. Write 99.9% or 0.999%."),
        (Percent, "1", "A share needs its sign. Write 1%."),
    ],
)
def test_a_promise_is_shown_the_example_of_a_promise(kind, written, says):
    with pytest.raises(NotUnderstood) as told:
        kind.parse(written)
    assert str(told.value) == says


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("40", 1),
        ("40 requests per second", 1),
        ("40 rps on average over a day, per second", 1),
        ("40 rpm", 60),
        ("40 per minute", 60),
        ("40 requests / h", 3600),
        ("40 per days", 86400),
        ("40 per week", 604800),
    ],
)
def test_a_rate_is_counted_in_seconds(written, seconds):
    assert abs(per_second(written) * seconds - 40) < Decimal("1e-30")


@pytest.mark.parametrize(
    "written", ["", "0", "many", "40 per campaign", "40 over a day", "40 a minute"]
)
def test_what_is_no_rate_is_not_counted(written):
    assert per_second(written) is None
