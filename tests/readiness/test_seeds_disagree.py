"""The contradictions inside the seeds' own example values are found; what only looks like one is not."""

import copy

from tests.readiness.papers import paper, titles

OPERATIONS = paper(
    slos={
        "slo": [
            {
                "name": "Availability",
                "target": "99.9%",
                "window": "30 days",
                "alerting": "burn rate",
            },
            {"name": "Latency p99", "target": "< 100ms", "window": "5 minutes"},
            {
                "name": "Error rate",
                "target": "< 0.1%",
                "window": "24 hours",
                "alerting": "burn rate",
            },
        ]
    },
    alerts={
        "alert": [
            {"name": "High latency", "condition": "p99 latency > 500ms for 2 min"},
            {"name": "High error rate", "condition": "> 5% for 1 min"},
            {"name": "High CPU", "condition": "CPU > 80% for 5 min"},
        ]
    },
    resource_limits={
        "resource_limit": [
            {
                "service": "API Service",
                "cpu_request": "250m",
                "cpu_limit": "500m",
                "memory_request": "256Mi",
                "memory_limit": "512Mi",
            }
        ]
    },
    architecture={
        "components": [
            {
                "name": "API Service",
                "kind": "service",
                "replicas": "3",
                "cpu": "0.5",
                "memory": "512MB",
            }
        ]
    },
    scaling_strategy={
        "scaling_rule": [
            {
                "component": "API Service",
                "type": "Horizontal auto-scale",
                "trigger": "CPU > 70%",
                "minimum": "2",
                "maximum": "10",
            }
        ]
    },
    parameters={
        "parameter": [
            {
                "name": "LLM_MAX_TOKENS",
                "type": "int",
                "default": "4096",
                "required": "No",
                "description": "Most tokens of one answer",
                "allowed": "256-32768",
                "sensitive": "No",
            }
        ]
    },
)


def test_a_latency_and_an_error_rate_between_promise_and_alert_never_alert():
    assert titles(OPERATIONS, "ALR-06") == [
        "SLO breach between < 100ms and p99 latency > 500ms for 2 min never alerts",
        "SLO breach between < 0.1% and > 5% for 1 min never alerts",
    ]


def test_burn_rates_over_a_period_watch_the_error_rate_and_over_a_day_do_not():
    def told(window, period=""):
        document = copy.deepcopy(OPERATIONS)
        document["sections"]["slos"]["slo"][2] |= {"window": window, "period": period}
        return [title for title in titles(document, "ALR-06") if "0.1%" in title]

    assert told("30 days") == told("7 days") == told("24 hours", "30 d") == []
    assert len(told("6 days")) == len(told("24 hours", "none")) == 1


def test_nothing_is_promised_twice_where_two_promises_agree():
    assert titles(OPERATIONS, "SLO-06") == []


def test_a_drawing_and_limits_and_bounds_are_compared_by_value():
    assert titles(OPERATIONS, "SCL-05") == [
        "Diagram says 3, scaling starts at 2",
        "Diagram says 512MB of memory, limits say 256Mi-512Mi",
    ]


def test_a_window_of_a_day_is_too_short_for_burn_rates():
    assert titles(OPERATIONS, "SLO-02") == ["Window 24 hours is too short for burn-rate alerts"]


def test_a_size_that_kubernetes_does_not_know_is_found():
    assert titles(OPERATIONS, "SCL-01") == ["512MB is no Kubernetes quantity"]


def test_a_bounded_number_called_tokens_is_no_secret():
    assert titles(OPERATIONS, "CFG-06") == []


def test_an_alert_above_the_scaling_trigger_is_right():
    assert titles(OPERATIONS, "ALR-07") == []
