"""The way back when a deployment fails."""

from ..blocks.steps import Steps
from ..fields import Duration, Text
from ..layout import Facts, Group
from .base import Chapter, Section, Step


class RollbackStep(Step):
    pass


class Rollback(Section):
    """If deployment fails: what to do, in order, and how to see that the old version works.

    RTO and RPO here are those of a rollback; those of a disaster stand in Disaster Recovery.
    """

    chapter, place, heading = Chapter.DEPLOYMENT, 60, "Rollback Procedure"
    asides = ("If deployment fails",)

    verification = Text(
        "Verification",
        needed=True,
        seeded=True,
        hint="How to see that the old version works.",
        example="Run the smoke test; the error rate falls below 0.1% within 5 minutes.",
        tighter="given",
    )
    rto = Duration(
        "RTO (recovery time objective)",
        heading="RTO",
        gloss=" (Recovery Time Objective)",
        needed=True,
        seeded=True,
        hint="How long a rollback may take.",
        example="10 min",
        width=6,
        tighter="less",
    )
    rpo = Duration(
        "RPO (recovery point objective)",
        heading="RPO",
        gloss=" (Recovery Point Objective)",
        needed=True,
        seeded=True,
        hint="How much data may be lost, in time.",
        example="0",
        width=6,
        tighter="less",
    )

    layout = (
        Group(
            RollbackStep,
            Steps(),
            name="steps",
            title="Steps",
            at_least=1,
            add="Add step",
            empty="No steps yet. Start with what takes the traffic away.",
        ),
        Facts("verification", "rto", "rpo"),
    )
