"""What has to be done regularly."""

from ..blocks.named import Named
from ..blocks.parts import Parts
from ..fields import Choice, Line
from ..layout import Group
from .base import Chapter, Row, Section


class MaintenanceTask(Row):
    cadence = Choice(
        "How often",
        ("Daily", "Weekly", "Monthly", "Quarterly", "Yearly"),
        needed=True,
        tighter="first",
    )
    task = Line("Task", needed=True, example="Check TLS certificate expiry")
    owner = Line("Owner", example="Platform")

    nouns = "task"


class RoutineMaintenance(Section):
    """What has to be done daily, weekly, monthly, and by whom."""

    chapter, place, heading = Chapter.MAINTENANCE, 10, "Routine Maintenance"

    layout = (
        Group(
            MaintenanceTask,
            Named("cadence", Parts((("", "task"), ("owner:", "owner")))),
            title="Tasks",
            guards=True,
            add="Add task",
            empty="No tasks yet. Certificates, credentials and backups usually need one.",
        ),
    )
