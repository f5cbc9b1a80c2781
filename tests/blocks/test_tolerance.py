"""Files as people type them: the right fields, and what nobody knows is left over, not lost."""

import re

from specs.blocks.bullets import Bullets
from specs.blocks.code import Code, CodeOf
from specs.blocks.entries import Entries
from specs.blocks.env import Env
from specs.blocks.facts import Fact, Facts
from specs.blocks.header import Header
from specs.blocks.phases import Phases
from specs.blocks.pipeline import Pipeline
from specs.blocks.sheet import Sheet
from specs.blocks.steps import Steps
from specs.blocks.tree import Tree
from specs.markdown.outline import split

from . import shapes as s

HEAD = Header(Facts((Fact("GUID", "guid"), Fact("Version", "version"))))


def words(value):
    """Every word in plain data."""
    if isinstance(value, dict):
        return {word for inner in value.values() for word in words(inner)}
    if isinstance(value, list):
        return {word for inner in value for word in words(inner)}
    return set(re.findall(r"\w+", str(value)))


def test_a_value_may_stand_on_the_next_line():
    lines = ["# Operations Specification: Pay", "", "", "**GUID**:", "0123", "", "**version:** 1.0"]
    values, left = HEAD.read([*lines, "Some words", "**Status**: Draft"])
    assert values == {"name": "Pay", "guid": "0123", "version": "1.0\nSome words"}
    assert left == ["**Status**: Draft"]


def test_bullets_may_be_stars_and_headings_may_lack_the_number():
    lines = ["Intro text", "#### Alert 1: A", "* **Condition**:", "  > 5%", "* **severity**: High"]
    lines += ["* **Owner**: me", "", "#### B", "", "**Severity:** Low", "", "stray"]
    rows, left = Entries("Alert", "name", s.ALERT).read(lines)
    found = [(row["name"], row["condition"], row["severity"]) for row in rows]
    assert found == [("A", "> 5%", "High"), ("B", "", "Low")]
    assert left == ["Intro text", "* **Owner**: me", "stray"]


def test_lists_may_be_loose_and_wrapped():
    lines = ["What secrets?", "", "* one", "", "*   two", "wrapped", "", "+ three", "", "After."]
    value, left = Bullets().read(lines)
    assert value == "one\ntwo\n  wrapped\nthree"
    assert left == ["What secrets?", "", "After."]


def test_steps_as_the_template_has_them():
    facts = Facts((Fact("RTO", "rto", gloss=" (Recovery Time Objective)"), Fact("RPO", "rpo")))
    sheet = Sheet(("steps", Steps()), facts, asides=("If deployment fails:",))
    lines = ["If deployment fails:", "1. Step 1", "2. Run", "```bash", "x", "```", "3. Check", ""]
    lines += ["**RTO** (Recovery Time Objective): [time]", "**RPO** (Recovery Point): [loss]"]
    values, left = sheet.read(lines)
    assert [step["text"] for step in values["steps"]] == ["Step 1", "Run", "Check"]
    assert values["steps"][1]["command"] == "x"
    assert (values["rto"], values["rpo"]) == ("[time]", "[loss]")
    assert not left


def test_steps_may_say_what_to_expect_in_plain_words():
    lines = ["1. Look.", "   ```", "   x", "   ```", "   Expected: up", "   If down: go to step 4."]
    (step,), left = Steps().read(lines)
    assert (step["text"], step["command"], step["expected"]) == ("Look.", "x", "up")
    assert (step["condition"], step["goto"]) == ("down", "4") and not left


def test_phases_may_hold_bullets_and_strange_phases_are_left_over():
    lines = ["1. **Pre-deployment**", "   - Backup", "   - Health checks", "", "2. **Deployment**"]
    lines += ["   - Method", "3. **Odd**", "   - odd"]
    value, left = Phases(("Pre-deployment", "Deployment")).read(lines)
    assert [step["text"] for step in value["Pre-deployment"]] == ["Backup", "Health checks"]
    assert [step["text"] for step in value["Deployment"]] == ["Method"]
    assert "odd" in words(left)


def test_a_list_straight_under_steps_is_the_resolution():
    lines = ["### Runbook 1: [Scenario]", "", "**When to use**: Triggering", "", "**Steps**:"]
    lines += ["1. Assess", "2. Act", "", "**Escalation**: When, whom"]
    (row,), left = s.RUNBOOK.read(lines)
    assert [step["text"] for step in row["steps"]["Resolution"]] == ["Assess", "Act"]
    assert row["esc"] == "When, whom" and not left


def test_lead_ins_may_lack_their_colon():
    lines = [
        "### Runbook 1: A",
        "**Steps**:",
        "**Diagnosis**",
        "1. Look",
        "**Resolution**",
        "2. Act",
    ]
    (row,), left = s.RUNBOOK.read(lines)
    assert [step["text"] for step in row["steps"]["Diagnosis"]] == ["Look"]
    assert [step["text"] for step in row["steps"]["Resolution"]] == ["Act"] and not left


def test_bold_titles_are_rows_too():
    entries = Entries("Scenario", "name", s.SCENARIO.facts, default="Procedure")
    lines = ["**Scenario 1**: Pod fails", "1. Detect", "2. Recover", "", "**Scenario 2**: Region"]
    values, left = Sheet(rows=("rows", entries)).read([*lines, "1. Fail over", "**Owner**: Ops"])
    assert [row["name"] for row in values["rows"]] == ["Pod fails", "Region"]
    steps = [[step["text"] for step in row["steps"]] for row in values["rows"]]
    assert steps == [["Detect", "Recover"], ["Fail over"]]
    assert values["rows"][1]["o"] == "Ops" and not left
    values, left = Sheet(rows=("rows", entries)).read(["1. **Scenario 1**: A", "   1. Fail over"])
    assert values["rows"][0]["steps"][0]["text"] == "Fail over" and not left


def test_columns_may_stand_in_any_order_and_strange_ones_are_left_over():
    lines = ["What?", "", "Trigger | Owner | **Stage**", ":---|:--:|---:", "push | ann | Build | x"]
    rows, left = s.STAGE.read([*lines, "tag||Test", "", "tail"])
    assert [(r["name"], r["trigger"]) for r in rows] == [("Build", "push"), ("Test", "tag")]
    assert left[2:5] == ["| Trigger | Owner |", "| --- | --- |", "| push | ann | x |"]
    assert {"What", "tail"} <= words(left)


def test_a_table_of_facts_takes_its_rows_in_any_order():
    lines = [
        "| Strategy | Specification |",
        "|--|--|",
        "| Manual rollback | `undo`, expected time 5 min |",
    ]
    lines += ["| method | Canary | more |", "| **Colour** | blue |"]
    values, left = s.ROLLOUT.read(lines)
    assert (values["method"], values["command"], values["time"]) == ("Canary", "undo", "5 min")
    assert left == ["| method | more |", "| **Colour** | blue |"]


def test_the_objectives_of_the_guide_are_read():
    lines = ["| Metric | Target | How Achieved |", "|--------|--------|---|"]
    lines += ["| RTO (Recovery Time Objective) | < 2 hours | multi-AZ |"]
    values, left = s.OBJECTIVES.read(lines)
    assert (values["rto"], values["rto_how"]) == ("< 2 hours", "multi-AZ") and not left


def test_small_rows_on_one_line():
    rows = [{"percent": "10%", "wait": ""}, {"percent": "50%", "wait": "15 min"}]
    written = s.SHAPES["canary"][0].write(rows)
    assert written == ["10%; 50% after 15 min"]
    triggers = [
        {"metric": "Errors", "condition": "> 5%"},
        {"metric": "Smoke", "condition": "fails"},
    ]
    assert s.SHAPES["triggers"][0].write(triggers) == ["Errors > 5%; Smoke: fails"]


def test_excused_categories_come_after_the_rows():
    row = dict.fromkeys(s.STAGES, "") | {"name": "CPU", "kind": "System"}
    lines = s.GROUPED.write({"rows": [row], "excused": {"AI-Specific": "No model."}})
    assert lines[-3:] == ["#### AI-Specific Metrics", "", "*Not applicable: No model.*"]
    guide = ["#### AI-Specific Metrics (if applicable)", "| Stage |", "|---|", "| LLM |"]
    assert s.GROUPED.read(guide)[0]["rows"][0]["kind"] == "AI-Specific"


def test_the_guide_says_never_in_bold_and_log_beside_it():
    values, left = s.PII.read(
        ["#### PII in Logs", "- **Never** log:", "  - tokens", "#### Odd", "x"]
    )
    assert values["never"] == "tokens" and left == ["#### Odd", "x"]


def test_variables_may_be_exported_quoted_and_commented():
    lines = ["Set these:", "```sh", "export A=1 # first", 'B="two words"', "# lonely", "echo hi"]
    rows, left = Env().read([*lines, "```"])
    found = [(row["name"], row["value"], row["comment"]) for row in rows]
    assert found == [("A", "1", "first"), ("B", "two words", "")]
    assert {"Set", "lonely", "echo"} <= words(left)


def test_trees_may_be_deep():
    lines = ["```", "config/", "├── production.conf", "├── sub/", "│   └── deep.conf   # why"]
    rows, _ = Tree().read([*lines, "└── development.conf", "```"])
    names = ["config/production.conf", "config/sub/deep.conf", "config/development.conf"]
    assert [row["path"] for row in rows] == names and rows[1]["purpose"] == "why"


def test_an_arrow_line_alone_names_the_stages():
    lines = ["```", "Code Push → Lint", "  → Deploy", "```", "**Per stage**"]
    rows, left = Pipeline(s.STAGE).read(lines)
    assert [row["name"] for row in rows] == ["Code Push", "Lint", "Deploy"]
    assert left == ["**Per stage**"]


def test_text_before_the_first_key_is_the_first_part():
    rows, _ = s.SECRET.read(["- **A**: Where stored, how injected", "* **B**: x; Rotated: daily"])
    assert rows[0]["stored"] == "Where stored, how injected"
    assert (rows[1]["stored"], rows[1]["rotated"]) == ("x", "daily")


def test_environments_without_a_column_get_one():
    lines = ["### Environment Matrix", "| Attribute | Dev |", "|--|--|", "| Data | a |"]
    lines += ["| **Colour** | red |", "### Provisioning", "For each:", "#### prod"]
    rows, left = s.MATRIX.read([*lines, "* **Method**: IaC"])
    assert [(row["name"], row["data"], row["method"]) for row in rows] == [
        ("Dev", "a", ""),
        ("prod", "", "IaC"),
    ]
    assert {"Colour", "red", "each"} <= words(left)


def test_another_language_is_said_and_not_lost():
    value, left = CodeOf("promql").read(["```yaml", "x", "```"])
    assert value == "x" and left == ["Language: yaml"]
    assert CodeOf("promql").read(["```", "x", "```"]) == ("x", [])
    assert Code().read(["```yaml", "x", "```"])[0] == {"text": "x", "language": "yaml"}


def test_unknown_headings_stay_in_the_section_before_and_the_review_comes_apart():
    text = ["# T", "## 1. Overview ##", "hello", "## Odd", "### Alerts", "odd", "## Monitoring"]
    text += ["### Alerts", "a", "---", "", "**Operations Review**: yes", "**Approved**: me"]
    header, places, review = split(text, {"Overview": (), "Monitoring": ("Alerts",)})
    assert header == ["# T"] and review == text[-2:]
    assert places["Overview", ""] == ["hello", "## Odd", "### Alerts", "odd"]
    assert places["Monitoring", "Alerts"] == ["a"]


def test_lists_on_one_line_are_cut_at_their_commas():
    lines = ["#### Alert 1: A", "- **Labels**: team=payments, service=checkout"]
    assert Entries("Alert", "name", s.ALERT).read(lines)[0][0]["labels"] == (
        "team=payments\nservice=checkout"
    )
    rows, left = s.SHAPES["canary"][0].read(["10%, 50% after 15 min"])
    assert [row["wait"] for row in rows] == ["", "15 min"] and not left


def test_labels_may_stand_behind_numbers():
    facts = Facts((Fact("Detection", "a"), Fact("Validation", "b")))
    values, left = facts.read(["1. **Detection**: alert", "2. Odd", "3. **Validation**: smoke"])
    assert values == {"a": "alert", "b": "smoke"} and left == ["2. Odd"]


def test_a_second_value_is_left_over_once():
    values, left = s.FACTS.read(["**Label**: one", "", "**Label**: two", "three"])
    assert values["a"] == "one" and left == ["**Label**: two", "three"]


def test_the_prompts_of_the_template_are_no_content():
    sheet = Sheet(facts=Facts((Fact("Expected load", "load"),)), asides=("Expected load",))
    values, left = sheet.read(["- Expected load", "- Growth"])
    assert values["load"] == "" and left == ["- Growth"]


def test_labels_may_lack_their_stars():
    sheet = Sheet(
        facts=Facts((Fact("How to enable", "commands", CodeOf("bash")), Fact("Load", "l")))
    )
    values, left = sheet.read(["How to enable:", "```bash", "make debug", "```"])
    assert values["commands"] == "make debug" and not left
    assert sheet.read(["- load: 40 a second"])[0]["l"] == "40 a second"
