"""How a new version of what it is built on goes in."""

from ..blocks.steps import Steps
from ..layout import Group
from .base import Chapter, Section, Step


class UpgradeStep(Step):
    pass


class Upgrade(Section):
    """When upgrading this feature: what to do, in order."""

    chapter, place, heading = Chapter.MAINTENANCE, 20, "Upgrade Procedure"
    asides = ("When upgrading this feature",)

    layout = (
        Group(
            UpgradeStep,
            Steps(),
            name="steps",
            title="Steps",
            add="Add step",
            empty="No steps yet.",
            standing=(
                {"text": "Review release notes"},
                {"text": "Test in staging"},
                {"text": "Schedule maintenance window"},
                {"text": "Execute deployment"},
                {"text": "Validate upgrade"},
            ),
        ),
    )
