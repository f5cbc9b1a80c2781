"""The top of a file and references to rows read back."""

from specs.blocks.facts import Fact, Facts
from specs.blocks.header import Header
from specs.blocks.link import Link
from specs.documents import tidied

from .hostile import given, st
from .shapes import T, some

HEAD = Header(
    Facts(
        (Fact("GUID", "guid"), Fact("Version", "version"), Fact("Team", "team", always=False)),
    )
)


def test_a_header_reads_back():
    @given(some({"name": T, "guid": T, "version": T, "team": T}))
    def law(value):
        value = tidied(value)
        lines = HEAD.write(value)
        back, leftovers = HEAD.read([line.rstrip(" \t") for line in lines])
        assert back == value and not leftovers, lines

    law()


names = st.lists(T, min_size=1, max_size=4)
references = names.flatmap(
    lambda found: st.tuples(
        st.just(tidied(found)),
        st.one_of(st.integers(1, len(found)), T, st.sampled_from(found)),
    )
)


def test_a_reference_reads_back():
    @given(references, st.sampled_from(["", "Metrics"]))
    def law(case, section):
        found, value = case
        value = tidied(value)
        lens = Link("Runbook", tuple(found), section)
        back, leftovers = lens.read(lens.write(value))
        assert back == value and type(back) is type(value), lens.write(value)
        assert not leftovers

    law()


def test_a_reference_is_found_by_its_anchor_its_number_or_its_name():
    lens = Link("Runbook", ("High error rate", "Slow"))
    assert lens.read(["[x](#runbook-2-slow)"])[0] == 2
    assert lens.read(["[x](#runbook-2-renamed)"])[0] == 2
    assert lens.read(["[High error rate](#elsewhere)"])[0] == 1
    assert lens.read(["[x](#elsewhere)"])[0] == "[x](#elsewhere)"
