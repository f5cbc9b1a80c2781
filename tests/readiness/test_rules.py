"""Every rule: where it fires, where it does not, and where it is just about to."""

from datetime import date

import pytest

from tests.readiness.papers import found, paper, titles

STORE = {"name": "PostgreSQL", "kind": "data store"}
API = {"name": "API", "kind": "service", "workload_kind": "Deployment"}


def alert(**given):
    usual = {"name": "Errors", "condition": "> 5% for 1 min", "severity": "High"}
    usual |= {"notification": "PagerDuty", "runbook": "Errors are high"}
    return {"alert": [usual | given]}


def backup(**given):
    usual = {"store": "PostgreSQL", "method": "Snapshots", "frequency": "Every 6 hours"}
    usual |= {"tested": "Monthly", "last_tested": "2026-11-03"}
    return {"backup": [usual | given]}


def parameter(**given):
    usual = {"name": "LIMIT", "type": "int", "required": "No", "description": "A limit"}
    return {"parameter": [usual | {"sensitive": "No"} | given]}


def faulty(**sections):
    """With a metric whose query only Grafana reads."""
    return paper(metrics={"metric": [{"name": "A", "query": "rate(a[$__range])"}]}, **sections)


def slo(**given):
    usual = {"name": "Availability", "target": "99.9%", "window": "30 days"}
    return {"slo": [usual | {"kind": "Availability", "alerting": "burn rate"} | given]}


def limits(**given):
    usual = {"service": "API", "cpu_request": "250m", "cpu_limit": "500m"}
    return {
        "resource_limit": [usual | {"memory_request": "512Mi", "memory_limit": "512Mi"} | given]
    }


def scaling(**given):
    usual = {"component": "API", "type": "Horizontal auto-scale", "trigger": "Queue depth > 70"}
    return {"scaling_rule": [usual | {"minimum": "3", "maximum": "10"} | given]}


def metrics(*names):
    return {"metric": [{"name": name, "category": "System", "type": "Gauge"} for name in names]}


def canary(*shares, **given):
    steps = [{"percent": share} for share in shares]
    return {"method": "Canary", "canary_step": steps, "trigger_excused": "By hand."} | given


def drawn(*components, **sections):
    return paper(architecture={"components": list(components)}, **sections)


def recovery(rto, **given):
    return {"disaster_recovery": {"rto": rto, "rpo": "5 min"} | given}


CHECKED = {"endpoint": "/health", "frequency": "10 s", "status": "200"}
RUNBOOK = {"name": "Errors are high", "resolution": [{"text": "Roll back."}]}
VERIFIED = RUNBOOK | {"verification": [{"text": "The error rate falls."}]}
QUERIES = {"good_query": "good", "total_query": "all"}
STAGING = {"name": "Staging", "kind": "staging"}
LIVE = {"name": "Production", "kind": "production", "purpose": "Live"}

FIRES = [
    ("GEN-02", paper(header={"guid": "4f9c21ab77e"}), "12 hex"),
    ("GEN-02", paper(header={"version": "1.4"}), "semantic"),
    ("GEN-02", paper(header={"status": "Done"}), "status"),
    ("GEN-03", paper(), "Feature Flags is empty"),
    ("GEN-04", paper(header={"contact": ""}), "Nobody is named"),
    ("GEN-04", paper(header={"team": ""}), "No team"),
    ("ENV-01", paper(environments={"environment": [STAGING]}), "not described"),
    ("ENV-01", paper(environments={"environment": [LIVE]}), "has no URL"),
    ("DEP-01", paper(rollback={"steps": [{"text": "Undo."}]}), "no verification"),
    ("DEP-01", paper(rollback={"verification": "Look."}), "cannot be undone"),
    ("DEP-02", paper(rollout=canary("10%", "100%", trigger_excused="")), "without a rollback"),
    ("DEP-03", paper(rollout=canary("5%", "25%", "50%")), "5, 25, 50 never reach 100 %"),
    ("DEP-03", paper(rollout=canary("50%", "50%", "100%")), "do not rise"),
    ("DEP-03", paper(rollout=canary()), "no steps"),
    ("DEP-06", paper(health_checks={"health_check": [CHECKED]}), "cannot tell"),
    ("CFG-01", paper(parameters=parameter(description="")), "LIMIT: description not stated"),
    ("CFG-02", paper(parameters=parameter(default="101", allowed="1-100")), "outside 1-100"),
    ("CFG-02", paper(parameters=parameter(default="ten")), "is no int"),
    ("CFG-02", paper(parameters=parameter(type="enum", production="c", allowed="a, b")), "outside"),
    ("CFG-02", paper(parameters=parameter(type="json", default="{a}")), "is no json"),
    (
        "CFG-02",
        paper(parameters=parameter(type="string", default="x", allowed="/[0-9]+/")),
        "outside",
    ),
    (
        "CFG-02",
        paper(parameters=parameter(type="duration", default="11s", allowed="From 1s to 10s")),
        "outside From 1s",
    ),
    ("CFG-04", paper(parameters=parameter(sensitive="Yes", default="hunter2")), "Secret value"),
    ("CFG-05", paper(parameters=parameter(sensitive="Yes")), "nobody says where it lives"),
    (
        "CFG-05",
        paper(parameters=parameter(), secrets={"secret": [{"name": "API_KEY"}]}),
        "no sensitive parameter",
    ),
    (
        "CFG-06",
        paper(parameters=parameter(name="DB_PASSWORD", type="string")),
        "looks like a secret",
    ),
    ("CFG-06", paper(parameters=parameter(type="url", default="https://u:p@x.example")), "secret"),
    (
        "CFG-07",
        paper(
            parameters=parameter(), rollback={"steps": [{"text": "x", "command": "echo $TARGET"}]}
        ),
        "TARGET is used but undocumented",
    ),
    (
        "CFG-07",
        paper(parameters=parameter(), env_variables={"env_variable": [{"name": "MODE"}]}),
        "MODE is used",
    ),
    ("MON-01", paper(metrics=metrics("Request rate", "CPU", "P99")), "No errors metric"),
    ("MON-02", paper(alerts=alert(condition="when the queue looks long")), "Cannot compile"),
    ("MON-02", paper(alerts=alert(expression="up > > 2")), "Cannot compile: the expression of"),
    ("MON-02", paper(slos=slo(good_query="sum(rate(a[5m])) by (x")), "the good query of"),
    ("MON-02", paper(slos=slo(total_query="sum(rate(a[5m]) +")), "the total query of"),
    ("MON-02", faulty(alerts=alert(metric="@metric1")), "the query of A"),
    ("MON-02", faulty(slos=slo(metric="@metric1", good_query="a")), "the query of A"),
    ("MON-02", faulty(slos=slo(metric="@metric1", total_query="a")), "the query of A"),
    ("ALR-01", paper(alerts=alert(runbook="")), "Errors has no runbook"),
    ("ALR-01", paper(alerts=alert(runbook="None", severity="Critical")), "has no runbook"),
    ("ALR-02", paper(alerts=alert(runbook="@gone")), "Runbook link of Errors is dead"),
    ("ALR-02", paper(alerts=alert(runbook="Errors spike")), "dead"),
    ("ALR-03", paper(alerts=alert(notification="nobody")), "notifies nobody"),
    ("ALR-03", paper(alerts=alert(severity="")), "no severity"),
    (
        "ALR-04",
        paper(alerts=alert(severity="Critical", notification="Slack #oncall")),
        "wakes nobody",
    ),
    ("ALR-04", paper(alerts=alert(severity="Low", notification="PagerDuty")), "pages somebody"),
    (
        "ALR-06",
        paper(
            alerts=alert(name="High latency", condition="p99 > 500ms for 2 min"),
            slos=slo(name="Latency p99", target="< 100ms", kind="", alerting=""),
        ),
        "between < 100ms and p99 > 500ms",
    ),
    (
        "ALR-06",
        paper(
            alerts=alert(name="High error rate"),
            slos=slo(name="Error rate", target="< 0.1%", kind="", alerting="threshold"),
        ),
        "never alerts",
    ),
    (
        "ALR-07",
        paper(
            alerts=alert(name="High CPU", condition="CPU > 70% for 5 min"),
            scaling_strategy=scaling(trigger="CPU > 70%"),
        ),
        "pages for normal scaling",
    ),
    ("SLO-01", paper(slos=slo(target="100%")), "no error budget"),
    ("SLO-01", paper(slos=slo(name="Errors", target="< 0%")), "no error budget"),
    ("SLO-02", paper(slos=slo(window="24 hours")), "too short"),
    ("SLO-03", paper(slos=slo(target="93%")), "The 1h alert can never fire at 93%"),
    ("SLO-04", paper(slos=slo(), capacity={"rps": "0.019"}), "One failed request pages"),
    (
        "SLO-05",
        paper(
            slos=slo(target="99.95%"),
            upstream={
                "upstream_service": [
                    {"name": "Checkout", "kind": "Hard", "promised": "99.9%"},
                    {"name": "Identity", "kind": "Hard", "promised": "99.95%"},
                ]
            },
        ),
        "cap you at 99.85 %",
    ),
    (
        "SLO-06",
        paper(
            slos={
                "slo": [
                    {"name": "A", "target": "99.95%", "window": "30 days"} | QUERIES,
                    {"name": "B", "target": "99.9%", "window": "30 d"} | QUERIES,
                ]
            }
        ),
        "A and B promise different things",
    ),
    ("LOG-01", paper(logging={"format": '{"password": "x"}'}), "Never log password"),
    ("LOG-01", paper(logging={"allowed": "user IDs, access tokens"}), "Never log access tokens"),
    ("SCL-01", drawn(API | {"memory": "512MB"}), "512MB is no Kubernetes quantity"),
    ("SCL-02", paper(resource_limits=limits(memory_limit="256Mi")), "Memory limit is below"),
    (
        "SCL-02",
        paper(resource_limits=limits(memory_limit="512m", memory_request="")),
        "less than a byte",
    ),
    (
        "SCL-03",
        paper(header={"tier": "1"}, resource_limits=limits(memory_limit="600Mi")),
        "should equal limit",
    ),
    ("SCL-04", paper(scaling_strategy=scaling(maximum="2")), "cannot work"),
    ("SCL-04", paper(scaling_strategy=scaling(maximum="")), "without a maximum"),
    ("SCL-04", drawn(API, scaling_strategy=scaling(trigger="CPU > 70%")), "without a CPU request"),
    (
        "SCL-05",
        drawn(API | {"replicas": "2"}, scaling_strategy=scaling()),
        "Diagram says 2, scaling says 3-10",
    ),
    ("SCL-05", paper(scaling_strategy=scaling(minimum="1")), "may shrink to 1"),
    ("BCK-01", drawn(STORE), "PostgreSQL has no backup"),
    ("BCK-02", drawn(STORE, backup_strategy=backup(), **recovery("1 h")), "RPO 5 min but backups"),
    ("BCK-03", drawn(STORE, backup_strategy=backup(last_tested="2026-10-20")), "not proven since"),
    ("BCK-03", drawn(STORE, backup_strategy=backup(last_tested="")), "never been restored"),
    (
        "DR-01",
        paper(
            recovery_procedures={
                "recovery_procedure": [{"name": "Region", "expected_time": "61 min"}]
            },
            **recovery("1 hour"),
        ),
        "Region takes 61 min, RTO is 1 hour",
    ),
    ("RUN-01", paper(runbooks={"runbook": [RUNBOOK]}), "has no verification"),
    (
        "RUN-03",
        paper(runbooks={"runbook": [VERIFIED | {"escalate_after": "1 h"}]}, **recovery("60 min")),
        "escalates after 1 h",
    ),
    (
        "DPN-01",
        paper(upstream={"upstream_service": [{"name": "Auth", "failure": "unknown"}]}),
        "What happens if Auth fails?",
    ),
]

QUIET = [
    ("GEN-02", paper()),
    ("GEN-03", paper(feature_flags={"excused": "The job has no flags."})),
    ("GEN-04", paper()),
    ("ENV-01", paper()),
    ("ENV-01", paper(environments={"environment": [LIVE | {"url": "https://x.example"}]})),
    ("ENV-01", paper(environments={"environment": [LIVE | {"purpose": ""}]})),
    ("DEP-01", paper()),
    ("DEP-01", paper(rollback={"steps": [{"text": "Undo."}], "verification": "Look."})),
    ("DEP-02", paper(rollout=canary("10%", "100%"))),
    ("DEP-02", paper(rollout=canary(trigger_excused="", method="Rolling"))),
    ("DEP-03", paper(rollout=canary("10%", "50%", "100%"))),
    ("DEP-03", paper(rollout=canary("99.9%", "100%"))),
    ("DEP-03", paper(rollout=canary("5%", method="Rolling"))),
    ("DEP-03", paper(rollout=canary(canary_excused="One replica."))),
    ("DEP-06", paper(health_checks={"health_check": [CHECKED | {"response_time": "< 1 s"}]})),
    ("CFG-01", paper(parameters=parameter())),
    ("CFG-02", paper(parameters=parameter(default="100", production="1", allowed="1-100"))),
    ("CFG-02", paper(parameters=parameter(type="string", default="x", allowed="Valid PG URI"))),
    ("CFG-02", paper(parameters=parameter(type="bool", default="true", allowed="true, false"))),
    ("CFG-02", paper(parameters=parameter(type="float", default="0.1", allowed="0-1"))),
    ("CFG-02", paper(parameters=parameter(type="string", default="a" * 60, allowed="/(a+)+b/"))),
    ("CFG-02", paper(parameters=parameter(default="-"))),
    (
        "CFG-02",
        paper(parameters=parameter(type="duration", default="10s", allowed="From 1s to 10s")),
    ),
    (
        "CFG-02",
        paper(parameters=parameter(type="size", default="128Ki", allowed="From 16Ki to 256Ki")),
    ),
    ("CFG-04", paper(parameters=parameter(sensitive="Yes"))),
    (
        "CFG-05",
        paper(
            parameters=parameter(sensitive="Yes", name="API_KEY"),
            secrets={"secret": [{"name": "API_KEY"}]},
        ),
    ),
    ("CFG-06", paper(parameters=parameter(name="LLM_MAX_TOKENS"))),
    ("CFG-06", paper(parameters=parameter(name="IDEMPOTENCY_KEY_TTL", type="duration"))),
    ("CFG-06", paper(parameters=parameter(name="DB_PASSWORD", type="string", sensitive="Yes"))),
    ("CFG-06", paper(parameters=parameter(type="url", default="https://x.example/a@b"))),
    (
        "CFG-07",
        paper(
            parameters=parameter(),
            rollback={
                "steps": [{"text": "x", "command": "N=1; echo $N $LIMIT $HOME ${LIMIT:-3} $1"}]
            },
        ),
    ),
    (
        "CFG-07",
        paper(parameters={"excused": "It has none."}, rollback={"steps": [{"command": "$A_B"}]}),
    ),
    ("MON-01", paper()),
    ("MON-01", paper(metrics=metrics("Request rate", "Error rate", "P99 latency", "CPU"))),
    ("MON-02", paper(alerts=alert())),
    ("MON-02", paper(slos=slo(good_query='a{b=~"5[0-9]{2}"}', total_query="sum(rate(a[5m]))"))),
    ("MON-02", faulty()),
    ("MON-02", faulty(alerts=alert(metric="@metric1", expression="a > 1"))),
    ("MON-02", faulty(slos=slo(metric="@metric1", good_query="a", total_query="b"))),
    ("MON-02", paper(alerts=alert(condition="two of three are down", expression="up < 2"))),
    ("ALR-01", paper(alerts=alert(runbook="", severity="Medium"))),
    ("ALR-01", paper(alerts=alert())),
    ("ALR-02", paper(alerts=alert(), runbooks={"runbook": [VERIFIED]})),
    ("ALR-02", paper(alerts=alert(runbook="@runboo1"), runbooks={"runbook": [VERIFIED]})),
    ("ALR-02", paper(alerts=alert(runbook="https://wiki.example/errors"))),
    ("ALR-02", paper(alerts=alert(runbook=""))),
    ("ALR-03", paper(alerts=alert())),
    ("ALR-03", paper(alerts={"alert": [{}]})),
    ("ALR-04", paper(alerts=alert(severity="Critical", notification="PagerDuty, Slack #pay"))),
    ("ALR-04", paper(alerts=alert(severity="Low", notification="Slack #payments-oncall"))),
    ("ALR-04", paper(alerts=alert(severity="High", notification="Slack #payments"))),
    (
        "ALR-06",
        paper(
            alerts=alert(name="High latency", condition="p99 > 100ms for 2 min"),
            slos=slo(name="Latency p99", target="< 100ms", kind="", alerting=""),
        ),
    ),
    (
        "ALR-06",
        paper(alerts=alert(name="High error rate"), slos=slo(name="Error rate", target="< 0.1%")),
    ),
    (
        "ALR-07",
        paper(
            alerts=alert(name="High CPU", condition="CPU > 70.1% for 5 min"),
            scaling_strategy=scaling(trigger="CPU > 70%"),
        ),
    ),
    (
        "ALR-07",
        paper(
            alerts=alert(name="Memory", condition="Memory > 60% for 5 min"),
            scaling_strategy=scaling(trigger="CPU > 70%"),
        ),
    ),
    ("SLO-01", paper(slos=slo(target="99.999%"))),
    ("SLO-01", paper(slos=slo(name="Latency", target="< 100ms"))),
    ("SLO-02", paper(slos=slo(window="7 days"))),
    ("SLO-02", paper(slos=slo(window="5 minutes", alerting="threshold"))),
    ("SLO-02", paper(slos=slo(window="5 minutes", period="30 d"))),
    ("SLO-03", paper(slos=slo(target="93.06%"))),
    ("SLO-03", paper(slos=slo(target="50%", alerting="threshold"))),
    ("SLO-04", paper(slos=slo(), capacity={"rps": "0.0193"})),
    ("SLO-04", paper(slos=slo(alerting="threshold"), capacity={"rps": "0.001"})),
    (
        "SLO-05",
        paper(
            slos=slo(target="99.9%"),
            upstream={
                "upstream_service": [
                    {"name": "A", "kind": "Hard", "promised": "99.9%"},
                    {"name": "B", "kind": "Soft", "promised": "90%"},
                ]
            },
        ),
    ),
    (
        "SLO-06",
        paper(
            slos={
                "slo": [
                    {"name": "Availability", "target": "99.9%", "window": "30 d"} | QUERIES,
                    {"name": "Errors", "target": "< 0.1%", "window": "30 d"} | QUERIES,
                ]
            }
        ),
    ),
    ("LOG-01", paper(logging={"format": '{"trace_id": "x", "message": "token"}'})),
    ("LOG-01", paper(logging={"allowed": "user IDs, no tokens, hashed card numbers"})),
    ("LOG-01", paper(logging={"never": "passwords, tokens"})),
    ("SCL-01", drawn(API | {"memory": "512M"})),
    ("SCL-01", drawn(API | {"memory": "[X]"})),
    ("SCL-02", paper(resource_limits=limits(memory_limit="536870912"))),
    ("SCL-02", paper(resource_limits=limits(cpu_request="500m", cpu_limit="0.5"))),
    ("SCL-03", paper(header={"tier": "3"}, resource_limits=limits(memory_limit="600Mi"))),
    ("SCL-03", paper(header={"tier": "1"}, resource_limits=limits())),
    ("SCL-04", paper(scaling_strategy=scaling(minimum="10"))),
    ("SCL-04", paper(scaling_strategy=scaling(maximum="", type="Vertical manual"))),
    (
        "SCL-04",
        drawn(API, scaling_strategy=scaling(trigger="CPU > 70%"), resource_limits=limits()),
    ),
    ("SCL-05", drawn(API | {"replicas": "3"}, scaling_strategy=scaling())),
    ("SCL-05", paper(scaling_strategy=scaling(minimum="2"))),
    ("BCK-01", drawn(STORE, backup_strategy=backup())),
    ("BCK-01", drawn({"name": "API", "kind": "service"})),
    ("BCK-01", drawn(STORE, backup_strategy={"excused": "It can be rebuilt."})),
    (
        "BCK-02",
        drawn(STORE, backup_strategy=backup(frequency="5 min"), **recovery("1 h")),
    ),
    (
        "BCK-02",
        drawn(STORE, backup_strategy=backup(frequency="Daily + WAL streaming"), **recovery("1 h")),
    ),
    ("BCK-03", drawn(STORE, backup_strategy=backup(last_tested="2026-10-21"))),
    (
        "DR-01",
        paper(
            recovery_procedures={"recovery_procedure": [{"name": "A", "expected_time": "60 min"}]},
            **recovery("< 1 hour"),
        ),
    ),
    ("RUN-01", paper(runbooks={"runbook": [VERIFIED]})),
    ("RUN-01", paper(runbooks={"runbook": [{"name": "Just begun"}]})),
    (
        "RUN-03",
        paper(runbooks={"runbook": [VERIFIED | {"escalate_after": "59 min"}]}, **recovery("1 h")),
    ),
    ("DPN-01", paper(upstream={"upstream_service": [{"name": "Auth", "failure": "Nothing."}]})),
]


@pytest.mark.parametrize(("rule", "document", "says"), FIRES)
def test_a_rule_fires(rule, document, says):
    told = titles(document, rule)
    assert any(says in title for title in told), told


@pytest.mark.parametrize(("rule", "document"), QUIET)
def test_a_rule_is_quiet(rule, document):
    told = titles(document, rule)
    assert [title for title in told if "Feature Flags" in title or rule != "GEN-03"] == []


def test_tier_one_keeps_three_replicas():
    document = paper(header={"tier": "1"}, scaling_strategy=scaling(minimum="2"))
    assert titles(document, "SCL-05") == ["API may shrink to 2"]
    document = paper(header={"tier": "1"}, scaling_strategy=scaling(minimum="3"))
    assert titles(document, "SCL-05") == []


def test_a_size_blocks_only_where_kubernetes_reads_it():
    (one,) = found(drawn(API | {"memory": "512MB"}), "SCL-01")
    assert (one.severity, [fix.text for fix in one.fix]) == ("blocker", ["512M", "512Mi"])
    (one,) = found(drawn(API | {"memory": "512MB", "workload_kind": ""}), "SCL-01")
    assert one.severity == "warning"


def test_a_restore_is_overdue_the_day_after_it_was_due():
    document = drawn(STORE, backup_strategy=backup(tested="Quarterly", last_tested="2026-08-31"))
    assert titles(document, "BCK-03", today=date(2026, 11, 30)) == []
    assert titles(document, "BCK-03", today=date(2026, 12, 1)) != []


def test_what_a_rule_says_better_is_not_said_twice():
    document = paper(alerts=alert(notification=""))
    (one,) = found(document, "ALR-03")
    assert one.address not in {asked.address for asked in found(document, "GEN-05")}


def test_a_missing_runbook_can_be_made_in_one_click_and_an_existing_one_chosen():
    (one,) = found(paper(alerts=alert(name="Errors are high", runbook="")), "ALR-01")
    assert (one.fix[0].creates, one.fix[0].text) == ("runbook", "Errors are high")
    document = paper(
        alerts=alert(name="Errors are high", runbook=""), runbooks={"runbook": [VERIFIED]}
    )
    assert found(document, "ALR-01")[0].fix[0].creates == ""
