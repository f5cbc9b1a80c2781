"""The rules about any field: needed, residue of the template, understood."""

import pytest

from specs.readiness import Policy, rules
from tests.readiness.papers import found, paper, titles


def test_every_rule_says_what_it_is_and_why():
    ids = [rule.id for rule in rules()]
    assert len(ids) == len(set(ids))
    for rule in rules():
        assert rule.severity in ("blocker", "warning", "advice"), rule.id
        assert rule.title and rule.source, rule.id
        assert rule.reason.endswith("."), rule.id


def test_a_needed_field_that_is_empty_is_a_blocker_with_its_address():
    (one,) = [f for f in found(paper(header={"name": ""}), "GEN-05") if f.section == "header"]
    assert (one.severity, one.address) == ("blocker", "header.-.name")
    assert not [f for f in found(paper(header={"name": "A"}), "GEN-05") if f.section == "header"]


def test_what_is_not_applicable_needs_nothing():
    asked = found(paper(overview={"excused": "It is a test."}), "GEN-05")
    assert "overview" not in {one.section for one in asked}


def test_a_group_that_needs_a_row_asks_for_one_and_no_more():
    assert "backup_strategy" in {one.section for one in found(paper(), "GEN-05")}
    one = paper(backup_strategy={"backup": [{"store": "PostgreSQL"}]})
    asked = [f.address for f in found(one, "GEN-05") if f.section == "backup_strategy"]
    assert asked and all(address.startswith("backup.backup1.") for address in asked)


@pytest.mark.parametrize(
    "text",
    ["[X]", "[X]ms", "Fires on [Failure Type]", "TBD: which countries", "TODO", "Step 1", "param1"],
)
def test_a_placeholder_is_a_blocker(text):
    (one,) = found(paper(overview={"overview": text}), "GEN-01")
    assert (one.severity, one.address) == ("blocker", "overview.-.overview")


@pytest.mark.parametrize(
    "text",
    [
        "See the [dashboard](https://grafana.example/d/1).",
        "[x] done",
        "Step 1 takes the traffic away.",
        "todos are kept",
        "[5m]",
        "Call [Data Platform] first",
    ],
)
def test_what_only_looks_like_a_placeholder_is_none(text):
    assert titles(paper(overview={"overview": text}), "GEN-01") == []


def test_brackets_in_code_are_code_but_the_templates_blanks_are_not():
    step = {"text": "Look.", "command": "echo ${list[time]}; test [ -f TODO ]"}
    assert titles(paper(rollback={"steps": [step]}), "GEN-01") == []
    assert titles(paper(rollback={"steps": [step | {"command": "scale [X]"}]}), "GEN-01")


def test_a_placeholder_in_a_number_is_told_once_and_by_one_rule():
    document = paper(health_checks={"health_check": [{"status": "[X]"}]})
    (one,) = found(document, "GEN-01")
    assert one.address == "health_check.health1.status"
    assert one.sentence == "Replace [X], for example 200."
    assert titles(document, "GEN-06") == []


def test_a_text_that_is_no_value_of_its_field_is_a_warning():
    document = paper(health_checks={"health_check": [{"status": "okay"}]})
    (one,) = found(document, "GEN-06")
    assert (one.severity, one.address) == ("warning", "health_check.health1.status")
    assert titles(paper(health_checks={"health_check": [{"status": "200"}]}), "GEN-06") == []


def test_a_policy_weighs_and_switches_off():
    document = paper(overview={"overview": "TBD"})
    (one,) = found(document, "GEN-01", policy=Policy({"GEN-01": "advice"}))
    assert one.severity == "advice"
    assert found(document, "GEN-01", policy=Policy(off=frozenset({"GEN-01"}))) == []


def test_a_finding_is_the_same_one_until_its_value_changes():
    first, again, other = (
        found(paper(overview={"overview": text}), "GEN-01")[0] for text in ("TBD", "TBD", "TODO")
    )
    assert first.key == again.key
    assert first.key != other.key
