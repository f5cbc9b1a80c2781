"""What this service needs."""

from ..blocks.named import Named
from ..blocks.parts import Parts
from ..fields import Choice, Line, Percent
from ..layout import Group
from .base import Chapter, Row, Section


class UpstreamService(Row):
    name = Line("Service", needed=True, example="Auth")
    failure = Line(
        "What happens if it fails", needed=True, example="Sign-in stops; signed-in users go on."
    )
    kind = Choice(
        "Hard or soft",
        ("Hard", "Soft"),
        needed=True,
        hint="Hard: this service stops when that one stops.",
    )
    promised = Percent("Availability promised", example="99.95%", tighter="more")
    linked = Line(
        "Specification",
        example="a7c05be19f42",
        hint="The GUID of its specification, if it has one here.",
    )

    nouns = "dependency"


class UpstreamDependencies(Section):
    """Everything this service needs from others, and what happens when it fails."""

    chapter, place, heading = Chapter.DEPENDENCIES, 10, "Upstream Dependencies"

    layout = (
        Group(
            UpstreamService,
            Named(
                "name",
                Parts(
                    (
                        ("", "failure"),
                        ("kind:", "kind"),
                        ("promised:", "promised"),
                        ("specification:", "linked"),
                    )
                ),
            ),
            title="Upstream dependencies",
            add="Add dependency",
            empty="No dependencies yet. Start with what stops you when it stops.",
        ),
    )
