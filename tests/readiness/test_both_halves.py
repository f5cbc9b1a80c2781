"""The second halves of rules: what only one of the two places says."""

import pytest

from specs import template
from tests.readiness.papers import found, paper, titles
from tests.readiness.test_boundaries import CPU, two
from tests.readiness.test_more_rules import environments
from tests.readiness.test_rules import (
    STAGING,
    STORE,
    VERIFIED,
    alert,
    backup,
    drawn,
    limits,
    scaling,
)

API = {"name": "API", "kind": "service"}
MAIL = {"name": "Mail", "kind": "external"}
ON_CPU = {"metric": "@metric1", "window": "30 d"}
UP = ON_CPU | {"name": "Up", "kind": "Availability", "target": "99.9%"}
WRONG = ON_CPU | {"name": "Wrong", "kind": "Error rate"}
SLOW = ON_CPU | {"name": "Slow", "kind": "Latency", "target": "< 100ms"}
STAGE = {"name": "Build", "trigger": "Push", "tools": "none", "success": "It builds"}
STAGE |= {"failure": "Stop, tell the author", "timeout": "10 min"}


def flag(**given):
    usual = {"name": "FAST", "default": "false", "rollout": "10% → 100%"}
    return paper(feature_flags={"feature_flag": [usual | given]})


def stage(**given):
    return paper(pipeline={"stage": [STAGE | given]})


def made(**given):
    usual = {"create": "make", "teardown": "make down", "reset": "make reset"}
    return paper(environments=environments("Seed data", **(usual | given)))


def live(**given):
    row = STAGING | {"name": "Production", "kind": "production", "url": "x"} | given
    return paper(environments={"environment": [row]})


def needing(*names, drawing=(API, MAIL), kind="Hard"):
    rows = [{"name": one, "kind": kind} for one in names]
    return drawn(*drawing, upstream={"upstream_service": rows})


def watched(metric, **given):
    return paper(
        metrics={"metric": [CPU | given]}, alerts=alert(metric=metric, condition="> 5% for 1 min")
    )


def sized(cpu="", memory="", **given):
    return drawn(API | {"cpu": cpu, "memory": memory}, resource_limits=limits(**given))


def kept(retention, tested):
    return drawn(STORE, backup_strategy=backup(retention=retention, tested=tested))


def task(text):
    return paper(routine_maintenance={"maintenance_task": [{"task": text}]})


def led(text):
    return paper(
        runbooks={"runbook": [VERIFIED]}, alerts=alert(runbook=""), overview={"notes": text}
    )


def scaled(replicas, **given):
    return drawn(API | {"replicas": replicas}, scaling_strategy=scaling(**given))


EXACTLY = [
    ("ALR-08", watched("Disk"), ["Errors is about a metric that is not listed"]),
    ("ALR-08", watched("@gone"), ["Errors is about a metric that is not listed"]),
    ("ALR-08", watched("@metric1"), []),
    ("ALR-08", watched("CPU"), []),
    ("ALR-08", watched(""), []),
    ("ALR-08", paper(alerts=alert(metric="Disk", name="")), []),
    (
        "ALR-08",
        paper(metrics={"metric": [CPU]}, alerts=alert(metric="Disk", name="")),
        ["An alert is about a metric that is not listed"],
    ),
    ("ALR-08", watched("", threshold="80%"), ["CPU has a limit nobody watches"]),
    ("ALR-08", watched("@metric1", threshold="80%"), []),
    ("ALR-08", watched("", threshold="N/A"), []),
    ("ALR-08", watched("", threshold="N/A", condition="-"), []),
    ("BCK-04", kept("29 days", "Every 30 days"), ["PostgreSQL is kept for less time than passes between two restores"]),
    ("BCK-04", kept("30 days", "Every 30 days"), []),
    ("BCK-04", kept("Permanent", "Quarterly"), []),
    ("BCK-04", kept("", "Quarterly"), []),
    ("BCK-04", kept("30 days", ""), []),
    ("DPN-02", needing("Auth"), ["Mail is drawn but not declared", "Auth is declared but not drawn"]),
    ("DPN-02", needing("Mail", "Auth", kind="Soft"), []),
    ("DPN-02", needing("MAIL"), []),
    ("DPN-02", needing("Mail", "The API"), []),
    ("DPN-02", needing("Mail", ""), []),
    ("DPN-02", needing("Auth", drawing=(API,)), []),
    ("DPN-02", needing("Auth", drawing=({"kind": "external"},)), ["Auth is declared but not drawn"]),
    ("DPN-02", drawn(MAIL), ["Mail is drawn but not declared"]),
    ("DPN-02", drawn(MAIL, upstream={"excused": "It needs nobody."}), ["Mail is drawn but not declared"]),
    ("DPN-02", drawn(MAIL, downstream={"downstream_service": [{"name": "mail"}]}), []),
    ("LOG-02", paper(logging={"level": "DEBUG"}), ["Production logs at DEBUG"]),
    ("LOG-02", paper(logging={"level": "INFO, never debug"}), []),
    ("LOG-02", paper(logging={"level": "DEBUG in development"}), []),
    ("LOG-02", paper(logging={"level": "INFO, DEBUG"}), []),
    ("LOG-02", paper(logging={"level": "INFO in production; DEBUG"}), []),
    ("MNT-01", task("Vacuum the database"), ["Nobody owns: Vacuum the database"]),
    ("MNT-01", task("Read the dashboard"), []),
    ("RUN-04", led("See errors ARE high."), []),
    ("RUN-04", led("See the wiki."), ["Nothing leads to “Errors are high”"]),
    ("SCL-05", scaled("10"), ["Diagram says 10, scaling starts at 3"]),
    ("SCL-05", scaled("4"), ["Diagram says 4, scaling starts at 3"]),
    ("SCL-05", scaled("3"), []),
    ("SCL-05", scaled("4", type="Horizontal manual"), []),
    ("SCL-05", scaled("4", minimum=""), []),
    ("SCL-05", scaled(""), []),
    ("SCL-05", sized(memory="512MB"), ["Diagram says 512MB of memory, limits say 512Mi-512Mi"]),
    ("SCL-05", sized(memory="0.5Gi"), []),
    ("SCL-05", sized(memory="512Mi", memory_limit="1Gi"), []),
    ("SCL-05", sized(memory="512Mi", memory_request=""), []),
    ("SCL-05", sized(memory="1Gi", memory_request=""), ["Diagram says 1Gi of memory, limits say 512Mi"]),
    ("SCL-05", sized(memory="1Gi", memory_request="", memory_limit=""), []),
    ("SCL-05", sized(memory="much"), []),
    ("SCL-05", sized(cpu="0.25"), []),
    ("SCL-05", sized(cpu="1"), ["Diagram says 1 CPU, limits say 250m-500m"]),
    ("SCL-05", sized(cpu="1", service="Worker"), []),
    ("SLO-06", two(UP, WRONG | {"target": "< 1%"}), ["Up and Wrong promise different things"]),
    ("SLO-06", two(UP, WRONG | {"target": "< 0.1%"}), []),
    ("SLO-06", two(UP, WRONG | {"target": "< 1%", "window": "7 d"}), []),
    ("SLO-06", two(SLOW, SLOW | {"name": "Late", "target": "< 200ms"}), ["Slow and Late promise different things"]),
    ("SLO-06", two(SLOW, SLOW | {"name": "Late", "target": "< 0.1 s"}), []),
    ("SLO-06", two(SLOW, SLOW | {"name": "Late", "target": "<= 200ms"}), ["Slow and Late promise different things"]),
    ("SLO-06", two(SLOW | {"name": "P95"}, SLOW | {"name": "P99", "target": "< 200ms"}), []),
    ("SLO-06", two(SLOW, SLOW | {"name": "Late", "target": "> 200ms"}), []),
    ("SLO-06", two(SLOW, SLOW | {"name": "Late", "target": "quick"}), []),
    ("SLO-06", two(SLOW | {"target": "quick"}, SLOW), []),
    ("SLO-06", two(SLOW, SLOW | {"name": "Late", "target": "< 99%"}), []),
    ("CFG-08", flag(rollout="10% → 50%"), ["Flag FAST has no way to 100 %"]),
    ("CFG-08", flag(rollout="10% → 99.9%"), ["Flag FAST has no way to 100 %"]),
    ("CFG-08", flag(), []),
    ("CFG-08", flag(rollout="100% of staff, then 10%"), []),
    ("CFG-08", flag(rollout="10%, then everybody"), []),
    ("CFG-08", flag(rollout="Permanent kill switch"), []),
    ("CFG-08", flag(rollout="?"), ["Flag FAST has no way to 100 %"]),
    ("CFG-08", flag(rollout=""), []),
    ("CFG-08", flag(rollout="tbc", name=""), ["Flag A flag has no way to 100 %"]),
    ("CFG-08", flag(default="unknown"), ["Flag FAST has no default"]),
    ("CFG-08", flag(default=""), []),
    ("DEP-04", stage(), []),
    ("DEP-04", stage(trigger="?"), ["Stage Build has no trigger"]),
    ("DEP-04", stage(tools="unknown"), ["Stage Build has no tools"]),
    ("DEP-04", stage(success="n/a"), ["Stage Build has no success criteria"]),
    ("DEP-04", stage(failure="None."), ["Stage Build has no failure action"]),
    ("DEP-04", stage(failure="", tools=""), []),
    ("DEP-04", stage(name="", trigger="-"), ["Stage 1 has no trigger"]),
    ("ENV-03", made(), []),
    ("ENV-03", made(create="?"), ["Say how to create Staging"]),
    ("ENV-03", made(teardown="unknown", name=""), ["Say how to tear down an environment"]),
    ("ENV-03", made(reset="tbc"), ["Say how to reset Staging"]),
    ("ENV-03", made(reset=""), []),
    ("ENV-03", live(create="-"), ["Say how to create Production"]),
    ("ENV-03", live(create="make", teardown="n/a", reset="-"), []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "document", "told"), EXACTLY)
def test_a_rule_says_exactly_this(rule, document, told):
    assert titles(document, rule) == told


ADVICE = [
    ("SCL-05", scaled("10"), "scaling_rule", "minimum"),
    ("BCK-04", kept("29 days", "Every 30 days"), "backup", "retention"),
    ("CFG-08", flag(rollout="5%"), "feature_flag", "rollout"),
    ("ALR-08", watched("Disk"), "alert", "metric"),
    ("ALR-08", watched("", threshold="80%", condition="> 90%"), "metric", "condition"),
    ("ALR-08", watched("", threshold="80%"), "metric", "threshold"),
]


@pytest.mark.parametrize(("rule", "document", "model", "cell"), ADVICE)
def test_what_may_be_meant_so_is_advice_at_its_cell(rule, document, model, cell):
    [one] = found(document, rule)
    assert (one.severity, one.address.split(".")[0], one.address.split(".")[2]) == (
        "advice",
        model,
        cell,
    )


def test_the_way_out_of_a_limit_nobody_watches_names_the_cell_and_rests_on_it():
    [one] = found(watched("", threshold="80%", condition="> 90%"), "ALR-08")
    [other] = found(watched("", threshold="70%", condition="> 90%"), "ALR-08")
    assert one.sentence == "Add an alert for it, or take the condition away."
    assert one.value == other.value


def test_a_size_of_the_drawing_is_told_at_the_drawing():
    [one] = found(sized(memory="512MB"), "SCL-05")
    assert (one.severity, one.section) == ("warning", "architecture")
    assert template.find(one.address.split(".")[0]).slug == "component"
