"""`manage.py lint` takes a file's word for what was waived, until the last day of it, and hides nothing unread."""

from __future__ import annotations

import json
from datetime import timedelta

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from specs import let_pass, reader
from specs.linting import FORMATS, located, together
from specs.readiness import Policy
from tests.schemas.sarif import LOG
from tests.test_lint import DEMO, TODAY, replaced
from tests.waiving import blocked, soon, strict, waived, write  # noqa: F401

REASON = "The broker keeps them; agreed with *Ops* [today]"
WAIVER = {
    "rule": "SLO-01", "title": "", "reason": REASON, "name": "Rita *R*",
    "until": TODAY.isoformat(), "ticket": "https://ops.example/1",
}  # fmt: skip


def promising_all():
    """A file with one blocker, and what it says."""
    text, _ = replaced("| 99.9% | 30 days | Availability |", "| 100% | 30 days | Availability |")
    [found] = [one.finding for one in located(text, today=TODAY) if one.finding.blocks]
    return text, found


def with_chapter(text, *lines):
    body, rule, review = text.rpartition("\n---\n")
    return body + "\n## Waivers\n\n" + "\n".join(lines) + "\n" + rule + review


def open_blockers(text, today=TODAY, **options):
    [found] = together({"a.md": text}, today=today, **options).values()
    return [one.finding.rule for one in found if one.finding.blocks]


def line_for(found, **more):
    return let_pass.written(WAIVER | {"rule": found.rule, "title": found.title} | more)


def test_a_waiver_counts_up_to_its_last_day_and_no_longer():
    text, found = promising_all()
    text = with_chapter(text, line_for(found))
    assert open_blockers(text) == []
    assert open_blockers(text, TODAY - timedelta(days=1)) == []
    assert open_blockers(text, TODAY + timedelta(days=1)) == [found.rule]


def test_whoever_wants_counts_it_all():
    text, found = promising_all()
    assert open_blockers(with_chapter(text, line_for(found)), waivers=False) == [found.rule]


@pytest.mark.parametrize("more", [{"rule": "SLO-02"}, {"title": "Another"}])
def test_a_waiver_is_for_its_rule_and_its_title(more):
    text, found = promising_all()
    assert open_blockers(with_chapter(text, line_for(found, **more))) == [found.rule]


@pytest.mark.parametrize(
    "line",
    [
        "- **SLO-01**: whatever",
        "All of this is waived until 2099-01-01",
        "- **SLO-01**: {title}; reason: x; by: y; until: 2099-13-01",
        "- **SLO-01**: {title}; until: 2099-01-01",
    ],
)
def test_a_line_in_other_words_waives_nothing(line):
    text, found = promising_all()
    assert open_blockers(with_chapter(text, line.replace("{title}", found.title))) == [found.rule]


def test_a_line_is_for_one_finding_and_not_for_a_second_of_the_same_words():
    text, found = promising_all()
    text = text.replace(*twice(text))
    before = open_blockers(text)
    assert before.count(found.rule) >= 2
    after = open_blockers(with_chapter(text, line_for(found)))
    assert after.count(found.rule) == before.count(found.rule) - 1


def twice(text):
    row = next(line for line in text.splitlines() if "| 100% | 30 days" in line)
    return row + "\n", f"{row}\n{row}\n"


def test_what_stands_in_a_line_reads_back_as_it_was_meant():
    hostile = {"title": "A [b] \\ `c` <d> *e*", "reason": "by; nobody; by: him", "name": "R_r"}
    [one] = let_pass.read([let_pass.written(WAIVER | hostile)])
    assert (one.title, one.reason, one.by) == tuple(hostile.values())
    assert (one.rule, one.expires_on) == ("SLO-01", TODAY)


def test_people_see_until_when_and_it_is_counted_apart():
    text, found = promising_all()
    files = together({"a.md": with_chapter(text, line_for(found))}, today=TODAY)
    said = FORMATS["human"](files)
    assert f"blocker {found.rule}, waived until 2026-11-21: " in said
    assert said.splitlines()[-1].startswith("0 blockers, ")
    assert said.splitlines()[-1].endswith(", 1 waived in 1 file.")


def test_tools_see_it_marked():
    text, found = promising_all()
    files = together({"a.md": with_chapter(text, line_for(found))}, today=TODAY)
    rows = json.loads(FORMATS["json"](files))
    assert {one["rule"]: one["waived_until"] for one in rows}[found.rule] == "2026-11-21"
    assert None in {one["waived_until"] for one in rows}
    log = json.loads(FORMATS["sarif"](files))
    jsonschema.Draft202012Validator(LOG).validate(log)
    [marked] = [one for one in log["runs"][0]["results"] if "suppressions" in one]
    assert marked["ruleId"] == found.rule
    assert marked["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": f"Waived until 2026-11-21 by Rita *R*: {REASON}",
        }
    ]
    [line] = [one for one in FORMATS["github"](files).splitlines() if "Waived until" in one]
    assert line.startswith("::notice ")
    assert "::error" not in FORMATS["github"](files)


def test_the_command_ends_well_when_all_blockers_are_waived(tmp_path, capsys):
    text, found = promising_all()
    (tmp_path / "a.md").write_text(with_chapter(text, line_for(found, until="2999-01-01")))
    call_command("lint", str(tmp_path))
    assert "waived until 2999-01-01" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        call_command("lint", str(tmp_path), "--no-waivers")
    assert ended.value.code == 1
    assert "waived" not in capsys.readouterr().out.splitlines()[-1]


def test_what_an_approval_exports_passes_until_the_waiver_ends(blocked, rita):  # noqa: F811
    waived(blocked, rita)
    text = blocked.approve(rita).markdown
    only = Policy(off=frozenset({"GEN-05"}))
    assert reader.read(text).waivers
    assert open_blockers(text, soon(), policy=only) == []
    assert open_blockers(text, soon(31), policy=only) == ["GEN-01"]


def test_one_unreadable_file_hides_nothing_of_the_others(tmp_path, capsys):
    text, found = promising_all()
    (tmp_path / "b.md").write_text(text)
    (tmp_path / "a.md").write_bytes(b"\x89PNG\0\0")
    (tmp_path / "empty").mkdir()
    with pytest.raises(CommandError) as ended:
        call_command("lint", str(tmp_path), str(tmp_path / "empty"), str(tmp_path / "no.md"))
    said = capsys.readouterr().out
    assert f"blocker {found.rule}: " in said
    assert said.splitlines()[-1].startswith("1 blocker, ")
    assert ended.value.returncode == 2
    for why in ("a.md: this is not a text file", "empty: no Markdown", "no.md: No such file"):
        assert why in str(ended.value)


def test_the_rest_stays_what_a_tool_can_read(tmp_path, capsys):
    (tmp_path / "a.md").write_bytes(b"\0")
    with pytest.raises(CommandError):
        call_command("lint", str(tmp_path / "a.md"), str(DEMO), format="json")
    assert {one["file"] for one in json.loads(capsys.readouterr().out)} == {str(DEMO)}
