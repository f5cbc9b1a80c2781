"""Markdown as people see it in the portal: safe, linkable, and nothing of it lost."""

import re

import pytest

from specs.markdown.html import fragment, page


def anchors(text):
    return [place.id for place in page(text).contents]


def test_headings_get_the_anchors_of_github():
    assert anchors("## Backup & Recovery\n\n## CI/CD Pipeline\n\n## Alert 2: P99 > `500` ms") == [
        "backup--recovery",
        "cicd-pipeline",
        "alert-2-p99--500-ms",
    ]


def test_a_second_heading_of_the_same_name_is_counted_on():
    assert anchors("## Notes on A\n\n## Notes on A\n\n## Notes on A") == [
        "notes-on-a",
        "notes-on-a-1",
        "notes-on-a-2",
    ]


def test_an_anchor_never_takes_an_id_of_the_page_around_it():
    assert anchors("## Main\n\n## Live") == ["main-section", "live-section"]


def test_heading_levels_skip_none_and_leave_the_first_to_the_page():
    levels = [place.level for place in page("# A\n\n##### B\n\n## C").contents]
    assert levels == [2, 3, 2]


def test_the_title_of_the_file_is_left_to_the_page_around_it():
    assert "Specification" not in page("# Specification: X\n\nText\n", titled=True).html


def test_a_command_inside_a_step_is_code():
    html = fragment("1. Take its traffic away.\n   ```bash\n   ./abort\n   ```\n2. Then wait.\n")
    assert '<code class="language-bash">./abort\n</code>' in html
    assert html.count("<li>") == 2


def test_a_line_end_in_a_cell_is_a_line_end():
    assert re.search(r"<td>one<br ?/?>\s*two</td>", fragment("| a |\n|---|\n| one<br>two |\n"))


def test_what_looks_like_html_is_shown_and_not_run():
    html = fragment("Replace <name>. <script>alert(1)</script> <img src=x onerror=alert(1)>")
    assert "&lt;name&gt;" in html and "&lt;script&gt;" in html
    assert "<script" not in html and "<img" not in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_link_that_would_run_something_is_no_link(address):
    assert "href" not in fragment(f"[go]({address})")


def test_a_picture_from_elsewhere_is_a_link_so_that_nothing_calls_outside():
    html = fragment("![the panel](https://example.com/a.png)")
    assert "<img" not in html and ">the panel</a>" in html


def test_the_marks_around_notes_are_not_shown():
    assert "notes" not in fragment("<!-- notes -->\n\nText\n\n<!-- /notes -->\n")


def test_tables_that_would_unfold_into_millions_of_cells_stay_text():
    bomb = "|" + "a|" * 180 + "\n|" + "-|" * 180 + "\n" + "|\n" * 362 + "\n"
    html = fragment(bomb * 20 + "|a|\n|-|\n|b|\n")
    assert len(html) < 1_000_000 and html.count("<table>") == 0
    assert "<table>" in fragment("|a|b|\n|-|-|\n" + "|1|2|\n" * 6_000)
    assert "<table>" not in fragment("|a|b|\n|-|-|\n" + "|1|2|\n" * 12_000)


def test_a_table_without_rows_says_so():
    html = page("## Dashboards\n\n| Name | Link |\n|---|---|\n").html
    assert '<td colspan="2">' in html
    assert 'aria-label="Dashboards"' in html
