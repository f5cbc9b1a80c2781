"""What people look at."""

from ..blocks.table import Table
from ..fields import Line, Url
from ..layout import Group, columns
from .base import Chapter, Row, Section


class Dashboard(Row):
    name = Line("Dashboard", needed=True, seeded=True, example="System Health")
    audience = Line("Audience", needed=True, seeded=True, example="On-call")
    panels = Line(
        "Key panels",
        heading="Key Panels",
        needed=True,
        seeded=True,
        example="Error rate, latency, saturation, traffic",
    )
    url = Url("URL", example="https://grafana.example.com/d/checkout-health")

    nouns = "dashboard"


class Dashboards(Section):
    """Define dashboards by audience: the on-call engineer, the product team, others."""

    chapter, place, heading = Chapter.MONITORING, 30, "Dashboards"

    layout = (
        Group(
            Dashboard,
            Table(columns(Dashboard)),
            title="Dashboards",
            add="Add dashboard",
            empty="No dashboards yet. Add the one the on-call engineer should open first.",
        ),
    )
