"""Whether, and how far, bigger machines help."""

from ..fields import Text
from ..layout import Facts
from .base import Chapter, Section


class VerticalScaling(Section):
    """What one instance needs, where making it bigger stops helping, and when to do it."""

    chapter, place, heading = Chapter.SCALING, 30, "Vertical Scaling"
    asides = ("Resource requirements", "Scaling limits", "When to scale up/down")

    requirements = Text(
        "Resource requirements",
        needed=True,
        seeded=True,
        example="500m CPU and 512Mi memory for 25 requests per second.",
    )
    limits = Text("Scaling limits", needed=True, seeded=True, example="Gains nothing above 1 CPU.")
    when = Text(
        "When to scale up/down",
        needed=True,
        seeded=True,
        example="When the pool stays above 70% on three evenings.",
    )

    layout = (Facts("requirements", "limits", "when", bullet=True),)
