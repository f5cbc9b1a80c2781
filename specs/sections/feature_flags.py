"""Switches that turn features on and off at run time."""

from ..blocks.table import Table
from ..fields import Date, Line
from ..layout import Group, columns
from .base import Chapter, Row, Section


class FeatureFlag(Row):
    name = Line("Flag", needed=True, seeded=True, ticked=True, example="FEATURE_X")
    default = Line("Default", needed=True, seeded=True, example="false")
    description = Line("Description", needed=True, seeded=True, example="One-page checkout")
    rollout = Line(
        "Rollout plan",
        heading="Rollout Plan",
        needed=True,
        seeded=True,
        example="10% → 50% → 100% over 2 weeks",
    )
    remove_by = Date("Remove by", heading="Remove By", example="2027-01-31")

    nouns = "flag"


class FeatureFlags(Section):
    """Which switches exist, what they are by default, and how each gets to everybody."""

    chapter, place, heading = Chapter.CONFIGURATION, 50, "Feature Flags"

    layout = (
        Group(
            FeatureFlag,
            Table(columns(FeatureFlag)),
            title="Flags",
            add="Add flag",
            empty="No flags yet.",
        ),
    )
