"""The rules at their very edges: `python -m tests.mutants` moves each of them by one step."""

import pytest

from specs import template
from tests.readiness.papers import found, paper, titles
from tests.readiness.test_rules import (
    RUNBOOK,
    STORE,
    VERIFIED,
    alert,
    backup,
    canary,
    drawn,
    limits,
    parameter,
    recovery,
    scaling,
    slo,
)

CPU = {"name": "CPU", "category": "System", "type": "Gauge"}
LATENCY = {"name": "Latency", "category": "Application", "type": "Histogram"}
API = {"name": "API", "kind": "service", "workload_kind": "Deployment"}


def measured(target, condition, promised="@metric1", watched="@metric1", **given):
    return paper(
        metrics={"metric": [CPU, LATENCY]},
        slos=slo(name="A", target=target, alerting="", kind="", metric=promised) | given,
        alerts=alert(name="B", condition=condition, metric=watched),
    )


def scaled(condition, trigger="> 70%", promised="", watched="", kind="Horizontal auto-scale"):
    return paper(
        metrics={"metric": [CPU, LATENCY]},
        scaling_strategy=scaling(trigger=trigger, metric=promised, type=kind),
        alerts=alert(name="B", condition=condition, metric=watched),
    )


def dependent(promise, **given):
    hard = {"name": "A", "kind": "Hard", "promised": "99%"}
    return paper(slos=slo(target=promise, **given), upstream={"upstream_service": [hard]})


def two(first, second):
    return paper(metrics={"metric": [CPU]}, slos={"slo": [first, second]})


HALF, WHOLE = {"target": "99%", "window": "30 d"}, {"target": "98%", "window": "30 d"}
ONE, OTHER = HALF | {"name": "A"}, WHOLE | {"name": "B"}

EXACTLY = [
    ("ALR-03", paper(alerts={"alert": [{"condition": "> 1%"}]}),
     ["Alert 1 has no severity", "Alert 1 notifies nobody"]),
    ("ALR-03", paper(alerts={"alert": [{"name": "A"}]}),
     ["A has no severity", "A notifies nobody"]),
    ("ALR-06", measured("< 100ms", "> 101ms for 1 min"),
     ["SLO breach between < 100ms and > 101ms for 1 min never alerts"]),
    ("ALR-06", measured("< 100ms", "> 101ms for 1 min", watched="@metric2"), []),
    ("ALR-06", measured("< 100ms", "> 101ms for 1 min", watched=""), []),
    ("ALR-06", measured("< 100ms", "> 101ms for 1 min", promised=""), []),
    ("ALR-06", paper(slos=slo(name="Errors", target="< 1%", alerting=""),
                     alerts=alert(name="Speed of CPU", condition="> 5% for 1 min")), []),
    ("ALR-06", paper(metrics={"metric": [CPU]},
                     slos=slo(name="Errors", target="< 1%", alerting="", metric="@metric1"),
                     alerts=alert(name="Errors", condition="> 5% for 1 min")), []),
    ("ALR-06", paper(metrics={"metric": [CPU]},
                     slos=slo(name="Errors", target="< 1%", alerting=""),
                     alerts=alert(name="Errors", condition="> 5% for 1 min", metric="@metric1")), []),
    ("ALR-06", measured("> 90%", "< 89% for 1 min"),
     ["SLO breach between > 90% and < 89% for 1 min never alerts"]),
    ("ALR-06", measured("> 90%", "< 90% for 1 min"), []),
    ("ALR-06", measured("> 99%", "> 2% for 1 min"),
     ["SLO breach between > 99% and > 2% for 1 min never alerts"]),
    ("ALR-06", measured("> 99%", "> 1% for 1 min"), []),
    ("ALR-06", measured("> 100ms", "> 200ms for 1 min"), []),
    ("ALR-06", measured("< 100ms", "when it looks slow"), []),
    ("ALR-07", scaled("> 70% for 1 min", promised="@metric1", watched="@metric1"),
     ["B pages for normal scaling"]),
    ("ALR-07", scaled("> 70% for 1 min", promised="@metric1", watched="@metric2"), []),
    ("ALR-07", scaled("< 60% for 1 min", promised="@metric1", watched="@metric1"), []),
    ("ALR-07", scaled("> 60% for 1 min", "< 70%", promised="@metric1", watched="@metric1"), []),
    ("ALR-07", scaled("> 60% for 1 min", kind="Manual", promised="@metric1", watched="@metric1"), []),
    ("ALR-07", scaled("> 60% for 1 min", "in the morning", "@metric1", "@metric1"), []),
    ("ALR-07", scaled("when it looks high", promised="@metric1", watched="@metric1"), []),
    ("BCK-02", paper(backup_strategy=backup(frequency="Daily"), **recovery("1 h")), []),
    ("BCK-02", drawn(STORE | {"kind": "service"}, backup_strategy=backup(), **recovery("1 h")), []),
    ("BCK-02", drawn(STORE, backup_strategy=backup(frequency="often"), **recovery("1 h")), []),
    ("BCK-03", paper(backup_strategy=backup(store="", last_tested="")),
     ["The A backup backup has never been restored"]),
    ("BCK-03", paper(backup_strategy=backup(last_tested="")),
     ["The PostgreSQL backup has never been restored"]),
    ("BCK-03", drawn(STORE, backup_strategy=backup(tested="4 weeks", last_tested="2026-10-24")), []),
    ("BCK-03", drawn(STORE, backup_strategy=backup(tested="4 weeks", last_tested="2026-10-23")),
     ["Restore of PostgreSQL not proven since 2026-10-23"]),
    ("BCK-03", drawn(STORE, backup_strategy=backup(tested="99999 years")), []),
    ("BCK-03", drawn(STORE, backup_strategy=backup(tested="9999999 weeks")), []),
    ("BCK-04", paper(backup_strategy=backup(location="The same host")),
     ["Backup of PostgreSQL shares the fate of the data"]),
    ("BCK-04", paper(backup_strategy=backup(store="", location="The same host")),
     ["Backup of A backup shares the fate of the data"]),
    ("CFG-06", paper(parameters=parameter(name="LIMIT", type="string")), []),
    ("CFG-06", paper(parameters=parameter(name="API_KEY", type="url")), []),
    ("CFG-07", paper(parameters=parameter(), env_variables={"env_variable": [{"name": "LIMIT"}]}), []),
    ("CFG-07", paper(parameters=parameter(), env_variables={"env_variable": [{}]}), []),
    ("CFG-07", paper(parameters=parameter(), overview={"overview": "It costs $ABCD."}), []),
    ("DEP-06", paper(health_checks={"health_check": [{"endpoint": "/a"}, {"endpoint": "/b"}]}),
     ["Load balancer cannot tell if this is healthy"]),
    ("DEP-07", paper(rollout={"method": "Canary", "interval": "10 s", "canary_step": [{"wait": "1 s"}]}), []),
    ("DEP-07", paper(rollout={"method": "Canary", "failure_threshold": "3", "canary_step": [{"wait": "1 s"}]}), []),
    ("DEP-07", paper(rollout={"method": "Canary", "interval": "1 month", "failure_threshold": "3",
                              "canary_step": [{"wait": "1 s"}]}), []),
    ("ENV-01", paper(environments={"environment": [{"name": "Production test", "kind": "test"}]}),
     ["Production environment is not described"]),
    ("ENV-01", paper(environments={"environment": [{"name": "Demo"}]}),
     ["Production environment is not described"]),
    ("GEN-01", paper(overview={"overview": "[X] of it"}), ["Placeholder left in Overview: [X]"]),
    ("GEN-01", paper(overview={"overview": "[your text] of it"}),
     ["Placeholder left in Overview: [your text]"]),
    ("GEN-01", paper(overview={"overview": "Still TBD"}), ["Placeholder left in Overview: TBD"]),
    ("GEN-01", paper(overview={"overview": "Step 10000."}),
     ["Placeholder left in Overview: Step 10000."]),
    ("GEN-01", paper(overview={"overview": "Step 100000."}), []),
    ("GEN-01", paper(health_checks={"health_check": [{"status": "[a]"}]}),
     ["Placeholder left in Expected status (health check 1): [a]"]),
    ("GEN-01", paper(health_checks={"health_check": [{"status": "[2a]"}]}), []),
    ("GEN-01", paper(health_checks={"health_check": [{"status": "[a2]"}]}),
     ["Placeholder left in Expected status (health check 1): [a2]"]),
    ("LOG-01", paper(logging={"allowed": "the password of somebody"}), ["Never log password"]),
    ("MNT-01", paper(routine_maintenance={"maintenance_task": [{"task": "TLS " + "x" * 90}]}),
     ["Nobody owns: TLS " + "x" * 76]),
    ("RUN-01", paper(runbooks={"runbook": [RUNBOOK]}), ["Errors are high has no verification"]),
    ("RUN-01", paper(runbooks={"runbook": [RUNBOOK | {"name": ""}]}), ["Runbook 1 has no verification"]),
    ("RUN-02", paper(runbooks={"runbook": [VERIFIED | {"resolution": [{"text": "Restart it."}]}]}),
     ["Errors are high: resolution step 1 has no command"]),
    ("RUN-02", paper(runbooks={"runbook": [VERIFIED | {"name": "", "resolution": [{"text": "Restart."}]}]}),
     ["A runbook: resolution step 1 has no command"]),
    ("RUN-03", paper(runbooks={"runbook": [VERIFIED | {"escalate_after": "2 h"}]}, **recovery("1 h")),
     ["Errors are high escalates after 2 h"]),
    ("RUN-03", paper(runbooks={"runbook": [{"escalate_after": "2 h"}]}, **recovery("1 h")),
     ["A runbook escalates after 2 h"]),
    ("SCL-04", paper(scaling_strategy=scaling(maximum="")), ["API scales without a maximum"]),
    ("SCL-04", paper(scaling_strategy=scaling(maximum="", component="")),
     ["A component scales without a maximum"]),
    ("SCL-06", drawn(API, resource_limits=limits(connections="10"), capacity={"connections": "1"}), []),
    ("SCL-06", drawn(API, resource_limits=limits(), scaling_strategy=scaling(),
                     capacity={"connections": "1"}), []),
    ("SCL-06", drawn(API, API | {"name": "Web"}, resource_limits=limits(connections="10"),
                     scaling_strategy={"scaling_rule": [
                         scaling(component="Web", maximum="50")["scaling_rule"][0],
                         scaling(maximum="")["scaling_rule"][0],
                         scaling(maximum="2")["scaling_rule"][0]]},
                     capacity={"connections": "20"}), []),
    ("SLO-01", paper(slos=slo(target="soon")), []),
    ("SLO-01", paper(slos=slo(target="< 0 ms")), []),
    ("SLO-02", paper(slos=slo(window="10079 min")),
     ["Window 10079 min is too short for burn-rate alerts"]),
    ("SLO-02", paper(slos=slo(window="167 h")),
     ["Window 167 h is too short for burn-rate alerts"]),
    ("SLO-03", paper(slos=slo(target="0.1%", period="30 d")),
     [f"The {one} alert can never fire at 0.1%" for one in ("1h", "6h", "1d")]),
    ("SLO-03", paper(slos=slo(target="0%", period="30 d")), []),
    ("SLO-04", paper(slos=slo(), capacity={"rps": "0.019291"}), []),
    ("SLO-04", paper(slos=slo(), capacity={"rps": "0.019290"}),
     ["One failed request pages at 0.019290 requests per second"]),
    ("SLO-05", dependent("99.001%"), ["Your dependencies cap you at 99 %"]),
    ("SLO-03", paper(slos=slo(target="90%", period="7 d")),
     ["The 1h alert can never fire at 90%"]),
    ("SLO-03", paper(slos=slo(target="75%", period="90 d")),
     [f"The {one} alert can never fire at 75%" for one in ("1h", "6h", "1d")]),
    ("SLO-04", paper(slos=slo(), capacity={"rps": "0"}), []),
    ("SLO-05", dependent("99.1%", name="Speed", kind="Latency"), []),
    ("SLO-05", dependent("99.1%", name="Availability", kind="Other"), ["Your dependencies cap you at 99 %"]),
    ("SLO-05", dependent("99.1%", name="Up", kind="Availability"), ["Your dependencies cap you at 99 %"]),
    ("SLO-05", dependent("99%"), []),
    ("SLO-06", two(ONE, OTHER), []),
    ("SLO-06", two(ONE | {"kind": "Latency"}, OTHER | {"kind": "Latency"}), []),
    ("SLO-06", two(ONE | {"metric": "@metric1"}, OTHER | {"metric": "@metric1"}), []),
    ("SLO-06", two(ONE | {"metric": "@metric1", "kind": "Other"}, OTHER | {"metric": "@metric1", "kind": "Other"}),
     ["A and B promise different things"]),
    ("SLO-06", two(ONE | {"good_query": "g", "total_query": "t"}, OTHER), []),
    ("SLO-07", paper(header={"tier": "1"}, slos=slo(name="Up", kind="Availability")), []),
    ("SLO-07", paper(header={"tier": "1"}, slos=slo(name="Availability", kind="")), []),
    ("SCL-02", drawn(API | {"memory": "512m"}), ["512m of memory is less than a byte"]),
]  # fmt: skip

SENTENCES = [
    ("ALR-02", paper(alerts=alert(runbook="@gone")), "It was deleted. Choose"),
    ("ALR-02", paper(alerts=alert(runbook="Gone")), "There is no “Gone” here."),
    ("DEP-03", paper(rollout=canary("50%")), "Add a last step of 100%."),
    ("GEN-01", paper(overview={"overview": "[Z]"}), "Replace it with what is true"),
    ("GEN-01", paper(health_checks={"health_check": [{"status": "[Y]"}]}), "Replace it with"),
    ("SCL-02", paper(resource_limits=limits(memory_limit="256Mi")), "API: request 512Mi"),
    ("SCL-02", paper(resource_limits=limits(memory_limit="256Mi", service="")), "A container: re"),
    ("SCL-02", drawn(API | {"memory": "512m"}), "Write 512M or 512Mi."),
    ("SCL-03", paper(header={"tier": "1"}, resource_limits=limits(memory_limit="1Gi")), "API: re"),
    (
        "SCL-03",
        paper(header={"tier": "1"}, resource_limits=limits(memory_limit="1Gi", service="")),
        "A container: request",
    ),
    ("SLO-03", paper(slos=slo(target="90%")), "It waits for 144 % errors."),
]


@pytest.mark.parametrize(("rule", "document", "told"), EXACTLY)
def test_a_rule_says_exactly_this(rule, document, told):
    assert titles(document, rule) == told


@pytest.mark.parametrize(("rule", "document", "says"), SENTENCES)
def test_a_rule_says_what_next(rule, document, says):
    assert says in found(document, rule)[0].sentence


def test_a_fix_offers_only_what_can_be_done():
    no_name = paper(alerts=alert(name="", runbook=""))
    excused = paper(alerts=alert(runbook=""), runbooks={"excused": "It has none."})
    for document in (no_name, excused):
        (one,) = found(document, "ALR-01")
        assert one.fix == ()
    (dead,) = found(paper(alerts=alert(runbook="Gone"), runbooks={"excused": "None."}), "ALR-02")
    assert dead.fix == ()


def test_the_last_canary_step_is_offered_and_said_of_the_last_row():
    (one,) = found(paper(rollout=canary("5%", "25%", "50%")), "DEP-03")
    assert one.address == "canary_step.canary3.percent"
    assert one.fix[0].label == "Add a last step of 100%"


def test_health_names_the_first_part_that_lacks_in_the_first_row():
    rows = [{"endpoint": "/a"}, {"endpoint": "/b", "frequency": "1 s"}]
    (one,) = found(paper(health_checks={"health_check": rows}), "DEP-06")
    assert one.address == "health_check.health1.frequency"


def test_an_empty_section_is_told_until_a_row_or_a_cell_is_written():
    def empty(**sections):
        return {one.section for one in found(paper(**sections), "GEN-03")}

    assert {"feature_flags", "debug_mode"} <= empty()
    assert "feature_flags" not in empty(feature_flags={"feature_flag": [{}]})
    cell = next(iter(template.find("debug_mode").cells()))
    assert "debug_mode" not in empty(debug_mode={cell: "By a flag."})
    assert "backup_strategy" not in empty()  # GEN-05 asks for a row there
    assert "overview" not in empty()  # and for a cell here


def test_what_is_needed_is_asked_for_by_name_in_cells_rows_and_rows_of_rows():
    document = paper(
        header={"name": ""}, alerts=alert(name=""), runbooks={"runbook": [RUNBOOK, RUNBOOK]}
    )
    told = found(document, "GEN-05")
    said = {one.title: one.sentence for one in told}
    asks = "Fill it in, or say why it does not apply."
    assert said["Feature name is empty"] == "Fill it in."
    assert said["Overview is empty"] == asks
    assert said["Name is empty (alert 1)"] == asks
    assert said["No environment yet"] == "Add an environment, or say why there is none."
    assert said["No components yet"] == "Add a component, or say why there is none."
    assert said["No disaster scenarios yet"] == "Add a scenario, or say why there is none."
    none = "Runbook 2, errors are high: no diagnosis"
    assert said[none] == "Add a step, or say why there is none."
    assert len({one.value for one in told if one.title.endswith("no diagnosis")}) == 2


def test_a_step_without_its_text_is_asked_for_and_an_excused_group_is_not():
    step = {"runbook": [RUNBOOK | {"resolution": [{"text": ""}]}]}
    assert "What to do is empty (step 1)" in titles(paper(runbooks=step), "GEN-05")
    rows = paper(rollout=canary(""))
    assert [one for one in titles(rows, "GEN-05") if "canary step 1" in one]
    excused = paper(disaster_recovery={"scenario_excused": "It has one region."})
    assert "No disaster scenarios yet" not in titles(excused, "GEN-05")


def test_a_word_of_no_list_is_not_understood_but_conditions_have_a_rule_of_their_own():
    (one,) = titles(paper(alerts=alert(severity="Loud")), "GEN-06")
    assert one.startswith("Severity: “Loud” is none of Critical, High")
    assert titles(paper(alerts=alert(severity="High")), "GEN-06") == []
    assert titles(paper(alerts=alert(condition="when it is slow")), "GEN-06") == []


@pytest.mark.parametrize(
    ("kind", "value", "allowed", "told"),
    [
        ("int", "1", "1-3", True),
        ("int", "3", "1-3", True),
        ("int", "0", "1-3", False),
        ("int", "4", "1-3", False),
        ("int", "2", "1, 3", False),
        ("int", "3", "1, 3", True),
        ("int", "4", "1-x", True),
        ("int", "4", "x-5", True),
        ("int", "4", "5", True),
        ("string", "c", "a, b", False),
        ("enum", "c", "a", True),
        ("enum", "c", "a, b", False),
        ("enum", "c", "one of these, those", True),
        ("float", "0.5", "1, 2", False),
        ("float", "1.0", "1, 2", True),
        ("size", "16KB", "From 16k to 32k", True),
        ("size", "17KB", "From 8k to 16k", False),
        ("size", "2MB", "From 1M to 2M", True),
        ("size", "2MB", "From 1k to 2k", False),
        ("string", "b" * 200, "/a+/", False),
        ("string", "b" * 201, "/a+/", True),
        ("string", "b", "/a+c*/", False),
        ("string", "b", "/a+c*d+/", True),
        ("string", "b", "/a[/", True),
        ("string", "5", "/[0-9]/", True),
    ],
)
def test_a_value_is_among_what_is_allowed_to_the_last_step(kind, value, allowed, told):
    document = paper(parameters=parameter(type=kind, default=value, allowed=allowed))
    assert (titles(document, "CFG-02") == []) is told


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("float", "1", True),
        ("float", "1 of 3", False),
        ("float", "x", False),
        ("size", "16KB", True),
        ("size", "much", False),
        ("url", "https://x.example", True),
        ("url", "redis://cache:6379/0", True),
        ("url", "cache", False),
        ("url", "jdbc:postgresql://db/orders", True),
        ("url", "unix://", True),
    ],
)
def test_a_text_is_a_value_of_its_type(kind, value, told):
    document = paper(parameters=parameter(type=kind, default=value))
    assert (titles(document, "CFG-02") == []) is told
