"""How a new version meets its first users."""

from ..blocks.compared import Compared
from ..blocks.fact_table import FactRow, FactTable
from ..blocks.listed import Listed
from ..blocks.parts import Parts
from ..fields import Choice, Code, Comparison, Duration, Excuse, Integer, Line, Percent, YesNo
from ..layout import Facts, Group, Together
from .base import Chapter, Row, Section

METHODS = ("Rolling", "Blue-Green", "Canary", "Recreate", "Feature flag")


class CanaryStep(Row):
    percent = Percent("Traffic", needed=True, example="10%", tighter="less")
    wait = Duration(
        "After", example="15 min", hint="How long after the step before.", tighter="more"
    )

    nouns = "canary step"


class RollbackTrigger(Row):
    metric = Line("Metric", needed=True, example="Error rate")
    condition = Comparison("Condition", needed=True, example="> 1% for 2 min", tighter="alarm")

    nouns = "trigger"


ARROWS = r" *(?:→|->) *| +then +"
CANARY = Listed(Parts((("", "percent"), ("after", "wait")), gap=" "), also=ARROWS)
TRIGGERS = Listed(Compared("metric", "condition"))
CHECK = Parts(
    (
        ("", "endpoint"),
        ("expecting", "response"),
        ("every", "interval"),
        ("unhealthy after", "failure_threshold"),
    ),
    gap=", ",
    code=("endpoint",),
)
MANUAL = Parts(
    (("", "manual_command"), ("expected time", "manual_time")), gap=", ", code=("manual_command",)
)
MIGRATIONS = Parts((("Run", "migrations"), ("backward compatible:", "compatible")))

TABLE = FactTable(
    ("Strategy", "Specification"),
    (
        FactRow.of("Method", "method"),
        FactRow("Canary %", (("canary_step", CANARY),)),
        FactRow("No canary because", FactRow.of("", "canary_excused").cells, always=False),
        FactRow("Health check", (("", CHECK),)),
        FactRow("Auto-rollback", (("rollback_trigger", TRIGGERS),)),
        FactRow("No auto-rollback because", FactRow.of("", "trigger_excused").cells, always=False),
        FactRow("Manual rollback", (("", MANUAL),)),
        FactRow("Database migrations", (("", MIGRATIONS),)),
    ),
)


class Rollout(Section):
    """How a new version reaches all users: the method, the canary plan, what is watched, and what takes it back.

    A canary ends at 100%, and something measured must be able to stop it.
    """

    chapter, place, heading = Chapter.DEPLOYMENT, 50, "Rollout Strategy"

    method = Choice("Method", METHODS, needed=True, seeded=True)
    canary_excused = Excuse("No canary because")
    endpoint = Line("Health check endpoint", example="/healthz/ready", ticked=True)
    response = Line("Expected response", example="status code 200", width=3)
    interval = Duration("Check interval", example="5 s", tighter="less")
    failure_threshold = Integer("Failures until unhealthy", example="3", tighter="less")
    trigger_excused = Excuse("No auto-rollback because")
    manual_command = Code(
        "Manual rollback command",
        needed=True,
        ticked=True,
        example="kubectl rollout undo deploy/checkout-api",
    )
    manual_time = Duration("Expected time", needed=True, example="5 min", width=4, tighter="less")
    migrations = Choice(
        "Database migrations run", ("before deploy", "after deploy", "none"), needed=True
    )
    compatible = YesNo(
        "Backward compatible",
        needed=True,
        hint="Can the old version run on the new schema?",
        width=4,
        tighter="first",
    )

    layout = (
        Together(
            TABLE,
            (
                Facts("method"),
                Group(
                    CanaryStep,
                    CANARY,
                    title="Canary steps",
                    excuse="canary_excused",
                    guards=True,
                    add="Add canary step",
                    empty="No canary steps yet. The last one is 100%.",
                ),
                Facts("canary_excused", "endpoint", "response", "interval", "failure_threshold"),
                Group(
                    RollbackTrigger,
                    TRIGGERS,
                    title="Auto-rollback triggers",
                    excuse="trigger_excused",
                    guards=True,
                    add="Add trigger",
                    empty="No triggers yet. What you measure must be able to stop a rollout.",
                ),
                Facts(
                    "trigger_excused", "manual_command", "manual_time", "migrations", "compatible"
                ),
            ),
        ),
    )
