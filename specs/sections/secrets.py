"""What must stay secret, and where it lives."""

from ..blocks.named import Named
from ..blocks.parts import Parts
from ..fields import Duration, Line
from ..layout import Group
from .base import Chapter, Row, Section


class Secret(Row):
    name = Line("Name", needed=True, example="DATABASE_URL")
    stored = Line("Where stored", needed=True, example="Vault, kv/payments/checkout-api/database")
    injected = Line(
        "How injected", needed=True, example="External Secrets Operator, as an environment variable"
    )
    rotation = Duration("Rotation", example="90 days", tighter="less")
    owner = Line("Owner", example="Data Platform")


class Secrets(Section):
    """What secrets are needed? For each, where it is stored and how it is injected: never the secret itself."""

    chapter, place, heading = Chapter.CONFIGURATION, 60, "Secrets"
    asides = ("What secrets are needed?",)

    layout = (
        Group(
            Secret,
            Named(
                "name",
                Parts(
                    (
                        ("stored:", "stored"),
                        ("injected:", "injected"),
                        ("rotated:", "rotation"),
                        ("owner:", "owner"),
                    )
                ),
            ),
            title="Secrets",
            add="Add secret",
            empty="No secrets yet. Each sensitive parameter needs one.",
        ),
    )
