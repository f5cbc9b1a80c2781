"""How the service comes back from each failure."""

from django.db import models

from ..blocks.entries import Entries
from ..blocks.steps import Steps
from ..fields import Duration, Line, Text
from ..layout import Facts, Group, facts
from .base import Chapter, Row, Section, Step


class RecoveryStep(Step):
    parent = models.ForeignKey("specs.RecoveryProcedure", models.CASCADE, related_name="+")


class RecoveryProcedure(Row):
    name = Line("Scenario", needed=True, example="Database failure")
    detection = Text(
        "Detection",
        needed=True,
        seeded=True,
        example="The database alert fires; requests end with 503.",
    )
    validation = Text(
        "Validation", needed=True, seeded=True, example="The smoke test passes.", tighter="given"
    )
    expected_time = Duration(
        "Expected time",
        heading="Expected Time",
        needed=True,
        seeded=True,
        example="< 5 min",
        width=4,
        tighter="less",
    )
    owner = Line("Owner", needed=True, seeded=True, example="DBA + on-call", width=8)

    nouns = "scenario"
    layout = (
        Facts("name"),
        Facts("detection"),
        Group(
            RecoveryStep,
            Steps(),
            name="steps",
            label="Procedure",
            title="Recovery steps",
            add="Add step",
        ),
        Facts("validation", "expected_time", "owner"),
    )


class RecoveryProcedures(Section):
    """For each failure: how it is noticed, what to do, how to see that it worked, how long it takes,
    and who does it.
    """

    chapter, place, heading = Chapter.BACKUP, 20, "Recovery Procedures"

    layout = (
        Group(
            RecoveryProcedure,
            Entries(
                "Scenario",
                "name",
                facts(RecoveryProcedure, RecoveryProcedure.layout[1:]),
                default="Procedure",
            ),
            headed=True,
            title="Scenarios",
            at_least=1,
            guards=True,
            add="Add scenario",
            empty="No scenarios yet. Start with the failure of one service, of the database, of a region.",
        ),
    )
