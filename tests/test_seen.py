"""The digests of a page's cells, packed: what goes in comes out, and what is no such text says nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.views import seen

WORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789_", min_size=1, max_size=12)
ADDRESS = st.builds(lambda *parts: ".".join(parts), WORD, WORD | st.just("-"), WORD)
DIGEST = st.text("0123456789abcdef", min_size=12, max_size=12)


@given(st.dictionaries(ADDRESS, DIGEST, max_size=12))
def test_what_is_packed_is_unpacked(digests):
    assert seen.unpack(seen.pack(digests)) == digests


@given(st.dictionaries(ADDRESS, DIGEST, max_size=4))
def test_plain_json_is_still_understood(digests):
    assert seen.unpack(json.dumps(digests)) == digests


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a":' * 50_000, "a;b:c", "a=b;", "=;:", "a=b,c;k"]
)
def test_what_is_neither_says_nothing_and_breaks_nothing(text):
    assert seen.unpack(text) in ({}, {"a.b.": "c"})


def test_an_address_is_told_once_for_all_rows_of_a_model():
    digests = {f"alert.a{n}.{name}": f"{n:012}" for n in range(9) for name in ("name", "query")}
    assert seen.pack(digests).count("alert") == seen.pack(digests).count("query") == 1
