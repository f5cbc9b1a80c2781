"""What happens when a region, a cluster or the data is lost."""

from django.db import models

from ..blocks.entries import Entries
from ..blocks.steps import Steps
from ..fields import Duration, Excuse, Line, Text
from ..layout import Facts, Group, facts
from .base import Chapter, Row, Section, Step


class DisasterStep(Step):
    parent = models.ForeignKey("specs.DisasterScenario", models.CASCADE, related_name="+")


class DisasterScenario(Row):
    name = Line("Scenario", needed=True, example="Region failure", width=12)
    expected_time = Duration(
        "Expected time",
        heading="Expected Time",
        needed=True,
        seeded=True,
        example="< 30 min",
        width=4,
        tighter="less",
    )
    owner = Line("Owner", needed=True, seeded=True, example="On-call", width=8)

    nouns = "scenario"
    layout = (
        Facts("name"),
        Group(
            DisasterStep,
            Steps(),
            name="steps",
            label="Procedure",
            title="Procedure",
            add="Add step",
        ),
        Facts("expected_time", "owner"),
    )


class DisasterRecovery(Section):
    """How long a disaster may last, how much data it may cost, and what is done in each.

    These are the objectives of a disaster; those of a rollback stand under Deployment.
    """

    chapter, place = Chapter.DISASTER_RECOVERY, 10
    asides = ("Disaster Scenarios",)

    rto = Duration(
        "RTO (recovery time objective)",
        heading="RTO",
        aliases=(),
        needed=True,
        seeded=True,
        example="< 1 hour",
        width=4,
        tighter="less",
    )
    rto_how = Text(
        "How achieved",
        heading="RTO How Achieved",
        needed=True,
        seeded=True,
        example="Multi-AZ, failover",
        width=8,
    )
    rpo = Duration(
        "RPO (recovery point objective)",
        heading="RPO",
        needed=True,
        seeded=True,
        example="< 5 minutes",
        width=4,
        tighter="less",
    )
    rpo_how = Text(
        "How achieved",
        heading="RPO How Achieved",
        needed=True,
        seeded=True,
        example="WAL, replication",
        width=8,
    )
    scenario_excused = Excuse("No disaster scenarios because", width=12)

    layout = (
        Facts("rto", "rto_how", "rpo", "rpo_how", "scenario_excused"),
        Group(
            DisasterScenario,
            Entries(
                "Scenario",
                "name",
                facts(DisasterScenario, DisasterScenario.layout[1:]),
                level=4,
                default="Procedure",
            ),
            headed=True,
            title="Disaster scenarios",
            excuse="scenario_excused",
            at_least=1,
            guards=True,
            add="Add scenario",
            empty="No scenarios yet. Start with the loss of a region and of the data.",
        ),
    )
