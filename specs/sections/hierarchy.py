"""Which source of configuration wins."""

from ..blocks.hierarchy import Hierarchy as HierarchyLens
from ..fields import Line
from ..layout import Group
from .base import Chapter, Row, Section


class Level(Row):
    name = Line("Source", needed=True, example="Environment variables")

    nouns = "source"


class Hierarchy(Section):
    """Which source of configuration wins over which, the lowest priority first."""

    chapter, place, heading = Chapter.CONFIGURATION, 30, "Configuration Hierarchy"

    layout = (
        Group(
            Level,
            HierarchyLens(),
            title="Sources, lowest priority first",
            add="Add source",
            empty="No sources yet.",
            standing=(
                {"name": "Defaults (in code)"},
                {"name": "Config file"},
                {"name": "Environment variables"},
                {"name": "Runtime overrides"},
            ),
        ),
    )
