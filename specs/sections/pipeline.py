"""The way of a change from a push to production."""

from ..blocks.pipeline import Pipeline as PipelineLens
from ..blocks.table import Table
from ..fields import Duration, Line
from ..layout import Group, columns
from .base import Chapter, Row, Section


class Stage(Row):
    name = Line("Stage", needed=True, seeded=True, example="Integration Tests")
    trigger = Line(
        "Trigger", needed=True, seeded=True, example="Build passed", hint="What starts it."
    )
    tools = Line("Tools", needed=True, seeded=True, example="pytest, Testcontainers")
    success = Line(
        "Success criteria",
        heading="Success Criteria",
        needed=True,
        seeded=True,
        example="All tests pass",
    )
    failure = Line(
        "Failure action",
        heading="Failure Action",
        needed=True,
        seeded=True,
        example="Stop, tell the author",
    )
    timeout = Duration("Timeout", needed=True, seeded=True, example="20 min", tighter="less")

    nouns = "stage"


class Pipeline(Section):
    """List the stages a change passes before it serves users.

    Per stage, specify: trigger, tools, success criteria, failure action, timeout. A usual order: code push,
    lint and format, unit tests, build, integration tests, security scan, deploy staging, end-to-end tests,
    manual approval, deploy production.
    """

    chapter, place, heading = Chapter.DEPLOYMENT, 20, "CI/CD Pipeline"

    layout = (
        Group(
            Stage,
            PipelineLens(Table(columns(Stage))),
            title="Stages",
            at_least=1,
            guards=True,
            add="Add stage",
            empty="No stages yet. Start with what a push triggers.",
        ),
    )
