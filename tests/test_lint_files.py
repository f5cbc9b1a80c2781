"""`manage.py lint` before the files of the world: odd bytes, several at once, tools that read it, a git hook."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys

import jsonschema
import pytest
import yaml
from django.core.management import CommandError, call_command

from specs import reader, readiness, writer
from specs.linting import together
from specs.readiness.policy import Policy
from tests.readiness.papers import paper
from tests.samples import DEMO
from tests.schemas.sarif import LOG
from tests.test_lint import ROOT, TODAY, lint


def summary(path, capsys, **options):
    """The last line; blockers end the command early."""
    with contextlib.suppress(SystemExit):
        call_command("lint", str(path), **options)
    return capsys.readouterr().out.splitlines()[-1]


def service(name, guid, *needs, kind="Hard", **link):
    rows = [{"name": one, "kind": kind} | link for one in needs]
    document = paper(
        header={"name": name, "guid": guid}, upstream={"upstream_service": rows}
    )  # fmt: skip
    return writer.write(document)


def cycles(texts, **options):
    found = together(texts, today=TODAY, **options)
    return {
        name: [(one.finding.title, one.line) for one in each if "Cycle" in one.finding.title]
        for name, each in found.items()
    }


@pytest.mark.parametrize(
    "made", [lambda b: b"\xef\xbb\xbf" + b, lambda b: b.replace(b"\n", b"\r\n")]
)
def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing(made, tmp_path, capsys):
    (tmp_path / "a.md").write_bytes(made(DEMO.read_bytes()))
    before = summary(DEMO, capsys)
    assert before.startswith("0 blockers")
    assert summary(tmp_path / "a.md", capsys) == before


def test_an_empty_file_has_blockers_and_a_picture_or_an_empty_folder_cannot_be_read(tmp_path):
    (tmp_path / "empty.md").write_bytes(b"")
    with pytest.raises(SystemExit) as ended:
        call_command("lint", str(tmp_path / "empty.md"))
    assert ended.value.code == 1
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\0\0")
    (tmp_path / "nothing").mkdir()
    for name, why in (("picture.md", "not a text file"), ("nothing", "no Markdown")):
        with pytest.raises(CommandError, match=why) as refused:
            call_command("lint", str(tmp_path / name))
        assert refused.value.returncode == 2


def test_a_file_may_come_in_through_the_standard_input():
    out, code = lint("-", input=DEMO.read_text())
    assert (code, out.splitlines()[0]) == (
        0,
        "-:338: warning CFG-06: PROVIDER_WEBHOOK_KEY_ID looks like a secret. "
        "Mark it sensitive, or ask for a waiver that says why it is none.",
    )


def test_hard_dependencies_that_lead_back_are_told_in_every_file_at_their_row():
    texts = {
        "a.md": service("Orders", "a" * 12, "Stock"),
        "b.md": service("Stock", "b" * 12, "Bills"),
        "c.md": service("Bills", "c" * 12, "Mail", "orders "),
        "d.md": service("Front", "d" * 12, "Orders"),
    }
    found = cycles(texts)
    assert found.pop("d.md") == []
    assert {name: title for name, [(title, _)] in found.items()} == {
        "a.md": "Cycle: Orders needs Stock, which needs Bills, which needs Orders",
        "b.md": "Cycle: Stock needs Bills, which needs Orders, which needs Stock",
        "c.md": "Cycle: Bills needs Orders, which needs Stock, which needs Bills",
    }
    for name, [(_, line)] in found.items():
        needed = {"a.md": "Stock", "b.md": "Bills", "c.md": "orders"}[name]
        assert needed in texts[name].splitlines()[line - 1]


def test_a_link_by_guid_leads_back_too_and_a_soft_one_or_a_rule_that_is_off_does_not():
    def pair(**second):
        other = service("Stock", "b" * 12, "The shop", **second)
        return {"a.md": service("Orders", "a" * 12, "Stock"), "b.md": other}

    linked = pair(linked="a" * 12)
    assert all(cycles(linked).values())
    assert not any(cycles(pair(linked="a" * 12, kind="Soft")).values())
    assert not any(cycles(pair()).values())
    assert not any(cycles(linked, policy=Policy(off=frozenset({"DPN-02"}))).values())
    weighed = together(linked, Policy({"DPN-02": "blocker"}), TODAY)["a.md"]
    assert "blocker" in {one.finding.severity for one in weighed if one.finding.rule == "DPN-02"}
    twice = linked | {"c.md": linked["a.md"]}
    assert [name for name, found in cycles(twice).items() if found] == ["a.md", "b.md"]


def test_what_code_scanning_reads_is_sarif(tmp_path, capsys):
    (tmp_path / "new one.md").write_text(writer.write(reader.blank()))
    with pytest.raises(SystemExit):
        call_command("lint", str(tmp_path), str(DEMO), format="sarif")
    log = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(LOG).validate(log)
    [run] = log["runs"]
    known = [one["id"] for one in run["tool"]["driver"]["rules"]]
    assert known == [rule.id for rule in readiness.rules()]
    for one in run["results"]:
        assert known[one["ruleIndex"]] == one["ruleId"]
    places = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]
    }
    assert places == {f"{tmp_path.as_uri()}/new%20one.md", DEMO.as_uri()}


def test_the_documented_hook_lets_no_blocker_into_a_repository(tmp_path):
    text = (ROOT / "docs/pipelines.md").read_text()
    [config] = [one for one in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "hooks:" in one]
    [hook] = yaml.safe_load(config)["repos"][0]["hooks"]
    entry = hook["entry"].replace("../opsportal/.venv/bin/python", sys.executable)
    entry = entry.replace("../opsportal/manage.py", str(ROOT / "manage.py"))
    assert str(ROOT) in entry and sys.executable in entry

    def git(*words):
        done = subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", *words],
            cwd=tmp_path, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    git("init", "-q")
    script = tmp_path / ".git/hooks/pre-commit"  # what pre-commit does: the staged files that match
    script.write_text(
        f"#!/bin/sh\ngit diff --cached --name-only | grep -E '{hook['files']}' | xargs -r {entry}\n"
    )
    script.chmod(0o755)
    file = tmp_path / "ybs-spec_4f9c21ab77e0.md"
    file.write_text(DEMO.read_text().replace("| 99.9% | 30 days", "| 100% | 30 days"))
    git("add", ".")
    code, said = git("commit", "-m", "one")
    assert code != 0 and "blocker SLO-01" in said
    file.write_text(DEMO.read_text())
    git("add", ".")
    assert git("commit", "-m", "two")[0] == 0
    (tmp_path / "README.md").write_text("# [X]")
    git("add", ".")
    assert git("commit", "-m", "three")[0] == 0
