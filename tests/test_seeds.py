"""Both seeds, label by label: every heading is written, every word that asks for something has a place."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from specs import template
from specs.reader import blank, read
from specs.sections.base import Chapter
from specs.store import standing
from specs.writer import PORTAL_FACTS, REVIEW, write
from tests import seed_map
from tests.samples import DEMO
from tests.seeds import GUIDE, TEMPLATE, headings, labels, seed

MAPS = {GUIDE: seed_map.GUIDE, TEMPLATE: seed_map.TEMPLATE}
NUMBERED = re.compile(r"#+ [A-Za-z]+ [0-9]+:")
TITLE = "# Operations Specification:"
RENAMED: dict[str, set[str]] = {GUIDE: set(), TEMPLATE: {"Parameter"}}  # the column is Name here
each_seed = pytest.mark.parametrize("which", MAPS)
pytestmark = pytest.mark.shared("seeds")


def wanted(line):
    """A heading of the template as it must start in an export; only the title and rows have a name."""
    numbered = NUMBERED.match(line)
    return numbered[0] if numbered else TITLE if line.startswith(TITLE) else line


def matches(line, want):
    return line.startswith(want) if want.endswith(":") else line == want


def missing_in_order(wants, lines):
    """What of the wanted headings does not come, each after the one before."""
    rest = iter(lines)
    return [want for want in wants if not any(matches(line, want) for line in rest)][:1]


def alive(target):
    """Whether a target of the map is a place in the template."""
    kind, _, name = target.partition(" ")
    if kind == "chapter":
        return name in {chapter.slug for chapter in Chapter}
    if kind == "portal":
        found = name in {fact for _, fact in PORTAL_FACTS}
        return found or (name == "review" and "**Operations Review**" in REVIEW)
    slug, *path = target.split(".")
    model = next((section for section in template.sections() if section.slug == slug), None)
    for step in path:
        groups = {} if model is None else {group.id: group.model for group in model.groups()}
        if model is None or step not in (*groups, *model.cells()):
            return False
        model = groups.get(step)
    return bool(path) or model is not None


def targets(entry):
    return (entry,) if isinstance(entry, str) else entry


@pytest.mark.parametrize(
    "document", [blank, lambda: standing("4f9c21ab77e0")], ids=["blank", "new"]
)
def test_every_unnumbered_heading_of_the_template_stands_in_order_in_a_blank_export(document):
    asked = [wanted(line) for line in headings(seed(TEMPLATE)) if not NUMBERED.match(line)]
    assert missing_in_order(asked, headings(write(document()))) == []


def test_every_numbered_heading_of_the_template_stands_in_order_in_the_demo_export():
    asked = [wanted(line) for line in headings(seed(TEMPLATE))]
    assert sum(bool(NUMBERED.match(line)) for line in asked) == 6
    exported = write(read(DEMO.read_text(encoding="utf-8")).document)
    assert missing_in_order(asked, headings(exported)) == []


@each_seed
def test_every_label_of_a_seed_is_in_the_map(which):
    known = MAPS[which]
    unlisted = [
        label
        for label in labels(seed(which))
        if ("" if label.kind == "heading" else label.words) not in known.get(label.under, {})
    ]
    assert unlisted == []


@each_seed
def test_the_map_lists_no_label_that_the_seed_does_not_have(which):
    there = {(one.under, "" if one.kind == "heading" else one.words) for one in labels(seed(which))}
    listed = {(under, words) for under, entries in MAPS[which].items() for words in entries}
    assert listed - there == set()


@each_seed
def test_every_target_of_the_map_is_alive(which):
    dead = [
        target
        for entries in MAPS[which].values()
        for entry in entries.values()
        for target in targets(entry)
        if not alive(target)
    ]
    assert dead == []


DEAD = (
    "chapter cooking",
    "portal colour",
    "cooking",
    "alerts.cooking",
    "alerts.alert.cooking",
    "alerts.alert.name.more",
    "logging.level.more",
)


@pytest.mark.parametrize("target", DEAD)
def test_a_dead_target_is_seen(target):
    assert not alive(target)


@pytest.mark.parametrize(("which", "counts"), [(GUIDE, (39, 62, 21)), (TEMPLATE, (43, 11, 58))])
def test_nothing_of_a_seed_is_overlooked(which, counts):
    found = Counter(label.kind for label in labels(seed(which)))
    assert (found["heading"], found["column"], found["bold"]) == counts


def words_of(text):
    return set(re.findall(r"[A-Za-z0-9%]{3,}", text))


@each_seed
def test_a_seed_can_be_read_and_nothing_of_it_is_lost(which):
    text = seed(which)
    written = write(read(text).settled())
    asides = " ".join(aside for section in template.sections() for aside in section.asides)
    lost = words_of(text) - words_of(written)
    assert lost <= RENAMED[which] | words_of(asides)  # the template's prompts are no content
