"""The next version number."""

import pytest

from specs.versions import bumped


@pytest.mark.parametrize(
    ("version", "bump", "expected"),
    [
        ("0.1.0", "patch", "0.1.1"),
        ("0.1.9", "minor", "0.2.0"),
        ("1.3.2", "major", "2.0.0"),
        ("1.9.9", "patch", "1.9.10"),
        ("2", "minor", "2.1.0"),
        ("draft", "major", "1.0.0"),
    ],
)
def test_a_bump_raises_its_number_and_clears_the_ones_behind(version, bump, expected):
    assert bumped(version, bump) == expected
