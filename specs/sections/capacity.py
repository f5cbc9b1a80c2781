"""How much is expected, and what that takes."""

from ..fields import Integer, Number, Text
from ..layout import Facts
from .base import Chapter, Section


class Capacity(Section):
    """What load is expected, how it will grow, and what to provide for it."""

    chapter, place, heading, title = Chapter.SCALING, 50, "Capacity Planning", "Capacity planning"
    asides = ("Expected load", "Growth projections", "Resource recommendations")

    load = Text(
        "Expected load",
        needed=True,
        seeded=True,
        example="40 requests per second on average, 120 at the evening peak.",
    )
    rps = Number("Expected requests per second", unit="requests/s", example="40", width=6)
    connections = Integer("Database connection limit", example="300", width=6)
    growth = Text(
        "Growth projections", needed=True, seeded=True, example="25% more requests a year."
    )
    recommendations = Text(
        "Resource recommendations",
        needed=True,
        seeded=True,
        example="Keep 6 replicas as the floor.",
    )

    layout = (Facts("load", "rps", "connections", "growth", "recommendations", bullet=True),)
