"""Whether, and how, more of the same helps."""

from ..fields import Text, YesNo
from ..layout import Facts
from .base import Chapter, Section


class HorizontalScaling(Section):
    """Can this feature scale horizontally, what has to be considered, and what triggers it?"""

    chapter, place, heading = Chapter.SCALING, 10, "Horizontal Scaling"
    asides = (
        "Can this feature scale horizontally?",
        "What are the considerations?",
        "Auto-scaling triggers",
    )

    possible = YesNo(
        "Can it scale out?",
        heading="Can this feature scale horizontally",
        needed=True,
        seeded=True,
        hint="By running more of the same.",
    )
    considerations = Text(
        "Considerations",
        seeded=True,
        hint="State, sessions, locks, connections.",
        example="It keeps no state; sessions come with the request.",
    )
    triggers = Text(
        "Auto-scaling triggers",
        heading="Auto-scaling triggers",
        seeded=True,
        example="CPU, measured against the request.",
    )

    layout = (Facts("possible", "considerations", "triggers", bullet=True),)
