"""What tends to go wrong."""

from ..blocks.entries import Entries
from ..fields import Line, Text
from ..layout import Facts, Group, facts
from .base import Chapter, Row, Section


class Issue(Row):
    name = Line("Problem", needed=True, example="Orders stay in pending_payment", width=12)
    symptoms = Text("Symptoms", needed=True, seeded=True, hint="What users see.")
    diagnosis = Text("Diagnosis", needed=True, seeded=True, hint="How to identify it.")
    resolution = Text("Resolution", needed=True, seeded=True, hint="How to fix it.")
    prevention = Text("Prevention", needed=True, seeded=True, hint="How to avoid it.")

    nouns = "issue"
    layout = (
        Facts("name"),
        Facts("symptoms", "diagnosis", "resolution", "prevention", bullet=True),
    )


class CommonIssues(Section):
    """What tends to go wrong: what users see, how to identify it, how to fix it, how to avoid it."""

    chapter, place, heading = Chapter.TROUBLESHOOTING, 10, "Common Issues"

    layout = (
        Group(
            Issue,
            Entries("Issue", "name", facts(Issue, Issue.layout[1:], bullet=True)),
            headed=True,
            title="Issues",
            add="Add issue",
            empty="No issues yet. Add what you explain to new colleagues.",
        ),
    )
