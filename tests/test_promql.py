"""What Prometheus would refuse is found before it gets there, and nothing else is."""

from __future__ import annotations

import pytest

from specs.artefacts import Source
from specs.artefacts.prometheus_rules import groups_of
from specs.quantities.promql import fault, ranged, spans, uncommented
from tests.test_artefacts import CHECKOUT

VALID = """up
up == bool 1
-x ^ 2
sum by (job, instance,) (rate(x{a="b", c=~"5..",}[5m] offset 1h @ end()))
SUM(x) BY (job) > 0.5e-3 AND on () vector(1)
topk by (a) (3, x) / ignoring (b) group_left (c) y
max_over_time(rate(x[5m])[1h:1m]) or vector(0)
histogram_quantile(0.9, sum by (le) (rate(x_bucket[1h30m])))
label_replace(x, "a", "$1", "b", "(.*)") unless y
{__name__=~"job:.+"} @ 1609746000
predict_linear(x[6h:5m], 4 * 24 * 3600) < 0
(sum(a) or 0 * b) / b
time() - x{a='it', b=`c\\d`} > 1 # why
x > Inf or absent(up) or day_of_week() == 0
2 > bool 1 + scalar(x)"""

FAULTY = {
    "up > > 0.6": "stands where a value",
    "up > 0.6 and foo bar": "“bar” stands where an operator",
    "sum(rate(good_total[5m]) +": "“(” does not close",
    "sum(rate(good_total[5m])) by (x": "“(” does not close",
    "up >": "ends where a value",
    "x)": "stands where an operator",
    "(x]": "stands where “)”",
    'x{a="b}': "does not close",
    "x{a=b}": "a quoted text",
    'x{a=~"\\d"}': "backslash is written twice",
    'x{a=~"(5.."}': "is not valid",
    'x{a=~"(?!5)"}': "knows no",
    '{a=""}': "selects every series",
    "rate(x)": "takes a range",
    "raet(x[5m])": "no function",
    "abs(x, y)": "other arguments",
    "sum(x, y)": "other arguments",
    "x[5m]": "a range, not a value",
    '"x"': "a text, not a value",
    "rate(x[5 m])": "a length of time",
    "rate(x[0s])": "“0s” is no PromQL",
    "rate(x[5m1h])": "“5m1h” is no PromQL",
    "x offset 5": "a length of time",
    "x > 5m": "stands where",
    "x > 80 %": "ends where a value",
    "1 > 2": "needs “bool”",
    "1 and x": "needs series",
    "x + bool y": "belongs behind a comparison",
    "x and on (a) group_left y": "takes no group_left",
    "a.b": "is no PromQL",
    "and > 3": "a value",
    "": "ends where a value",
}


@pytest.mark.parametrize("expression", VALID.split("\n"))
def test_what_prometheus_reads_is_read(expression):
    assert fault(expression) == ""


@pytest.mark.parametrize(("expression", "why"), FAULTY.items())
def test_what_prometheus_refuses_is_told(expression, why):
    assert why in fault(expression)


def test_every_rule_of_the_demo_is_read():
    rules = [rule for group in groups_of(Source(CHECKOUT)).rules.values() for rule in group]
    assert [rule["expr"] for rule in rules if fault(rule["expr"])] == []


def test_deep_nesting_is_told_and_breaks_nothing():
    assert "too deeply" in fault("(" * 5_000 + "x" + ")" * 5_000)


@pytest.mark.parametrize(
    "query",
    [
        'x{code!~"5[0-9]{2}"}',
        'x{route="/orders/{id}"}',
        'x{a="\\"}"}',
        "x",
        'sum(rate(x{route="/{id}"}[5m]))',
    ],
)
def test_braces_inside_a_label_are_text(query):
    assert spans(query)


@pytest.mark.parametrize("query", ["", "x y", 'sum(x{code!~"[45]m"})', "sum(x)", "rate(x[5m:1m])"])
def test_what_has_no_range_cannot_be_put_over_a_window(query):
    assert not spans(query)


def test_only_a_range_becomes_the_window():
    query = 'sum(rate(x{code!~"[45]..", a="[5m]"}[10m])) + rate(x[ 1h30m ])'
    assert ranged(query, "[3d]") == 'sum(rate(x{code!~"[45]..", a="[5m]"}[3d])) + rate(x[3d])'


def test_comments_go_and_quoted_ones_stay():
    assert uncommented('x{a="#b"} # why') == 'x{a="#b"}'
