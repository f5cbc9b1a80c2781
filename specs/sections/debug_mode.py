"""How to see more."""

from ..fields import Code
from ..layout import Facts
from .base import Chapter, Section


class DebugMode(Section):
    """How to turn debug logging on, and off again."""

    chapter, place, heading = Chapter.TROUBLESHOOTING, 20, "Debug Mode"

    commands = Code(
        "Commands",
        heading="How to enable debug logging",
        language="bash",
        seeded=True,
        example="kubectl set env deploy/checkout-api LOG_LEVEL=debug",
    )

    layout = (Facts("commands"),)
