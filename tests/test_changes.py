"""What changed between two versions: every difference is told, and nothing else is."""

import copy
import random
import time
from pathlib import Path

import pytest

from specs import template
from specs.changes import Fate, Kind, as_markdown, compare
from specs.changes.pieces import by_lines, by_words
from specs.documents import content_digest, tidied
from specs.fields import Ref
from specs.reader import blank, read

from .blocks.hostile import given, texts
from .drawing import quick, sections

DEMO = (Path(__file__).parent.parent / "specs" / "demo" / "checkout-api.md").read_text()
SEEDS = range(8)


def drawn(seed):
    return quick.document(sections()).draw(random.Random(seed))


def before(pieces):
    return "".join(piece.text for piece in pieces if piece.kind is not Kind.ADDED)


def after(pieces):
    return "".join(piece.text for piece in pieces if piece.kind is not Kind.REMOVED)


def section(changes, slug):
    """The changes of one section."""
    found = [one for chapter in changes.chapters for one in chapter.sections]
    return next(one for one in found if one.section.slug == slug)


def rows(changes, slug):
    """Fates and names of the rows of a section's first changed group."""
    return [(row.fate, row.title) for row in section(changes, slug).groups[0].rows]


@pytest.fixture
def demo():
    return read(DEMO).settled()


# ---------------------------------------------------------------- laws


@given(texts(), texts())
def test_the_pieces_of_a_text_give_both_texts_back(old, new):
    for pieces in (by_words(old, new), by_lines(old, new)):
        assert (before(pieces), after(pieces)) == (old, new)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_changed_between_a_document_and_itself(seed):
    document = drawn(seed)
    changes = compare(document, copy.deepcopy(document))
    assert not changes and changes.chapters == ()
    assert len(changes.unchanged) == len(template.sections())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_reorder_is_told_as_moves_only(seed):
    old = drawn(seed)
    new = copy.deepcopy(old)
    for values in new["sections"].values():
        for value in values.values():
            if isinstance(value, list):
                random.Random(seed).shuffle(value)
    counts = compare(old, new).counts
    assert (counts.added, counts.changed, counts.removed, counts.fields) == (0, 0, 0, 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_not_told_is_the_same(seed):
    """An approval covers what the reviewer was shown: no difference of content may stay untold."""
    chance, old = random.Random(seed), drawn(seed)
    for _ in range(40):
        new = copy.deepcopy(old)
        changed_somewhere(new, chance)
        same = content_digest(old) == content_digest(new)
        assert bool(compare(old, new)) != same


def changed_somewhere(document, chance):
    """Edit, delete or add one thing in a random section."""
    slug = chance.choice(sections()).slug
    values = document["sections"][slug]
    name = chance.choice(list(values))
    if isinstance(values[name], str):
        values[name] = chance.choice(["", "other", values[name] + " more", values[name]])
        return
    owner = template.find(slug)
    model = template.group_of(owner, name).model
    row = chance.choice(values[name]) if values[name] else None
    if row is None or chance.random() < 0.3:
        values[name].insert(0, model.blank() | {"key": f"new{chance.random()}"})
    elif chance.random() < 0.3:
        values[name].remove(row)
    else:
        cells = [one for one, cell in model.columns().items() if not isinstance(cell, Ref)]
        row[chance.choice(cells)] = chance.choice(["", "other", "> 5% for 1 min"])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_told_cells_give_both_documents_back(seed):
    old, new = tidied(drawn(seed)), tidied(drawn(seed + 1000))
    everything = [one.slug for one in template.sections()]
    for chapter in compare(old, new, everything).chapters:
        for change in chapter.sections:
            for group in change.groups:
                for version, side in ((old, before), (new, after)):
                    check_rows(version, change, group, side)


def check_rows(document, change, group, side):
    by_key = {row["key"]: row for row in document["sections"][change.section.slug][group.group.id]}
    gone = Fate.ADDED if side is before else Fate.REMOVED
    there = [row for row in group.rows if row.fate is not gone]
    assert len(there) == len(by_key)
    for row in there:
        for cell in row.cells:
            if not isinstance(group.group.model.columns()[cell.name], Ref):
                assert side(cell.pieces) == by_key[row.key][cell.name]


# ---------------------------------------------------------------- rows


def names(document, *wanted):
    """Metrics of these names, in this order."""
    blank_row = template.find("metric").blank()
    made = [blank_row | {"key": f"k{name}", "name": name} for name in wanted]
    document["sections"]["metrics"]["metric"] = made
    return document


def test_one_row_that_moved_is_one_move():
    changes = compare(names(blank(), *"abcde"), names(blank(), *"aecdb"))
    fates = {title: fate for fate, title in rows(changes, "metrics")}
    assert sorted(title for title, fate in fates.items() if fate is Fate.MOVED) == ["b", "e"]
    changes = compare(names(blank(), *"abcde"), names(blank(), *"bcdea"))
    assert [title for fate, title in rows(changes, "metrics") if fate is Fate.MOVED] == ["a"]


def test_a_removed_row_stands_where_it_stood():
    changes = compare(names(blank(), *"abcd"), names(blank(), *"acdx"))
    assert rows(changes, "metrics") == [
        (Fate.SAME, "a"),
        (Fate.REMOVED, "b"),
        (Fate.SAME, "c"),
        (Fate.SAME, "d"),
        (Fate.ADDED, "x"),
    ]


def test_rows_removed_from_the_start_come_first():
    changes = compare(names(blank(), *"abc"), names(blank(), "c"))
    assert [title for _, title in rows(changes, "metrics")] == ["a", "b", "c"]


def test_a_row_that_changed_and_moved_says_both():
    new = names(blank(), *"bca")
    new["sections"]["metrics"]["metric"][2]["threshold"] = "> 5%"
    row = section(compare(names(blank(), *"abc"), new), "metrics").groups[0].rows[2]
    assert (row.word, row.title) == ("Changed, moved", "a")


def test_rows_of_an_imported_file_are_matched_by_name():
    old, new = names(blank(), *"ab"), names(blank(), *"ab")
    for row in new["sections"]["metrics"]["metric"]:
        row["key"] = row["key"].replace("k", "other")
    new["sections"]["metrics"]["metric"][1]["threshold"] = "> 5%"
    assert rows(compare(old, new), "metrics") == [(Fate.SAME, "a"), (Fate.CHANGED, "b")]


def test_a_renamed_runbook_does_not_change_the_alerts_that_link_to_it(demo):
    new = copy.deepcopy(demo)
    new["sections"]["runbooks"]["runbook"][0]["name"] = "Renamed"
    changes = compare(demo, new)
    assert [change.section.slug for chapter in changes.chapters for change in chapter.sections] == [
        "runbooks"
    ]


def test_a_reference_is_shown_by_name(demo):
    new = copy.deepcopy(demo)
    alert = next(row for row in new["sections"]["alerts"]["alert"] if row["runbook"])
    was, other = (
        next(
            row
            for row in new["sections"]["runbooks"]["runbook"]
            if f"@{row['key']}" == alert["runbook"]
        ),
        new["sections"]["runbooks"]["runbook"][-1],
    )
    alert["runbook"] = f"@{other['key']}"
    [row] = [r for r in section(compare(demo, new), "alerts").groups[0].rows if r.fate != Fate.SAME]
    cell = next(cell for cell in row.cells if cell.name == "runbook")
    assert [(piece.kind, piece.text) for piece in cell.pieces] == [
        (Kind.REMOVED, was["name"]),
        (Kind.ADDED, other["name"]),
    ]


def test_a_step_inside_a_runbook_is_told_in_its_runbook(demo):
    new = copy.deepcopy(demo)
    new["sections"]["runbooks"]["runbook"][0]["diagnosis"][0]["command"] += "\nkubectl get pods"
    row = section(compare(demo, new), "runbooks").groups[0].rows[0]
    assert row.fate is Fate.CHANGED and row.told == ()
    [group] = [group for group in row.groups if group.changed]
    assert group.title == "Diagnosis"
    command = next(cell for cell in group.rows[0].cells if cell.name == "command")
    assert command.code and command.pieces[-1].text.endswith("kubectl get pods")


def test_a_field_of_the_header_is_told_with_its_label():
    new = blank()
    new["header"] |= {"tier": "1", "team": "Payments Core", "version": "2.0.0"}
    fields = section(compare(blank(), new), "header").fields
    assert [cell.label for cell in fields] == ["Service tier", "Owning team"]


# ---------------------------------------------------------------- words


def told(old, new):
    return [(piece.kind.value, piece.text) for piece in by_words(old, new)]


def test_prose_is_compared_word_by_word():
    assert told("Wait until all 3 replicas report ready.", "Wait until all 6 replicas report.") == [
        ("same", "Wait until all "),
        ("removed", "3"),
        ("added", "6"),
        ("same", " replicas report"),
        ("removed", " ready"),
        ("same", "."),
    ]


def test_a_changed_phrase_reads_as_one():
    pieces = told("Call the first person on duty then.", "Call a second person on duty then.")
    assert pieces[1:3] == [("removed", "the first"), ("added", "a second")]


def test_texts_with_nothing_in_common_stand_side_by_side():
    assert told("Daily snapshot", "Continuous archiving of the log") == [
        ("removed", "Daily snapshot"),
        ("added", "Continuous archiving of the log"),
    ]


def test_code_is_compared_line_by_line():
    pieces = by_lines("a --x\nb\n", "a --y\nb\n")
    assert [piece.text for piece in pieces] == ["a --x\n", "a --y\n", "b\n"]


def test_counts_are_told_in_words():
    new = names(blank(), *"bx")
    new["header"]["tier"] = "1"
    counts = compare(names(blank(), *"ab"), new).counts
    assert counts.words == "1 added, 1 removed, 1 field changed"


def test_sixty_changes_are_told_in_the_blink_of_an_eye(demo):
    new, chance, made = copy.deepcopy(demo), random.Random(1), 0
    for values in new["sections"].values():
        for row in (row for rows in values.values() if isinstance(rows, list) for row in rows):
            name = chance.choice([n for n in row if n != "key" and isinstance(row[n], str)])
            if made < 60:
                row[name], made = row[name] + " changed", made + 1
    spent = []
    for _ in range(5):
        start = time.process_time()
        assert compare(demo, new).counts.total >= 60
        spent.append(time.process_time() - start)
    assert min(spent) < 0.1  # about 0.01 s; ten times that is a fault, not a slow machine


def test_long_prose_does_not_make_a_page_slow():
    old = "\n".join(f"word{n} and another one" for n in range(3000))
    start = time.process_time()
    by_words(old, old.replace("word7", "term7"))
    assert time.process_time() - start < 2


def test_a_line_added_at_the_end_leaves_the_line_before_alone():
    assert [(piece.kind.value, piece.text) for piece in by_lines("abort", "abort\nstatus")] == [
        ("same", "abort"),
        ("added", "\nstatus"),
    ]


def test_a_comparison_is_told_as_markdown_in_which_nothing_is_markup():
    alert = template.find("alert").blank()

    def document(*alerts, growth=""):
        found = blank()
        found["sections"]["alerts"]["alert"] = [alert | one for one in alerts]
        found["sections"]["capacity"]["growth"] = growth
        return found

    old = document(
        {"key": "a1", "name": "Errors", "condition": "> 1% for 2 min"},
        {"key": "a2", "name": "Gone *soon*"},
    )
    new = document(
        {"key": "a1", "name": "Errors", "condition": "> 1% for 10 min"},
        {"key": "a3", "name": "New", "severity": "Critical"},
        growth="25% a year,\n`fast`",
    )
    told = as_markdown(compare(old, new), "Checkout <API>")
    assert told.startswith(
        "# Checkout \\<API\\>\n\n1 added, 1 changed, 1 removed, 1 field changed\n"
    )
    assert "\n## Alerts\n" in told
    assert (
        "- Changed **Errors**\n  - Condition: ~~`> 1% for 2 min`~~ → `> 1% for 10 min` (loosened)\n"
        in told
    )
    assert "- Added **New** (tightened)\n  - Severity: `Critical`\n" in told
    assert "- Removed **Gone \\*soon\\***" in told
    assert "- Growth projections: `` 25% a year, `fast` ``\n" in told
