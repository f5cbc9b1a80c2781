"""What scales, on which trigger, between which bounds."""

from ..blocks.table import Table
from ..fields import Choice, Comparison, Duration, Integer, Ref
from ..layout import Group, columns
from .base import Chapter, Row, Section

KINDS = ("Horizontal auto-scale", "Horizontal manual", "Vertical auto-scale", "Vertical manual")


class ScalingRule(Row):
    component = Ref("Component", to="component", needed=True, seeded=True, example="API service")
    type = Choice("Scaling type", KINDS, heading="Scaling Type", needed=True, seeded=True)
    trigger = Comparison("Trigger", needed=True, seeded=True, example="CPU > 70%", tighter="alarm")
    minimum = Integer("Min", seeded=True, example="2", tighter="more")
    maximum = Integer("Max", seeded=True, example="10", tighter="more")
    cooldown = Duration("Cooldown", seeded=True, example="5 min")
    metric = Ref("Metric", to="metric", example="CPU utilization")

    nouns = "rule"


class ScalingStrategy(Section):
    """For each component: does it scale out or up, by itself or by hand, on which trigger, between which bounds?"""

    chapter, place, heading = Chapter.SCALING, 20, "Scaling Strategy"

    layout = (
        Group(
            ScalingRule,
            Table(columns(ScalingRule)),
            title="Scaling rules",
            guards=True,
            add="Add rule",
            empty="No scaling rules yet. Start with the component that receives the traffic.",
        ),
    )
