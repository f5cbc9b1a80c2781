"""What is kept safe, how often, and where."""

from ..blocks.table import Table
from ..fields import Date, Duration, Line, Ref
from ..layout import Group, columns
from .base import Chapter, Row, Section


class Backup(Row):
    store = Ref(
        "Data store",
        to="component",
        heading="Data Store",
        needed=True,
        seeded=True,
        example="PostgreSQL",
    )
    what = Line("What", seeded=True, example="All schemas", hint="What of it is kept.")
    method = Line("Method", needed=True, seeded=True, example="Automated snapshots")
    frequency = Duration(
        "Frequency", needed=True, seeded=True, example="Daily + WAL streaming", tighter="less"
    )
    retention = Duration("Retention", needed=True, seeded=True, example="30 days", tighter="more")
    location = Line("Location", needed=True, seeded=True, example="S3 bucket in another account")
    tested = Duration(
        "Tested",
        needed=True,
        seeded=True,
        example="Monthly",
        hint="How often a restore is tried.",
        tighter="less",
    )
    last_tested = Date("Last tested", heading="Last Tested", example="2026-11-03")

    nouns = "backup"


class BackupStrategy(Section):
    """For each data store: what to back up, how often, how long it is kept, where, and when a restore was last tried.

    A service without state says so: not applicable, with the reason.
    """

    chapter, place, heading = Chapter.BACKUP, 10, "Backup Strategy"
    asides = ("What to backup", "Backup frequency", "Backup retention", "Backup location")

    layout = (
        Group(
            Backup,
            Table(columns(Backup)),
            title="Backups",
            at_least=1,
            guards=True,
            add="Add backup",
            empty="No backups yet. Add one for each data store.",
        ),
    )
