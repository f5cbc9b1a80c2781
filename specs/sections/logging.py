"""What the service writes down, and what it must never write down."""

from ..blocks.excusable import Excusable
from ..blocks.facts import Fact
from ..blocks.facts import Facts as FactsLens
from ..blocks.headed import Headed
from ..blocks.listed import Listed
from ..blocks.parts import Parts
from ..blocks.table import Table
from ..fields import Choice, Code, Duration, Excuse, Line, Lines
from ..layout import Facts, Group, Together, columns
from .base import Chapter, Row, Section


class LogLevel(Row):
    level = Choice("Level", ("ERROR", "WARN", "INFO", "DEBUG"), needed=True, seeded=True)
    use = Line(
        "Use for",
        heading="Use For",
        needed=True,
        seeded=True,
        example="Failures requiring attention",
    )
    examples = Line("Examples", seeded=True, example="Unhandled exceptions, data corruption")

    nouns = "level"


class Mask(Row):
    what = Line("What", needed=True, example="email")
    how = Line("How", example="j***@example.com")
    scope = Line("Where", example="non-audit logs")

    nouns = "mask"


MASKS = Listed(Parts((("", "what"), ("as", "how"), ("in", "scope")), gap=", "))
LEVELS = Table(columns(LogLevel))
PRIVACY = FactsLens(
    (
        Fact("Never", "never", gloss=" log"),
        Fact("Mask", "mask", MASKS),
        Fact("Nothing masked because", "mask_excused", always=False),
        Fact("Allowed", "allowed"),
    ),
    bullet=True,
)


class Logging(Section):
    """How the service logs: the level per environment, the format, the events that matter, and personal data.

    Never log passwords, tokens, full credit cards or social security numbers.
    """

    chapter, place, heading = Chapter.MONITORING, 40, "Logging"

    level = Line(
        "Log level",
        heading="Log Level",
        needed=True,
        seeded=True,
        example="INFO (production), DEBUG (development)",
        width=12,
    )
    format = Code(
        "Log format",
        heading="Structured Logging Format",
        language="json",
        needed=True,
        seeded=True,
        hint="One example line, as JSON: timestamp, level, service, trace id, message.",
        example='{"timestamp": "2026-01-16T10:00:00Z", "level": "INFO", "message": "Order paid"}',
    )
    events = Lines(
        "Important events to log",
        heading="Important Events to Log",
        hint="What a reader of the log must find, one a line.",
        needed=True,
        seeded=True,
        standing="Feature activation\nError conditions\nPerformance anomalies\nConfiguration changes",
    )
    retention = Duration("Retention", example="30 days", width=4, tighter="more")
    destination = Line("Destination", example="Loki, tenant payments", width=8)
    level_excused = Excuse("No level use because")
    never = Line(
        "Never log",
        heading="Never",
        gloss=" log",
        needed=True,
        seeded=True,
        example="passwords, tokens, full credit cards, SSN",
        width=12,
    )
    mask_excused = Excuse("No masks because")
    allowed = Line(
        "Allowed", needed=True, seeded=True, example="user IDs, anonymized identifiers", width=12
    )

    layout = (
        Facts("level", "format", "events", "retention", "destination"),
        Together(
            Headed((("Logging Levels", "levels", Excusable(LEVELS)), ("PII in Logs", "", PRIVACY))),
            (
                Group(
                    LogLevel,
                    LEVELS,
                    title="Logging levels",
                    excuse="level_excused",
                    add="Add level",
                    empty="No levels yet. Say what each level is for.",
                ),
                Facts("level_excused", "never"),
                Group(
                    Mask,
                    MASKS,
                    title="Masked in logs",
                    excuse="mask_excused",
                    guards=True,
                    add="Add mask",
                    empty="Nothing is masked yet. Start with e-mail addresses.",
                ),
                Facts("mask_excused", "allowed"),
            ),
            keys=(("levels/value", "log_level"), ("levels/excused", "level_excused")),
            headed=True,
        ),
    )
