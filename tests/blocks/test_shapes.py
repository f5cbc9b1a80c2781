"""What a lens writes, it reads back."""

import pytest

from specs.documents import tidied

from .hostile import given
from .shapes import SHAPES


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_written_reads_back(shape):
    lens, values, labels = SHAPES[shape]

    @given(values)
    def law(value):
        value = tidied(value)
        lines = lens.write(value, labels)
        assert all("\n" not in line for line in lines)
        back, leftovers = lens.read([line.rstrip(" \t") for line in lines], labels)
        assert back == value, lines
        assert not any(leftovers), (lines, leftovers)
        assert lens.write(back, labels) == lines

    law()
