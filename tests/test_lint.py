"""`manage.py lint`: findings with the line of the value, in every format, without a database."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from specs import reader, writer
from specs.linting import located
from tests.readiness.test_seeds_disagree import OPERATIONS
from tests.samples import DEMO
from tests.services import SHARED

ROOT = Path(__file__).resolve().parents[1]
EXPECTED = ROOT / "tests/golden/seeds.lint"
CORPUS = SHARED / "corpus" / "opsdocs"
TODAY = date(2026, 11, 21)


def lint(*arguments, **options):
    """What the command prints, and its exit code."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "lint", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=300, **options,
    )  # fmt: skip
    return done.stdout + done.stderr, done.returncode


def replaced(old, new):
    text = DEMO.read_text()
    assert text.count(old) == 1, text.count(old)
    return text.replace(old, new), text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("**Condition**: Error rate 5xx > 1% for 2 min", "**Condition**: Error rate 5xx > [X]% for 2 min", "GEN-01"),
        ("| 99.9% | 30 days | Availability |", "| 100% | 30 days | Availability |", "SLO-01"),
    ],
)  # fmt: skip
def test_a_finding_points_at_the_line_of_its_value(old, new, rule):
    text, line = replaced(old, new)
    found = [one for one in located(text, today=TODAY) if one.finding.rule == rule]
    assert line in [one.line for one in found], [(one.line, one.finding.title) for one in found]


def test_a_finding_without_a_value_points_at_its_row():
    before, found, after = DEMO.read_text().partition("- **Runbook**: [Checkout latency is high]")
    assert found
    text = before + after.partition("\n")[2]
    [found] = [one for one in located(text, today=TODAY) if one.finding.rule == "ALR-01"]
    heading = before[: before.rindex("#### Alert")].count("\n") + 1
    assert heading <= found.line <= before.count("\n") + 1


def test_the_seeds_own_values_give_exactly_the_expected_lines(tmp_path):
    file = tmp_path / "seeds.md"
    document = OPERATIONS if isinstance(OPERATIONS, dict) else OPERATIONS.document
    file.write_text(writer.write(document))
    told = [
        f"{one.line}: {one.finding.severity} {one.finding.rule}: {one.finding.title}"
        for one in located(file.read_text(), today=TODAY)
    ]
    assert told == EXPECTED.read_text().splitlines()


def test_the_command_needs_no_database_and_says_where(tmp_path):
    env = {
        "PATH": "/usr/bin:/bin",
        "DATABASE_URL": "postgres://nobody@localhost:1/none",
        "OPSPORTAL_DATA": str(tmp_path),
    }
    out, code = lint(DEMO, env=env)
    assert code == 0, out
    assert f"{DEMO}:338: warning CFG-06: PROVIDER_WEBHOOK_KEY_ID looks like a secret." in out
    assert out.splitlines()[-1].startswith("0 blockers, 2 warnings")


def test_blockers_end_with_one_and_what_cannot_be_read_with_two(tmp_path):
    file = tmp_path / "new.md"
    file.write_text(writer.write(reader.blank()))
    assert lint(file)[1] == 1
    out, code = lint(tmp_path / "none.md")
    assert (code, "none.md" in out) == (2, True)
    assert lint(file, "--off", "NO-99")[1] == 2


def test_a_folder_is_every_markdown_file_below_it(tmp_path, capsys):
    (tmp_path / "deep").mkdir()
    for name in ("one.md", "deep/two.md", "no.txt"):
        (tmp_path / name).write_text("# Words")
    with pytest.raises(SystemExit):
        call_command("lint", str(tmp_path))
    assert capsys.readouterr().out.splitlines()[-1].endswith("in 2 files.")


def test_json_sarif_and_github_say_the_same(tmp_path, capsys):
    text, line = replaced("| 99.9% | 30 days | Availability |", "| 100% | 30 days | Availability |")
    (tmp_path / "a,b.md").write_text(text)
    said = {}
    for kind in ("json", "sarif", "github"):
        with pytest.raises(SystemExit):
            call_command("lint", str(tmp_path), format=kind)
        said[kind] = capsys.readouterr().out
    rows = json.loads(said["json"])
    results = json.loads(said["sarif"])["runs"][0]["results"]
    assert ("SLO-01", line) in [(row["rule"], row["line"]) for row in rows]
    regions = [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in results]
    assert [(row["rule"], row["line"]) for row in rows] == list(
        zip([one["ruleId"] for one in results], regions, strict=True)
    )
    errors = [one for one in said["github"].splitlines() if one.startswith("::error ")]
    assert len(errors) == sum(row["severity"] == "blocker" for row in rows)
    assert all("a%2Cb.md" in one for one in errors)


def test_a_rule_can_be_off(capsys):
    call_command("lint", str(DEMO), off=["CFG-06"])
    assert "CFG-06" not in capsys.readouterr().out
    with pytest.raises(CommandError, match="no rule"):
        call_command("lint", str(DEMO), off=["XYZ-1"])


@pytest.mark.slow
@pytest.mark.shared("corpus")
def test_every_document_of_others_is_linted_without_an_exception():
    files = sorted(CORPUS.glob("*.md"))
    assert len(files) > 20
    for file in files:
        text = file.read_bytes().decode(errors="replace")
        last = text.count("\n") + 1
        assert all(1 <= one.line <= last for one in located(text, today=TODAY)), file
