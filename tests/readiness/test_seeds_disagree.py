"""The contradictions inside the seeds' own example values are found; what only looks like one is not."""

from tests.readiness.papers import paper, titles

OPERATIONS = paper(
    slos={
        "slo": [
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


def test_a_latency_between_promise_and_alert_never_alerts():
    assert titles(OPERATIONS, "ALR-06") == [
        "SLO breach between < 100ms and p99 latency > 500ms for 2 min never alerts"
    ]


def test_an_error_rate_with_burn_rate_alerting_has_its_alert():
    without = titles(OPERATIONS, "ALR-06")
    assert not [title for title in without if "0.1%" in title]


def test_a_window_of_a_day_is_too_short_for_burn_rates():
    assert titles(OPERATIONS, "SLO-02") == ["Window 24 hours is too short for burn-rate alerts"]


def test_a_size_that_kubernetes_does_not_know_is_found():
    assert titles(OPERATIONS, "SCL-01") == ["512MB is no Kubernetes quantity"]


def test_a_bounded_number_called_tokens_is_no_secret():
    assert titles(OPERATIONS, "CFG-06") == []


def test_an_alert_above_the_scaling_trigger_is_right():
    assert titles(OPERATIONS, "ALR-07") == []
