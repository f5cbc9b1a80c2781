"""What wakes a person up, and what that person opens first."""

from ..blocks.entries import Entries
from ..fields import Choice, Code, Comparison, Duration, Line, Lines, Ref
from ..layout import Facts, Group, facts
from ..severity import SEVERITIES
from .base import Chapter, Row, Section


class Alert(Row):
    name = Line("Name", needed=True, example="High error rate")
    condition = Comparison(
        "Condition",
        needed=True,
        seeded=True,
        example="> 5% for 1 min",
        hint="What is measured, how far is too far, and for how long?",
        width=6,
        tighter="alarm",
    )
    severity = Choice("Severity", SEVERITIES, needed=True, seeded=True, tighter="first")
    notification = Line(
        "Notification",
        needed=True,
        seeded=True,
        hint="Who, or what, hears it?",
        example="PagerDuty service checkout-api",
        tighter="given",
    )
    runbook = Ref(
        "Runbook",
        to="runbook",
        seeded=True,
        hint="What does that person open first?",
        example="Checkout errors are high",
        tighter="given",
    )
    metric = Ref("Metric", to="metric", example="Error rate (5xx)")
    expression = Code(
        "Expression", language="promql", hint="PromQL, if the condition alone does not say it."
    )
    keep_firing = Duration("Keep firing for", heading="Keep Firing For", example="5 min")
    labels = Lines("Labels", hint="One a line: team=payments-core", example="team=payments-core")
    annotations = Lines(
        "Annotations",
        hint="One a line: summary: …",
        example="summary: More than 1% of requests fail.",
    )
    group = Line("Group", example="checkout-api-symptoms")

    nouns = "alert"
    layout = (
        Facts("name"),
        Facts(
            "condition",
            "severity",
            "notification",
            "runbook",
            "metric",
            "expression",
            "keep_firing",
            "labels",
            "annotations",
            "group",
            bullet=True,
        ),
    )


class Alerts(Section):
    """What wakes a person up, and what that person opens first.

    Alert on what users feel rather than on what machines do. An alert that asks nothing of anybody
    belongs on a dashboard instead.
    """

    chapter, place, heading = Chapter.MONITORING, 50, "Alerts"

    layout = (
        Group(
            Alert,
            Entries("Alert", "name", facts(Alert, Alert.layout[1:], bullet=True)),
            headed=True,
            title="Alerts",
            at_least=1,
            guards=True,
            add="Add alert",
            empty="No alerts yet. Add one for each symptom a customer would notice.",
        ),
    )
