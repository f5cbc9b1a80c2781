"""How the schema changes."""

from ..fields import Text
from ..layout import Facts
from .base import Chapter, Section


class DatabaseMigrations(Section):
    """How the schema changes, how a change is taken back, and how the data is checked.

    Without a schema it does not apply.
    """

    chapter, place, heading = Chapter.MAINTENANCE, 30, "Database Migrations"
    asides = ("If applicable", "Migration strategy", "Rollback plan", "Data validation")

    strategy = Text(
        "Migration strategy", needed=True, seeded=True, example="Expand, then contract."
    )
    rollback = Text(
        "Rollback plan", needed=True, seeded=True, example="Code goes back, the schema stays."
    )
    validation = Text(
        "Data validation",
        needed=True,
        seeded=True,
        example="Row counts and checksums of old and new columns agree.",
    )

    layout = (Facts("strategy", "rollback", "validation", bullet=True),)
