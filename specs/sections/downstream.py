"""Who needs this service."""

from ..blocks.named import Named
from ..blocks.parts import Parts
from ..fields import Line
from ..layout import Group
from .base import Chapter, Row, Section


class DownstreamService(Row):
    name = Line("Service", needed=True, example="Storefront Web")
    impact = Line("Impact if this fails", needed=True, example="Nobody can buy.")
    linked = Line(
        "Specification",
        example="5bd27f0c41ea",
        hint="The GUID of its specification, if it has one here.",
    )

    nouns = "dependent"


class DownstreamDependencies(Section):
    """Everybody who needs this service, and what happens to them when it fails."""

    chapter, place, heading = Chapter.DEPENDENCIES, 20, "Downstream Dependencies"

    layout = (
        Group(
            DownstreamService,
            Named("name", Parts((("", "impact"), ("specification:", "linked")))),
            title="Downstream dependencies",
            add="Add dependent",
            empty="No dependents yet. Ask who would call you first.",
        ),
    )
