"""What a rule says beside its field: what is wrong and what to do, as two sentences."""

import pytest

from specs import rows
from specs.views.notes import words


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"name": "RATE", "required": "Yes", "default": "1"},
            "RATE is required and defaulted: which? Take the default out,",
        ),
        ({"name": "SMTP_PASSWORD", "sensitive": "No"}, "SMTP_PASSWORD looks like a secret. Mark"),
    ],
)
def test_a_title_ends_in_one_mark(spec, alice, cells, said):
    rows.add(spec, alice, "parameter", "p0", cells=cells)
    assert [one for one in map(words, spec.findings()) if one.startswith(said)]
