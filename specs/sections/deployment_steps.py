"""The deployment, step by step, in three phases."""

from ..blocks.phases import Phases
from ..blocks.steps import Steps
from ..fields import Lines
from ..layout import Facts, Group, Together
from .base import Chapter, Section, Step


class DeploymentStep(Step):
    pass


def phase(name: str, title: str, hint: str, *, guards: bool = False) -> Group:
    return Group(
        DeploymentStep,
        Steps(),
        name=name,
        title=title,
        at_least=1,
        guards=guards,
        add="Add step",
        hint=hint,
        empty=f"No steps yet. {hint}",
    )


class DeploymentSteps(Section):
    """Write the deployment so that a colleague can do it alone: one action a step, the exact command, what to expect.

    Before: backup procedures, health checks, dependencies verified. During: the method, the commands,
    verification. After: smoke tests, monitoring validation, and what makes you roll back.
    """

    chapter, place, heading = Chapter.DEPLOYMENT, 40, "Deployment Steps"

    rollback_criteria = Lines(
        "Rollback criteria",
        heading="Rollback Criteria",
        needed=True,
        seeded=True,
        aliases=("Rollback criteria",),
        hint="What you see that makes you roll back, one a line.",
        example="Error rate above 1% for 5 min",
    )

    layout = (
        Together(
            Phases(("Pre-deployment", "Deployment", "Post-deployment")),
            (
                phase(
                    "pre_deployment",
                    "Pre-deployment",
                    "Backup procedures, health checks, dependencies verified.",
                    guards=True,
                ),
                phase(
                    "deployment",
                    "Deployment",
                    "Deployment method, commands or scripts, verification steps.",
                ),
                phase(
                    "post_deployment",
                    "Post-deployment",
                    "Smoke tests, monitoring validation.",
                    guards=True,
                ),
            ),
            keys=(
                ("Pre-deployment", "pre_deployment"),
                ("Deployment", "deployment"),
                ("Post-deployment", "post_deployment"),
            ),
        ),
        Facts("rollback_criteria"),
    )
