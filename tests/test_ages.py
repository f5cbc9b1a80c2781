"""How long ago: one unit, and no "0 minutes"."""

from datetime import timedelta

import pytest
from django.utils import timezone

from specs.ages import age


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (timedelta(seconds=50), "less than a minute"),
        (timedelta(seconds=61), "1\xa0minute"),
        (timedelta(days=3, hours=16), "3\xa0days"),
    ],
)
def test_an_age_is_said_in_one_unit(since, said):
    assert age(timezone.now() - since) == said
