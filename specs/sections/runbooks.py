"""What the person who was paged does."""

from django.db import models

from ..blocks.acts import Acts
from ..blocks.entries import Entries
from ..blocks.facts import Fact
from ..blocks.facts import Facts as FactsLens
from ..blocks.parts import Parts
from ..blocks.steps import Steps
from ..fields import Date, Duration, Line, Text
from ..layout import Facts, Group, Together, fact
from .base import Chapter, Row, Section, Step

ACTS = Acts(("Diagnosis", "Resolution", "Verification"), "Resolution")
ESCALATION = Parts((("After", "escalate_after"), ("to:", "escalate_to")))


class RunbookStep(Step):
    parent = models.ForeignKey("specs.Runbook", models.CASCADE, related_name="+")


def act(name: str, title: str, at_least: int = 0, *, guards: bool = False) -> Group:
    return Group(
        RunbookStep,
        Steps(),
        name=name,
        title=title,
        at_least=at_least,
        guards=guards,
        add="Add step",
        empty="No steps yet.",
    )


class Runbook(Row):
    name = Line("Scenario", needed=True, example="Checkout latency is high", width=8)
    permanent_key = Line(
        "Permanent key",
        heading="Permanent Key",
        example="checkout-latency",
        hint="Its address. It stays when the scenario is renamed.",
        width=4,
    )
    when = Text(
        "When to use",
        needed=True,
        seeded=True,
        hint="Symptoms: how to recognise that this is happening.",
    )
    impact = Text("Impact", needed=True, seeded=True, hint="What is affected, and how severely.")
    escalate_after = Duration(
        "Escalate after", needed=True, example="15 min", width=4, tighter="less"
    )
    escalate_to = Line(
        "Escalate to",
        needed=True,
        example="Payments Core secondary on-call",
        width=8,
        tighter="given",
    )
    data_loss = Text("If data loss is suspected", hint="What to do then.")
    prevention = Text("Prevention", hint="What to do to prevent recurrence.")
    follow_up = Text("Follow-up", hint="Document the incident.")
    last_rehearsed = Date("Last rehearsed", heading="Last Rehearsed", example="2026-10-08", width=4)

    nouns = "runbook"
    layout = (
        Facts("name", "permanent_key", "when", "impact"),
        Together(
            ACTS,
            (
                act("diagnosis", "Diagnosis", 1),
                act("resolution", "Resolution", 1),
                act("verification", "Verification", 1, guards=True),
            ),
            keys=(
                ("Diagnosis", "diagnosis"),
                ("Resolution", "resolution"),
                ("Verification", "verification"),
            ),
            id="acts",
            label="Steps",
        ),
        Together(
            ESCALATION,
            (Facts("escalate_after", "escalate_to"),),
            id="escalation",
            label="Escalation",
        ),
        Facts("data_loss", "prevention", "follow_up", "last_rehearsed"),
    )


def facts_of(model: type[Row]) -> FactsLens:
    """The labelled parts of a runbook, in the order a person needs them."""
    before = (fact(model, name) for name in ("permanent_key", "when", "impact"))
    after = (
        fact(model, name) for name in ("data_loss", "prevention", "follow_up", "last_rehearsed")
    )
    return FactsLens(
        (*before, Fact("Steps", "acts", ACTS), Fact("Escalation", "escalation", ESCALATION), *after)
    )


class Runbooks(Section):
    """One runbook per scenario, written for somebody who was asleep a minute ago.

    One action a step, with the exact command and what to expect; then how to see that it worked, and whom
    to call when it did not.
    """

    chapter, place = Chapter.RUNBOOKS, 10

    layout = (
        Group(
            Runbook,
            Entries("Runbook", "name", facts_of(Runbook), level=3),
            headed=True,
            title="Runbooks",
            at_least=1,
            guards=True,
            add="Add runbook",
            empty="No runbooks yet. Each critical alert needs one.",
        ),
    )
