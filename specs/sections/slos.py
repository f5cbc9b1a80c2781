"""What users are promised, as numbers."""

from ..blocks.table import Table
from ..fields import Choice, Code, Duration, Line, Ref, Target
from ..layout import Group, columns
from .base import Chapter, Row, Section

KINDS = ("Availability", "Error rate", "Latency", "Throughput", "Freshness", "Custom")


class Slo(Row):
    name = Line("Metric", needed=True, seeded=True, example="Availability")
    target = Target("Target", needed=True, seeded=True, example="99.9%", tighter="promise")
    window = Duration(
        "Measurement window",
        heading="Measurement Window",
        needed=True,
        seeded=True,
        example="30 days",
    )
    kind = Choice("Kind", KINDS)
    metric = Ref(
        "Metric reference", to="metric", heading="Metric Reference", example="Error rate (5xx)"
    )
    period = Choice(
        "Compliance period", ("7 d", "28 d", "30 d", "90 d", "none"), heading="Compliance Period"
    )
    good_query = Code(
        "Good query",
        heading="Good Query",
        language="promql",
        ticked=True,
        hint="Events that were good.",
    )
    total_query = Code(
        "Total query", heading="Total Query", language="promql", ticked=True, hint="All events."
    )
    alerting = Choice("Alerting", ("burn rate", "threshold", "none"), tighter="first")
    policy = Line(
        "Error-budget policy",
        heading="Error-Budget Policy",
        example="Nothing left: no feature release.",
    )

    nouns = "objective"
    cards = True


class Slos(Section):
    """What users are promised: what is measured, the target, over which window.

    100% is no objective: it leaves no budget for change. With a good and a total query, burn-rate alerts are compiled.
    """

    chapter, place = Chapter.SLOS, 10

    layout = (
        Group(
            Slo,
            Table(columns(Slo)),
            title="Objectives",
            at_least=1,
            guards=True,
            add="Add objective",
            empty="No objectives yet. Start with availability.",
        ),
    )
