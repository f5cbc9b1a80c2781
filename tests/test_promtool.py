"""The compiled rules before the real promtool: accepted without a lint, and doing what they promise."""

from __future__ import annotations

import copy
import shutil
import subprocess

import pytest
import yaml

from specs.artefacts import Source, find
from tests.samples import CHECKOUT
from tests.services import nothing_may_be_skipped

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def promtool():
    """Run promtool in a folder; without one the test is skipped, except in CI."""
    path = shutil.which("promtool")
    if path is None:
        reason = "no promtool here (Debian: apt install prometheus)"
        pytest.fail(reason) if nothing_may_be_skipped() else pytest.skip(reason)

    def run(folder, *arguments):
        return subprocess.run(
            [path, *arguments], cwd=folder, capture_output=True, text=True, timeout=300
        )  # fmt: skip

    return run


def one_objective(**cells):
    """The demo with its availability objective alone, so that promtool has little to do."""
    document = copy.deepcopy(CHECKOUT)
    slos = document["sections"]["slos"]
    slos["slo"] = [slos["slo"][0] | cells]
    return Source(document)


def compiled(source, folder):
    """The rules and their tests as files in a folder."""
    for name in ("prometheus-rules", "prometheus-rules-tests"):
        for file in find(name).compile(source).files:
            (folder / file.path).write_text(file.text)
    return folder


def test_the_rules_of_the_complete_demo_have_no_fault_and_no_lint(promtool, tmp_path):
    compiled(Source(CHECKOUT), tmp_path)
    done = promtool(
        tmp_path, "check", "rules", "--lint=all", "--lint-fatal", "prometheus-rules.yaml"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "SUCCESS: 63 rules found" in done.stdout


@pytest.mark.parametrize("text", ["{{ $value }}", '"', "a\nb", "a: b # c", "é 😀"])
def test_words_of_people_break_no_rule(promtool, tmp_path, text):
    document = copy.deepcopy(CHECKOUT)
    document["sections"]["alerts"]["alert"][0] |= {
        "name": f"Broken {text}", "notification": text, "labels": f"team={text}".split("\n")[0], "group": text,
    }  # fmt: skip
    compiled(Source(document), tmp_path)
    done = promtool(
        tmp_path, "check", "rules", "--lint=all", "--lint-fatal", "prometheus-rules.yaml"
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"target": "99%", "period": "28 d"},
        {"target": "< 0.5%", "period": "7 d"},
        {"target": "99.5%", "period": "90 d"},
        {
            "target": "95%",
            "good_query": 'http_requests_bucket{job=~"a|b", le="0.5"}',
            "total_query": 'http_requests_count{job=~"a|b"}',
        },
        {
            "good_query": 'sum(rate(a{code!~"5[0-9]{2}"}[5m]))',
            "total_query": "sum(rate(a[5m]))",
        },
    ],
    ids=["30 d", "28 d", "7 d", "90 d", "two names", "sums"],
)
def test_an_outage_pages_in_time_a_slow_burn_opens_a_ticket_and_health_is_silent(
    promtool, tmp_path, cells
):
    folder = compiled(one_objective(**cells), tmp_path)
    for name in ("prometheus-rules.test.yaml", "prometheus-rules.slow.test.yaml"):
        done = promtool(folder, "test", "rules", name)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("wrong", "right"), [("> 0.0144", "> 1.0144"), ("> 0.001", "> 0.5")])
def test_rules_that_fire_too_late_fail_their_own_tests(promtool, tmp_path, wrong, right):
    folder = compiled(one_objective(), tmp_path)
    rules = folder / "prometheus-rules.yaml"
    assert wrong in rules.read_text()
    rules.write_text(rules.read_text().replace(f"{wrong}\n", f"{right}\n"))
    names = ("prometheus-rules.test.yaml", "prometheus-rules.slow.test.yaml")
    assert any(promtool(folder, "test", "rules", name).returncode for name in names)


def test_rules_that_fire_without_a_reason_fail_their_own_tests(promtool, tmp_path):
    folder = compiled(one_objective(), tmp_path)
    rules = folder / "prometheus-rules.yaml"
    rules.write_text(rules.read_text().replace("> 0.0144", ">= 0"))
    assert promtool(folder, "test", "rules", "prometheus-rules.test.yaml").returncode


def test_queries_that_no_series_can_be_made_for_are_told(tmp_path):
    source = one_objective(good_query="avg(rate(a[5m]))", total_query="avg(rate(b[5m]))")
    made = find("prometheus-rules-tests").compile(source)
    assert not made.files
    assert "No sample series" in made.omissions[0].why
    rules = yaml.safe_load(find("prometheus-rules").compile(source).text)
    assert "avg(rate(a[3d]))" in str(rules)


@pytest.mark.parametrize(
    "cells",
    [
        {"alerting": "threshold"},
        {
            "window": "24 hours", "period": "none",
            "good_query": 'sum(rate(a{c!="{1}"}[5m]))', "total_query": "sum(rate(a[5m]))",
        },
        {"target": "< 0.1%", "alerting": "threshold", "good_query": "", "total_query": ""},
    ],
    ids=["share", "sums", "metric"],
)  # fmt: skip
def test_a_threshold_is_silent_on_a_healthy_service_and_its_test_says_so(promtool, tmp_path, cells):
    folder = compiled(one_objective(**cells), tmp_path)
    rules, case = folder / "prometheus-rules.yaml", "prometheus-rules.test.yaml"
    done = promtool(folder, "test", "rules", case)
    assert done.returncode == 0, done.stdout + done.stderr
    text = rules.read_text()
    start = text.index("alert: CheckoutAPIAvailabilityBroken")
    rules.write_text(
        text[:start] + text[start:].replace("= 0.001", "= 0").replace("> 0.001", ">= 0")
    )
    assert promtool(folder, "test", "rules", case).returncode
