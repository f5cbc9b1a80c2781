"""One autoscaler for each workload, and a list of what Kubernetes does not take."""

from __future__ import annotations

import copy

import jsonschema
import pytest

from specs.artefacts import Source, find
from tests.schemas.cluster import HPA
from tests.test_artefacts import CHECKOUT, parsed


def scaled(*rules):
    """The demo with these rules alone, each beside its first one's cells."""
    document = copy.deepcopy(CHECKOUT)
    strategy = document["sections"]["scaling_strategy"]
    first = strategy["scaling_rule"][0]
    strategy["scaling_rule"] = [
        first | {"key": f"rule{at:08}"} | cells for at, cells in enumerate(rules)
    ]
    source = Source(document)
    made = find("hpa").compile(source)
    objects = parsed("hpa", source) if made.files else []
    for each in objects:
        jsonschema.validate(each, HPA)
    return objects, [one.why for one in made.omissions]


def test_two_rules_of_one_workload_are_one_autoscaler_with_two_metrics():
    [one], told = scaled({}, {"trigger": "Memory > 80%"})
    assert [each["resource"]["name"] for each in one["spec"]["metrics"]] == ["cpu", "memory"]
    assert told == []


def test_bounds_that_disagree_are_listed():
    [one], told = scaled(
        {}, {"trigger": "RAM > 80%", "minimum": "2", "maximum": "20", "cooldown": "1 h"}
    )
    assert (one["spec"]["minReplicas"], one["spec"]["maxReplicas"]) == (6, 15)
    assert [why.partition(" of ")[0] for why in told] == [
        "Its minimum",
        "Its maximum",
        "Its cooldown",
    ]


def test_the_same_metric_twice_is_listed():
    [one], told = scaled({}, {"trigger": "CPU > 80%"})
    assert len(one["spec"]["metrics"]) == 1
    assert "same metric" in told[0]


@pytest.mark.parametrize(
    ("trigger", "share"),
    [
        ("CPU utilization > 65%", 65),
        ("CPU utilization > 0.65", 65),
        ("CPU-utilization > 65%", 65),
        ("cpu > 1", 100),
        ("container_cpu: CPU above 65 percent", 65),
    ],
)
def test_a_share_of_cpu_is_a_percentage_of_what_is_requested(trigger, share):
    [one], told = scaled({"trigger": trigger})
    [metric] = one["spec"]["metrics"]
    assert metric["resource"]["target"] == {"type": "Utilization", "averageUtilization": share}
    assert told == []


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"trigger": "CPU > 70"}, "Say how many percent"),
        ({"trigger": "CPU > 0.1%"}, "Say how many percent"),
        ({"minimum": "16"}, "minimum is above its maximum"),
    ],
)
def test_what_no_autoscaler_can_hold_is_left_out(cells, why):
    objects, [told] = scaled(cells)
    assert objects == []
    assert why in told


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"cooldown": "61 min"}, "cut to 1 h"),
        ({"cooldown": "soon"}, "no length of time"),
        ({"minimum": "0"}, "written as 1"),
        ({"trigger": "CPU > 66.5%"}, "written as 66%"),
    ],
)
def test_what_was_cut_is_listed(cells, why):
    objects, [told] = scaled(cells)
    assert len(objects) == 1
    assert why in told


@pytest.mark.parametrize(
    "cells", [{"cooldown": "60 min"}, {"cooldown": "0 s"}, {"minimum": ""}, {"minimum": "15"}]
)
def test_what_kubernetes_takes_is_kept_without_a_word(cells):
    objects, told = scaled(cells)
    assert (len(objects), told) == (1, [])
