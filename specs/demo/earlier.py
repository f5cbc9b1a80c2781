"""What the specifications said before their last change: small overlays on the newest text."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from specs.documents import Document, Values

Rows = list[Values]


def rows(document: Document, section: str, group: str) -> Rows:
    """The rows of a group, to be changed in place."""
    found: Rows = document["sections"][section][group]
    return found


def named(found: Rows, name: str) -> Values:
    """The row of that name."""
    return next(row for row in found if row["name"] == name)


def without(document: Document, section: str, group: str, *names: str) -> None:
    """Take rows away."""
    found = rows(document, section, group)
    found[:] = [row for row in found if row["name"] not in names]


def set_in(document: Document, section: str, **texts: Any) -> None:
    """Other texts in a section's own cells."""
    document["sections"][section] |= texts


def checkout_1_2(document: Document) -> None:
    """Checkout API before the asynchronous capture and the express checkout."""
    without(document, "feature_flags", "feature_flag", "FEATURE_EXPRESS_CHECKOUT")
    without(document, "parameters", "parameter", "FEATURE_EXPRESS_CHECKOUT")
    without(document, "alerts", "alert", "WalArchiveStale")
    without(document, "metrics", "metric", "WAL archive age")
    set_in(document, "disaster_recovery", rto="90 min")
    rows(document, "scaling_strategy", "scaling_rule")[0]["minimum"] = "4"
    runbooks = rows(document, "runbooks", "runbook")
    for runbook in runbooks[2:4]:
        runbook["escalate_after"] = "30 min"
        runbook["verification"] = runbook["verification"][:1]
    capture = named(rows(document, "parameters", "parameter"), "FEATURE_ASYNC_CAPTURE")
    capture["production"] = "false"


def checkout_first_try(document: Document) -> None:
    """Version 1.3.0 as it was submitted the first time."""
    set_in(document, "rollback", verification="Watch the error rate for a while.")
    named(rows(document, "metrics", "metric"), "DB pool utilization")["severity"] = "Medium"


def ledger_2_0(document: Document) -> None:
    """Ledger API before it promised five minutes."""
    set_in(
        document,
        "disaster_recovery",
        rpo="24 hours",
        rpo_how="The base backup of the night; orders are replayed from Checkout API.",
    )
    without(document, "alerts", "alert", "PostingLagHigh")
    named(rows(document, "architecture", "components"), "Ledger service")["replicas"] = "3"
    named(rows(document, "environments", "environment"), "Production")["scale"] = (
        "3 replicas, 3 zones"
    )
    rows(document, "scaling_strategy", "scaling_rule")[0]["minimum"] = "3"
    rows(document, "runbooks", "runbook").reverse()
    metrics = rows(document, "metrics", "metric")
    gone = copy.deepcopy(named(metrics, "Error rate 5xx")) | {
        "key": "ledgerqueue0",
        "name": "Queue depth",
        "type": "Gauge",
        "source": "Message queue (RabbitMQ)",
        "threshold": "500",
        "condition": "> 5000 for 10 min",
        "severity": "Medium",
        "query": 'sum(rabbitmq_detailed_queue_messages_ready{queue="postings"})',
    }
    metrics.insert(3, gone)


def storefront_1_5(document: Document) -> None:
    """Storefront Web with the promises that were approved."""
    canary = rows(document, "rollout", "canary_step")
    canary.append(canary[-1] | {"key": "shopcanary00", "percent": "100%"})
    without(document, "slos", "slo", "Availability of pages")
    named(rows(document, "slos", "slo"), "Availability")["target"] = "99.9%"
    tasks = rows(document, "routine_maintenance", "maintenance_task")
    tasks[2]["task"] = "Update base images and libraries"
    tasks[3]["task"] = "Rotate the key of the cart cookie"
    scenario = rows(document, "disaster_recovery", "disaster_scenario")[0]
    scenario["steps"][2]["text"] = "Switch the origin of the content network to eu-west-1."
    without(document, "alerts", "alert", "ShopCpuHigh")
    rows(document, "scaling_strategy", "scaling_rule")[0]["trigger"] = "CPU utilization > 60%"
    storefront_sent_back(document)


def storefront_sent_back(document: Document) -> None:
    """Version 1.6.0 as it was sent back: one suggestion has been followed since."""
    rows(document, "runbooks", "runbook")[0]["escalate_after"] = "30 min"


def hub_imported(document: Document) -> None:
    """Notification Hub as the import left it: nothing typed by hand yet."""
    set_in(document, "overview", overview="")
    for place in rows(document, "environments", "environment"):
        place |= dict.fromkeys(("purpose", "data", "scale", "external_services", "access"), "")


def before(document: Document, *changes: Callable[[Document], None]) -> Document:
    """A copy of a document with overlays on it."""
    earlier = copy.deepcopy(document)
    for change in changes:
        change(earlier)
    return earlier
