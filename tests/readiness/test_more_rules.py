"""The rules beyond the core: where each fires, where it does not, and where it is just about to."""

import pytest

from tests.readiness.papers import paper, titles
from tests.readiness.test_rules import (
    LIVE,
    STAGING,
    STORE,
    VERIFIED,
    alert,
    backup,
    drawn,
    limits,
    parameter,
    recovery,
    scaling,
    slo,
)

SAMPLE = '{"timestamp": 1, "level": "INFO", "message": "x", "trace_id": "y"}'
METRIC = {"name": "CPU", "condition": "> 80%", "category": "System"}


def environments(data, **given):
    return {"environment": [STAGING | {"data": data} | given]}


def checks(interval, times, wait):
    rollout = {"method": "Canary", "interval": interval, "failure_threshold": times}
    return paper(rollout=rollout | {"canary_step": [{"percent": "10%", "wait": wait}]})


def migrating(**given):
    return {"migrations": "before deploy", "compatible": "No"} | given


def resolving(**step):
    return paper(runbooks={"runbook": [VERIFIED | {"resolution": [step]}]})


def sized(limit):
    return drawn(
        {"name": "API", "kind": "service"},
        scaling_strategy=scaling(maximum="10"),
        resource_limits=limits(connections="10"),
        capacity={"connections": limit},
    )


FIRES = [
    ("ENV-02", paper(environments=environments("Live orders")), "Staging holds real"),
    ("DEP-05", paper(rollout=migrating()), "can block rollback"),
    ("DEP-07", checks("10 s", "3", "29 s"), "before a failed health check"),
    ("CFG-03", paper(parameters=parameter(required="Yes", default="1")), "which?"),
    ("ALR-05", paper(alerts=alert(condition="> 5%")), "fires on a blip"),
    ("ALR-05", paper(alerts=alert(condition="> 5% for 61 min"), **recovery("1 h")), "RTO is spent"),
    ("ALR-08", paper(metrics={"metric": [METRIC]}, alerts=alert()), "nobody watches"),
    ("SLO-07", paper(header={"tier": "2"}, slos=slo(name="Speed", kind="Latency")), "Tier 2 needs"),
    ("LOG-02", paper(logging={"level": "DEBUG (production)"}), "at DEBUG"),
    ("LOG-02", paper(logging={"format": SAMPLE.replace("trace_id", "x")}), "no trace id"),
    ("SCL-06", sized("99"), "exhausts the database"),
    ("BCK-04", drawn(STORE, backup_strategy=backup(location="The same host")), "shares the fate"),
    ("DR-02", paper(rollback={"rto": "61 min"}, **recovery("1 h")), "Rollback slower"),
    ("DR-03", paper(disaster_recovery={"disaster_scenario": [{"name": "Fire"}]}), "Fire: no steps"),
    ("RUN-02", resolving(text="Restart the workers."), "step 1 has no command"),
    ("RUN-04", paper(runbooks={"runbook": [VERIFIED]}, alerts=alert(runbook="")), "Nothing leads"),
    (
        "DPN-02",
        drawn({"name": "Mail", "kind": "external"}, upstream={"upstream_service": [{"name": "A"}]}),
        "Mail is drawn but not declared",
    ),
    (
        "MNT-01",
        paper(routine_maintenance={"maintenance_task": [{"task": "Check TLS expiry"}]}),
        "Nobody owns: Check TLS expiry",
    ),
]

QUIET = [
    ("ENV-02", paper(environments=environments("Anonymized clone of production"))),
    ("ENV-02", paper(environments={"environment": [LIVE | {"data": "Real data"}]})),
    ("DEP-05", paper(rollout=migrating(compatible="Yes"))),
    ("DEP-05", paper(rollout=migrating(), database_migrations={"rollback": "The dump."})),
    ("DEP-05", paper(rollout=migrating(migrations="none"))),
    ("DEP-07", checks("10 s", "3", "30 s")),
    ("CFG-03", paper(parameters=parameter(required="Yes", default="-"))),
    ("CFG-03", paper(parameters=parameter(required="No", default="1"))),
    ("ALR-05", paper(alerts=alert(condition="> 5% for 60 min"), **recovery("1 h"))),
    ("ALR-05", paper(alerts=alert(condition="> 3 in 10 min"))),
    ("ALR-08", paper(metrics={"metric": [METRIC]}, alerts=alert(metric="@metric1"))),
    ("ALR-08", paper(metrics={"metric": [METRIC]}, alerts=alert(name="CPU is high"))),
    ("SLO-07", paper(header={"tier": "3"}, slos=slo(name="Speed", kind="Latency"))),
    ("SLO-07", paper(header={"tier": "1"}, slos=slo())),
    ("LOG-02", paper(logging={"level": "INFO (production), DEBUG (development)"})),
    ("LOG-02", paper(logging={"format": SAMPLE})),
    ("SCL-06", sized("100")),
    ("BCK-04", drawn(STORE, backup_strategy=backup(location="Another account, same cluster type"))),
    ("DR-02", paper(rollback={"rto": "60 min"}, **recovery("1 h"))),
    (
        "DR-03",
        paper(
            disaster_recovery={"disaster_scenario": [{"name": "Fire", "steps": [{"text": "x"}]}]}
        ),
    ),
    ("RUN-02", resolving(text="Restart the workers.", command="kubectl rollout restart x")),
    ("RUN-02", resolving(text="Restart with `make restart`.")),
    ("RUN-02", resolving(text="Decide who tells the customers.")),
    ("RUN-04", paper(runbooks={"runbook": [VERIFIED]}, alerts=alert(runbook="@runboo1"))),
    ("RUN-04", paper(runbooks={"runbook": [VERIFIED]})),
    (
        "DPN-02",
        drawn(
            {"name": "Mail", "kind": "external"}, upstream={"upstream_service": [{"name": "mail"}]}
        ),
    ),
    (
        "MNT-01",
        paper(routine_maintenance={"maintenance_task": [{"task": "Check TLS", "owner": "Ada"}]}),
    ),
]


@pytest.mark.parametrize(("rule", "document", "says"), FIRES)
def test_a_rule_fires(rule, document, says):
    told = titles(document, rule)
    assert any(says in title for title in told), told


@pytest.mark.parametrize(("rule", "document"), QUIET)
def test_a_rule_is_quiet(rule, document):
    assert titles(document, rule) == []
