"""What is promised, watched, scaled and measured is compared by what it means, and as it is compiled."""

import pytest

from tests.readiness.papers import found, paper, titles
from tests.readiness.test_rules import QUERIES, alert, drawn, limits, scaling, slo

ERRORS = {"name": "Error rate 5xx", "category": "Application", "type": "Counter"}
CPU = {"name": "CPU utilization", "category": "System", "type": "Gauge"}
SPEED = {"name": "Response time P99", "category": "Application", "type": "Histogram"}
BOTH = {"metric": [ERRORS, CPU, SPEED]}
API = {"name": "API", "kind": "service", "replicas": "6"}


def promised(condition="> 1% for 1 min", watched="", metric="@metric1", **given):
    promise = {"alerting": "threshold", "metric": metric} | given
    return paper(
        metrics=BOTH,
        slos=slo(**promise),
        alerts=alert(name="Shop", condition=condition, metric=watched),
    )


def scaled(condition, trigger="> 65%", metric="@metric2", watched=""):
    return paper(
        metrics=BOTH,
        scaling_strategy=scaling(trigger=trigger, metric=metric),
        alerts=alert(name="CPU", condition=condition, metric=watched),
    )


def fast(condition, name="Speed", target="99%"):
    given = {"name": name, "target": target, "kind": "Latency", "metric": "@metric3"}
    return promised(condition, "@metric3", **given)


def pair(**second):
    first = {"name": "Availability", "target": "99.9%", "window": "30 days"} | QUERIES
    first |= {"kind": "Availability", "metric": "@metric1"}
    other = first | {"name": "Uptime", "target": "99.95%", "good_query": "", "total_query": ""}
    return paper(metrics=BOTH, slos={"slo": [first, other | second]})


def connected(replicas="6", limit="59", **sections):
    drawing = API | {"replicas": replicas}
    return drawn(
        drawing,
        resource_limits=limits(connections="10"),
        capacity={"connections": limit},
        **sections,
    )


def loaded(rps, **given):
    return paper(slos=slo(**given), capacity={"rps": rps})


def breach(target, condition):
    return [f"SLO breach between {target} and {condition} never alerts"]


WATCHED = "> 1% for 1 min"
FULL = ["Full scale-out exhausts the database"]
AGAIN = ["Availability and Uptime promise different things"]
NOTHING_LEFT = ["Availability: 100 % leaves no error budget"]
NERVOUS = "One failed request pages at"

EXACTLY = [
    ("ALR-06", promised("errors > 1%"), breach("99.9%", "errors > 1%")),
    ("ALR-06", promised("errors > 1%", metric="", watched="@metric1"),
     breach("99.9%", "errors > 1%")),
    ("ALR-06", promised("errors > 1%", metric="@metric2"), []),
    ("ALR-06", promised("> 1%", watched="@metric2"), []),
    ("ALR-06", promised("> 0.01", watched="@metric1"), breach("99.9%", "> 0.01")),
    ("ALR-06", promised("> 0.001", watched="@metric1"), []),
    ("ALR-06", promised("> 1", watched="@metric1"), []),
    ("ALR-06", promised("< 0", watched="@metric1"), []),
    ("ALR-06", promised("> 0.5 jobs", watched="@metric1"), []),
    ("ALR-06", fast("> 0.5", target="< 0.2"), breach("< 0.2", "> 0.5")),
    ("ALR-06", promised(WATCHED, "@metric1", alerting="", **QUERIES), []),
    ("ALR-06", promised(WATCHED, "@metric1", alerting=""), breach("99.9%", WATCHED)),
    ("ALR-06", promised(WATCHED, "@metric1", alerting="burn rate"), []),
    ("ALR-06", fast("> 0.8s for 1 min", "Requests faster than 750 ms"),
     breach("Requests faster than 750 ms", "> 0.8s for 1 min")),
    ("ALR-06", fast("> 0.75s for 1 min", "Requests faster than 750 ms"), []),
    ("ALR-06", fast("> 600ms", target="99% of requests under 500 ms"),
     breach("99% of requests under 500 ms", "> 600ms")),
    ("ALR-06", fast("> 6s", "Orders within 5 s"), breach("Orders within 5 s", "> 6s")),
    ("ALR-06", fast("> 6s", "Speed", "quick"), []),
    ("ALR-07", scaled("> 60% for 5 min"), ["CPU pages for normal scaling"]),
    ("ALR-07", scaled("> 60% for 5 min", "CPU > 65%", "", "@metric2"),
     ["CPU pages for normal scaling"]),
    ("ALR-07", scaled("> 66% for 5 min"), []),
    ("ALR-07", scaled("> 60% for 5 min", metric="@metric1"), []),
    ("ALR-07", scaled("> 0.60 for 5 min"), ["CPU pages for normal scaling"]),
    ("ALR-07", scaled("> 60% for 5 min", "> 0.65"), ["CPU pages for normal scaling"]),
    ("ALR-07", scaled("> 0.66 for 5 min"), []),
    ("SLO-01", paper(slos=slo(target="100")), NOTHING_LEFT),
    ("SLO-01", paper(slos=slo(target="1.0")), NOTHING_LEFT),
    ("SLO-01", paper(slos=slo(target="99")), []),
    ("SLO-01", paper(slos=slo(target="0.999")), []),
    ("SLO-01", paper(slos=slo(target="100", name="Orders", kind="Throughput")), []),
    ("SLO-02", paper(slos=slo(window="14 days")),
     ["14 days is no period for burn-rate alerts"]),
    ("SLO-02", paper(slos=slo(window="", period="none")),
     ["none is no period for burn-rate alerts"]),
    ("SLO-02", paper(slos=slo(window="10081 min")),
     ["10081 min is no period for burn-rate alerts"]),
    ("SLO-02", paper(slos=slo(window="7 days", period="none")),
     ["7 days is no period for burn-rate alerts"]),
    ("SLO-02", paper(slos=slo(window="1 month")), ["1 month is no period for burn-rate alerts"]),
    ("SLO-02", paper(slos=slo(window="14 days", period="30 d")), []),
    ("SLO-02", paper(slos=slo(window="14 days", alerting="")), []),
    ("SLO-03", paper(slos=slo(target="97%", window="90 days")),
     ["The 1h alert can never fire at 97%"]),
    ("SLO-03", paper(slos=slo(target="97%", window="30 days")), []),
    ("SLO-03", paper(slos=slo(target="93%", alerting="", **QUERIES)),
     ["The 1h alert can never fire at 93%"]),
    ("SLO-03", paper(slos=slo(target="93%", alerting="")), []),
    ("SLO-03", paper(slos=slo(target="93%", alerting="threshold", **QUERIES)), []),
    ("SLO-03", paper(slos=slo(target="93%", window="14 days")), []),
    ("SLO-04", loaded("69.4 per hour"), [f"{NERVOUS} 69.4 per hour"]),
    ("SLO-04", loaded("69.5 per hour"), []),
    ("SLO-04", loaded("1,000 per day"), [f"{NERVOUS} 1,000 per day"]),
    ("SLO-04", loaded("2400 requests per minute"), []),
    ("SLO-04", loaded("0.001"), [f"{NERVOUS} 0.001 requests per second"]),
    ("SLO-04", loaded("1 over a day"), []),
    ("SLO-04", loaded("some"), []),
    ("SLO-06", pair(), AGAIN),
    ("SLO-06", pair(target="99.9%"), []),
    ("SLO-06", pair(good_query="a", total_query="b"), []),
    ("SLO-06", pair(good_query="a"), AGAIN),
    ("SLO-06", pair(window="7 days"), []),
    ("SLO-06", pair(metric="@metric2"), []),
    ("SLO-06", pair(metric=""), []),
    ("SLO-06", pair(kind=""), []),
    ("SLO-06", pair(name="Served within 5 s"), []),
    ("SLO-06", pair(metric="", **QUERIES), AGAIN),
    ("SLO-07", paper(header={"tier": "1"}, slos={"excused": "Internal."}),
     ["Tier 1 needs an availability SLO"]),
    ("SLO-07", paper(header={"tier": "3"}, slos={"excused": "Internal."}), []),
    ("SLO-07", paper(header={"tier": "1"}), []),
    ("SCL-06", connected(), FULL),
    ("SCL-06", connected(limit="60"), []),
    ("SCL-06", connected(replicas=""), []),
    ("SCL-06", connected("9", "60", scaling_strategy=scaling(maximum="6")), []),
    ("SCL-06", connected("6", "60", scaling_strategy=scaling(maximum="9")), FULL),
    ("SCL-06", connected("6", "59", scaling_strategy=scaling(maximum="9", component="Web")), FULL),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "document", "told"), EXACTLY)
def test_a_rule_says_exactly_this(rule, document, told):
    assert titles(document, rule) == told


def test_a_window_that_is_no_period_says_which_there_are():
    (one,) = found(paper(slos=slo(window="14 days")), "SLO-02")
    assert one.sentence.startswith("Choose a compliance period of 7, 28, 30 or 90 days")
    assert one.address == "slo.slo1.window"


def test_an_alert_that_never_fires_says_what_it_waits_for():
    (one,) = found(paper(slos=slo(target="97%", window="90 days")), "SLO-03")
    assert one.sentence.startswith("It waits for 129.6 % errors.")


@pytest.mark.parametrize(
    ("given", "named"), [({"name": "Mail"}, "Mail"), ({"linked": "a7c05be19f42"}, "a7c05be19f42")]
)
def test_the_ceiling_names_what_it_rests_on(given, named):
    hard = {"kind": "Hard", "promised": "99%"} | given
    (one,) = found(paper(slos=slo(), upstream={"upstream_service": [hard]}), "SLO-05")
    assert one.sentence == f"Availability promises 99.9%, on {named} 99%."
