"""The facts at the top of the file: who owns the service, how important it is, who is called."""

from ..fields import Choice, Line, Url
from ..layout import Facts
from .base import Chapter, Section


class Header(Section):
    """Say what this service is called, who runs it and who is called at night.

    The GUID, the version, the status and the date are set by the portal.
    """

    chapter, place, title = Chapter.OVERVIEW, 0, "Service"

    name = Line(
        "Feature name", needed=True, example="Checkout API", hint="As people call it.", width=8
    )
    tier = Choice(
        "Service tier",
        ("1", "2", "3", "4"),
        heading="Service Tier",
        hint="1: the business stops without it. 4: nobody notices for a day.",
        width=4,
        tighter="first",
    )
    contact = Line(
        "On-call contact",
        heading="On-call Contact",
        needed=True,
        hint="Who is paged, and how.",
        example="PagerDuty schedule payments-core-primary",
        width=12,
    )
    repository = Url(
        "Repository",
        hint="Where the code is.",
        example="https://git.example.com/payments/checkout-api",
        width=8,
    )
    component_type = Choice(
        "Component type",
        ("service", "website", "library", "worker", "data pipeline", "other"),
        heading="Component Type",
        hint="As in the software catalogue (Backstage).",
    )
    lifecycle = Choice(
        "Lifecycle",
        ("experimental", "production", "deprecated"),
        hint="As in the software catalogue.",
    )

    layout = (Facts("name", "tier", "contact", "repository", "component_type", "lifecycle"),)
