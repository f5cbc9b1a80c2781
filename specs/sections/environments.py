"""The places the service runs in, and how each is made and unmade."""

from ..blocks.matrix import Matrix
from ..fields import Choice, Duration, Line, Text
from ..layout import Facts, Group, facts
from .base import Chapter, Row, Section


class Environment(Row):
    name = Line("Environment", needed=True, example="Production", width=4)
    kind = Choice("Kind", ("development", "staging", "production", "other"))
    purpose = Line(
        "Purpose", needed=True, seeded=True, example="Live traffic", hint="What it is for."
    )
    data = Line(
        "Data",
        needed=True,
        seeded=True,
        example="Real data",
        hint="Seed or mock, anonymized clone, or real data.",
    )
    scale = Line(
        "Scale",
        needed=True,
        seeded=True,
        example="Full scale",
        hint="Single instance, production-like, or full scale.",
    )
    external_services = Line(
        "External services",
        needed=True,
        seeded=True,
        example="Sandbox with real auth",
        hint="Mocked, sandbox, or production.",
    )
    access = Line(
        "Access",
        needed=True,
        seeded=True,
        example="Restricted (on-call + deploy)",
        hint="Who gets in, and how.",
    )
    url = Line("URL", seeded=True, example="https://api.example.com", hint="Needed for production.")
    method = Choice("Method", ("IaC template", "Scripts", "Manual"), seeded=True)
    create = Text(
        "Create from scratch",
        needed=True,
        seeded=True,
        hint="IaC template, scripts, or manual steps.",
        example="`terraform -chdir=infra/staging apply`",
    )
    teardown = Text(
        "Tear down", needed=True, seeded=True, example="`terraform -chdir=infra/staging destroy`"
    )
    reset = Text("Reset to clean state", needed=True, seeded=True, example="`make staging-reset`")
    provisioning_time = Duration(
        "Time to provision",
        needed=True,
        seeded=True,
        hint="How long a new one takes.",
        example="45 min",
        tighter="less",
    )

    layout = (
        Facts(
            "name",
            "kind",
            "purpose",
            "data",
            "scale",
            "external_services",
            "access",
            "url",
            "method",
            "create",
            "teardown",
            "reset",
            "provisioning_time",
        ),
    )


MATRIX = ("purpose", "data", "scale", "external_services", "access", "url", "kind")
PROVISIONING = Facts("method", "create", "teardown", "reset", "provisioning_time")


class Environments(Section):
    """Describe every place the service runs in, from a laptop to production.

    For each one: what it is for, what data it holds, who gets in; then how to create it from scratch,
    how to tear it down, how to reset it, and how long that takes.
    """

    chapter, place, title = Chapter.ENVIRONMENTS, 10, "Environment matrix and provisioning"

    layout = (
        Group(
            Environment,
            Matrix(
                tuple(
                    (Environment.cell(name).heading, name, Environment.cell(name).seeded)
                    for name in MATRIX
                ),
                facts(Environment, (PROVISIONING,), bullet=True),
            ),
            headed=True,
            at_least=1,
            add="Add environment",
            empty="No environments yet. Start with production.",
            standing=(
                {"name": "Development", "kind": "development"},
                {"name": "Staging", "kind": "staging"},
                {"name": "Production", "kind": "production"},
            ),
        ),
    )
