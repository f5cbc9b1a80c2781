"""What is measured."""

from ..blocks.grouped import Grouped
from ..blocks.table import Table
from ..fields import Choice, Code, Comparison, Excuse, Line
from ..layout import Facts, Group, Together, columns
from ..severity import SEVERITIES
from .base import Chapter, Row, Section

CATEGORIES = ("System", "Application", "Business", "AI-Specific")


class Metric(Row):
    category = Choice(
        "Category",
        CATEGORIES,
        needed=True,
        hint="AI-Specific: latency, tokens, tool calls, retrieval.",
    )
    name = Line("Metric", needed=True, seeded=True, example="Error rate (5xx)")
    type = Choice("Type", ("Counter", "Gauge", "Histogram", "Summary"), needed=True, seeded=True)
    source = Line("Source", seeded=True, example="Load balancer")
    threshold = Line("Threshold", seeded=True, example="1%", hint="What is still normal.")
    condition = Comparison(
        "Alert condition",
        heading="Alert Condition",
        seeded=True,
        aliases=("Alert Threshold",),
        example="> 5% for 1 min",
        tighter="alarm",
    )
    severity = Choice("Severity", SEVERITIES, seeded=True, tighter="first")
    query = Code(
        "Query (PromQL)",
        heading="Query",
        language="promql",
        ticked=True,
        example="sum(rate(http_requests_total[5m]))",
    )

    nouns = "metric"


SHOWN = ("name", "type", "source", "threshold", "condition", "severity", "query")


class Metrics(Section):
    """What metrics should be tracked? Start with traffic, errors, latency and saturation (RED and USE).

    System metrics tell about machines, application metrics about requests, business metrics about what the
    service is for. A service that calls language models has AI-specific ones as well.
    """

    chapter, place, heading = Chapter.MONITORING, 20, "Metrics"
    asides = ("What metrics should be tracked?",)

    system_excused = Excuse("No system metrics because")
    application_excused = Excuse("No application metrics because")
    business_excused = Excuse("No business metrics because")
    ai_excused = Excuse("No AI-specific metrics because", example="It calls no language model.")

    layout = (
        Together(
            Grouped(Table(columns(Metric, *SHOWN)), "category", "Metrics", categories=CATEGORIES),
            (
                Group(
                    Metric,
                    Table(columns(Metric, *SHOWN)),
                    title="Metrics",
                    at_least=1,
                    guards=True,
                    add="Add metric",
                    empty="No metrics yet. Start with traffic, errors, latency and saturation, "
                    "or paste rows from a spreadsheet.",
                ),
                Facts("system_excused", "application_excused", "business_excused", "ai_excused"),
            ),
            keys=(
                ("rows", "metric"),
                ("excused/System", "system_excused"),
                ("excused/Application", "application_excused"),
                ("excused/Business", "business_excused"),
                ("excused/AI-Specific", "ai_excused"),
            ),
            headed=True,
        ),
    )
