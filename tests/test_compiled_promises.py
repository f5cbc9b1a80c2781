"""An objective compiles to an alert that watches what it promises, or the reason is listed."""

from __future__ import annotations

import copy

import pytest
import yaml

from specs.artefacts import Source, find
from specs.artefacts.objectives import objectives
from tests.test_artefacts import CHECKOUT, changed

QUERYLESS = {"good_query": "", "total_query": ""}


def of_slo(source):
    """The alerts on the promise of the first objective, and what was left out of them."""
    made = find("prometheus-rules").compile(source)
    groups = yaml.safe_load(made.text)["groups"]
    rules = [
        rule for group in groups if "slo-availability" in group["name"] for rule in group["rules"]
    ]
    alerts = [rule for rule in rules if "alert" in rule]
    return alerts, [one for one in made.omissions if one.address.startswith("slo.")]


def objective(document=CHECKOUT, **cells):
    return changed(document, "slos", "slo", **cells)


def metric_named(name):
    rows = CHECKOUT["sections"]["metrics"]["metric"]
    return next(f"@{row['key']}" for row in rows if row["name"] == name)


@pytest.mark.parametrize("alerting", ["burn rate", "threshold", ""])
def test_an_error_rate_is_never_compared_with_an_availability(alerting):
    alerts, told = of_slo(objective(alerting=alerting, **QUERYLESS))
    assert alerts == []
    assert "share of good events" in told[-1].why


@pytest.mark.parametrize(
    ("target", "name", "limit"),
    [
        ("< 0.1%", "Error rate 5xx", ">= 0.001"),
        ("99.9%", "Orders handed over on time", "< 0.999"),
        ("= 99.9%", "Orders handed over on time", "< 0.999"),
        (">= 100%", "Orders handed over on time", "< 1"),
    ],
)
def test_a_share_of_the_same_kind_is_compared_with_the_target(target, name, limit):
    source = objective(target=target, metric=metric_named(name), alerting="threshold", **QUERYLESS)
    [alert], told = of_slo(source)
    assert alert["expr"].endswith(limit)
    assert told == []


@pytest.mark.parametrize(
    ("target", "name"), [("99.9%", "Error rate 5xx"), ("< 1%", "Orders handed over on time")]
)
def test_a_share_of_the_other_kind_is_left_out(target, name):
    source = objective(target=target, metric=metric_named(name), alerting="threshold", **QUERYLESS)
    alerts, told = of_slo(source)
    assert (alerts, len(told)) == ([], 1)


@pytest.mark.parametrize(
    ("condition", "kept"), [("> 1% for 5 min", 1), ("< 1% for 5 min", 0), ("", 0)]
)
def test_the_condition_of_a_metric_says_whether_more_is_worse(condition, kept):
    other = copy.deepcopy(CHECKOUT)
    rows = other["sections"]["metrics"]["metric"]
    rows.append(rows[0] | {"key": "strange00000", "name": "Share of x", "condition": condition})
    source = objective(
        other, target="< 1%", metric="@strange00000", alerting="threshold", **QUERYLESS
    )
    assert len(of_slo(source)[0]) == kept


def test_a_limit_in_seconds_is_compared_as_before():
    source = objective(
        target="< 500ms",
        metric=metric_named("Response time P99"),
        alerting="threshold",
        **QUERYLESS,
    )
    [alert], told = of_slo(source)
    assert alert["expr"].endswith(">= 0.5")
    assert told == []


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"window": "14 days", "period": ""}, "choose 7, 28, 30 or 90 days"),
        ({"window": "14 days", "period": "", "alerting": ""}, "choose 7, 28, 30 or 90 days"),
        ({"window": "24 hours", "period": "none"}, "choose 7, 28, 30 or 90 days"),
        ({"target": "100%"}, "leaves no error budget"),
        ({"target": "< 500ms"}, "A limit leaves no error budget"),
        (QUERYLESS, "no good and total query"),
        ({"good_query": "sum(rate(a[5m])) by (x"}, "does not close"),
        ({"total_query": "sum(rate(a[5m]) +"}, "does not close"),
        ({"total_query": "sum(a)"}, "no counter and has no range"),
        ({"good_query": "scalar(rate(a[5m]))"}, "do not go together"),
    ],
)
def test_burn_rates_that_were_chosen_and_cannot_be_are_listed(cells, why):
    _, told = of_slo(objective(**cells))
    assert told[0].why.startswith("No burn-rate alerts: ")
    assert why in told[0].why


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"window": "7 days", "period": ""},
        {"window": "14 days", "period": "", "alerting": "threshold"},
        {"window": "24 hours", "period": "", "alerting": ""},
    ],
)
def test_nothing_is_listed_where_what_was_chosen_is_there(cells):
    assert of_slo(objective(**cells))[1] == []


@pytest.mark.parametrize(
    ("target", "share"),
    [("= 99.9%", "0.999"), ("99.9%", "0.999"), ("< 0.1%", "0.999"), ("<= 0.1%", "0.999")],
)
def test_one_share_is_read_the_same_everywhere(target, share):
    [one, *_] = objectives(objective(target=target))[0]
    assert str(one.ratio) == share
    assert str(one.target.good) == share


@pytest.mark.parametrize("code", ["5[0-9]{2}", "/orders/{id}"])
def test_braces_in_a_label_keep_the_burn_rates(code):
    source = objective(good_query=f'a{{code!~"{code}"}}', total_query="a")
    alerts, told = of_slo(source)
    assert (len(alerts), told) == (4, [])
    assert f'sum(rate(a{{code!~"{code}"}}[5m]))' in find("prometheus-rules").compile(source).text


def test_a_pattern_in_a_label_is_no_range():
    query = 'sum(rate(a{code!~"[45].."}[5m]))'
    source = objective(good_query=query, total_query="sum(rate(a[5m]))")
    assert 'sum(rate(a{code!~"[45].."}[3d]))' in find("prometheus-rules").compile(source).text
    assert 'code!~"[45].."}[{{.window}}]' in find("sloth").compile(source).text


@pytest.mark.parametrize("name", ["prometheus-rules", "sloth"])
def test_a_comment_behind_a_query_closes_nothing(name):
    source = objective(good_query="sum(rate(a[5m])) # all", total_query="sum(rate(b[5m]))")
    assert "# all" not in find(name).compile(source).text


@pytest.mark.parametrize("expression", ["up > > 0.6", "up > 0.6 and foo bar", "rate(up) > 1"])
def test_one_faulty_expression_leaves_the_other_rules(expression):
    made = find("prometheus-rules").compile(
        changed(CHECKOUT, "alerts", "alert", expression=expression)
    )
    [omission] = made.omissions
    assert "cannot be read" in omission.why
    assert expression not in made.text
    assert len(made.text) > 1_000


# ------------------------------------------------------------ tests of rules, OpenSLO, Sloth


@pytest.mark.parametrize(
    "cells",
    [
        {"alerting": "threshold"},
        {"target": "< 0.1%", "alerting": "threshold"} | QUERYLESS,
        {"good_query": 'sum(rate(a{c!="5"}[5m]))', "total_query": "sum(rate(a[5m]))"},
    ],
)
def test_a_healthy_service_is_a_case(cells):
    source = objective(**cells)
    cases = yaml.safe_load(find("prometheus-rules-tests").compile(source).files[0].text)["tests"]
    assert "Availability: a healthy service is silent" in [case["name"] for case in cases]


def test_a_full_promise_is_told_as_such_and_one_format_tells_nothing_of_another():
    source = objective(target="100%")
    openslo, sloth = (find(name).compile(source).omissions for name in ("openslo", "sloth"))
    assert "leaves no error budget" in openslo[0].why
    assert len(sloth) == 1


@pytest.mark.parametrize(("period", "told"), [("30 d", 0), ("28 d", 1), ("7 d", 1), ("90 d", 1)])
def test_a_period_that_sloth_does_not_take_by_itself_is_told(period, told):
    made = find("sloth").compile(objective(period=period))
    assert len(made.omissions) == told
    assert ("--default-slo-period" in made.text) is bool(told)


def test_sloth_leads_to_the_runbook_of_the_alert():
    slo = yaml.safe_load(find("sloth").compile(Source(CHECKOUT)).text)["slos"][0]
    assert not slo["alerting"]["annotations"]["runbook_url"].endswith("/runbooks/")
