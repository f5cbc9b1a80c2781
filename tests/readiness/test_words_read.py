"""Words that rules read: levels, channels, places, answers and names, one small step apart."""

import pytest

from tests.readiness.papers import found, paper, titles
from tests.readiness.test_rules import alert, backup, parameter


def level(text):
    return paper(logging={"level": text})


def heard(severity, text):
    return paper(alerts=alert(severity=severity, notification=text))


def place(text):
    return paper(backup_strategy=backup(location=text))


def tried(day):
    return paper(backup_strategy=backup(last_tested=day, store="", tested="Monthly"))


def needing(text):
    return paper(upstream={"upstream_service": [{"name": "Redis", "failure": text}]})


def secret(name, kind="string"):
    return paper(parameters=parameter(name=name, type=kind))


def run(command):
    step = {"text": "Look.", "command": command}
    return paper(parameters=parameter(), rollback={"steps": [step]})


DEBUG = ["Production logs at DEBUG"]
ASLEEP = ["Errors is critical but wakes nobody"]
AWAKE = ["Errors is low but pages somebody"]
SHARED = ["Backup of PostgreSQL shares the fate of the data"]
ASKED = ["What happens if Redis fails?"]

EXACTLY = [
    ("LOG-02", level("DEBUG (Production and Staging)"), DEBUG),
    ("LOG-02", level("INFO (Staging), DEBUG (Staging, Production)"), DEBUG),
    ("LOG-02", level("TRACE (Production)"), DEBUG),
    ("LOG-02", level("debug"), DEBUG),
    ("LOG-02", level("INFO (Production), DEBUG (Non-production)"), []),
    ("LOG-02", level("DEBUG in development and INFO in production"), []),
    ("LOG-02", level("DEBUG (Development)"), []),
    ("LOG-02", level("INFO, debug"), []),
    ("LOG-02", level("INFO with trace id (Production)"), []),
    ("LOG-02", level("DEBUG, but not in production"), []),
    ("LOG-02", level("DEBUG except in production"), []),
    ("ALR-04", heard("Critical", "#payments"), ASLEEP),
    ("ALR-04", heard("Critical", "#payments and #shop"), ASLEEP),
    ("ALR-04", heard("Critical", "#payments through Grafana"), []),
    ("ALR-04", heard("Critical", "on-call channel in Slack"), ASLEEP),
    ("ALR-04", heard("Critical", "Slack only, no page"), ASLEEP),
    ("ALR-04", heard("Critical", "Slack, and page the on-call"), []),
    ("ALR-04", heard("Critical", "-"), []),
    ("ALR-04", heard("High", "#payments"), []),
    ("ALR-04", heard("Low", "Status page banner"), []),
    ("ALR-04", heard("Low", "Opens a Jira ticket, no page"), []),
    ("ALR-04", heard("Low", "Page the on-call"), AWAKE),
    ("BCK-03", tried("2026-11-22"), ["Restore of A backup is dated 2026-11-22, ahead of today"]),
    ("BCK-03", tried("2026-11-21"), []),
    ("BCK-04", place("same bucket as the primary, no other copy"), SHARED),
    ("BCK-04", place("localhost"), SHARED),
    ("BCK-04", place("/var/backups"), SHARED),
    ("BCK-04", place("/mnt/nas"), []),
    ("BCK-04", place("same bucket, and another one in eu-west-1"), []),
    ("DPN-01", needing("none"), ASKED),
    ("DPN-01", needing("We do not know."), ASKED),
    ("DPN-01", needing("To be determined"), ASKED),
    ("DPN-01", needing("Not known"), ASKED),
    ("DPN-01", needing("None of the pages load."), []),
    ("CFG-06", secret("DB_PASS"), ["DB_PASS looks like a secret"]),
    ("CFG-06", secret("APIKEY"), ["APIKEY looks like a secret"]),
    ("CFG-06", secret("AUTH_TOKENS"), ["AUTH_TOKENS looks like a secret"]),
    ("CFG-06", secret("CREDENTIALS"), ["CREDENTIALS looks like a secret"]),
    ("CFG-06", secret("SENTRY_DSN", "url"), ["SENTRY_DSN looks like a secret"]),
    ("CFG-06", secret("DATABASE_URL", "url"), []),
    ("CFG-06", secret("MAX_TOKENS"), []),
    ("CFG-06", secret("BYPASS"), []),
    ("CFG-07", run("for POD in a b; do echo $POD; done"), []),
    ("CFG-07", run('read -r TOKEN; curl -H "$TOKEN"'), []),
    ("CFG-07", run("echo $KUBECONFIG $EDITOR"), []),
    ("CFG-07", run("for POD in a b; do echo $NODE; done"), ["NODE is used but undocumented"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "document", "told"), EXACTLY)
def test_a_rule_says_exactly_this(rule, document, told):
    assert titles(document, rule) == told


@pytest.mark.parametrize(
    ("kind", "allowed", "value", "severity", "fixes"),
    [
        ("enum", "debug, info", "INFO", "warning", ["info"]),
        ("enum", "debug, info", "warn", "blocker", []),
        ("string", "json, text", "xml", "warning", []),
        ("string", "json, text", "XML", "warning", []),
        ("string", "json, text", "JSON", "warning", ["json"]),
        ("string", "/[a-z]+/", "A", "blocker", []),
        ("int", "1-5", "6", "blocker", []),
    ],
)
def test_a_list_of_words_that_may_be_meant_so_only_warns(kind, allowed, value, severity, fixes):
    (one,) = found(paper(parameters=parameter(type=kind, allowed=allowed, default=value)), "CFG-02")
    assert one.severity == severity
    assert [fix.text for fix in one.fix] == fixes
