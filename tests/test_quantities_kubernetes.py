"""Kubernetes quantities: the cluster's own canonical forms, and its refusals explained."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.quantities import NotUnderstood, Quantity

CANONICAL = {
    "1.5": "1500m",
    "1.5Gi": "1536Mi",
    "250m": "250m",
    "1000m": "1",
    "512Mi": "512Mi",
    "1024Mi": "1Gi",
    "0.5Mi": "512Ki",
    "0.5Ki": "512",
    "1.3Mi": "1363148800m",
    "1E": "1E",
    "1E3": "1e3",
    "12e6": "12e6",
    "1000E": "1e21",
    "0.9n": "1n",
    "1.2345": "1234500u",
    ".5": "500m",
    "5.": "5",
    "+3": "3",
    "-1": "-1",
    "0": "0",
    "18446744073709551616": "18446744073709551616",
}
REMEDIES = {
    "512MB": ("512Mi", "512M"),
    "512mb": ("512Mi", "512M"),
    "1KB": ("1Ki", "1k"),
    "1K": ("1Ki", "1k"),
    "1GB": ("1Gi", "1G"),
    "1GiB": ("1Gi",),
    "512mi": ("512Mi",),
    "512 Mi": ("512Mi",),
    "0.5CPU": ("0.5",),
    "2 cores": ("2",),
    "8Ei": ("7Ei",),
}


@pytest.mark.parametrize(("text", "canonical"), CANONICAL.items())
def test_a_quantity_prints_as_the_cluster_prints_it(text, canonical):
    assert str(Quantity.parse(text)) == canonical


@pytest.mark.parametrize(("text", "remedies"), REMEDIES.items())
def test_a_wrong_unit_gets_its_remedy(text, remedies):
    with pytest.raises(NotUnderstood) as trouble:
        Quantity.parse(text)
    assert trouble.value.examples == remedies


def test_the_fix_never_changes_the_value():
    with pytest.raises(NotUnderstood) as trouble:
        Quantity.parse("512MB")
    assert Quantity.parse(trouble.value.fix).value == 512_000_000
    assert Quantity.parse("512Mi").value == 536_870_912


def test_milli_memory_shows_what_it_is():
    memory = Quantity.parse("512m")
    assert memory.suffix == "m" and memory.in_words() == "512m = 0.512"


def test_quantities_are_compared_as_numbers():
    assert Quantity.parse("512M") < Quantity.parse("512Mi")
    assert Quantity.parse("0.5") == Quantity.parse("500m")
    assert max(Quantity.parse(text) for text in ("1Gi", "1G", "1024M")) == Quantity.parse("1Gi")


@given(
    st.integers(0, 10**9),
    st.integers(0, 999999),
    st.sampled_from(["", "n", "u", "m", "k", "M", "G", "T", "Ki", "Mi", "Gi", "e3", "E-2"]),
)
def test_nothing_is_lost_in_the_canonical_form(whole, part, suffix):
    written = Quantity.parse(f"{whole}.{part:06d}{suffix}")
    canonical = str(written)
    assert "." not in canonical
    assert Quantity.parse(canonical) == written
    assert Fraction(written.value) * 10**9 == written.nano


@given(st.integers(0, 10**15), st.sampled_from(["Ki", "Mi"]))
def test_a_binary_size_is_exact(number, suffix):
    size = {"Ki": 1024, "Mi": 1024**2}[suffix]
    if number * size < 2**63:
        assert Quantity.parse(f"{number}{suffix}").value == number * size
