"""How anything outside knows that the service can serve."""

from ..blocks.facts import Fact
from ..blocks.facts import Facts as FactsLens
from ..blocks.parts import Parts
from ..blocks.repeated import Repeated
from ..fields import Choice, Comparison, Duration, Integer, Line
from ..layout import Facts, Group, Together, fact
from .base import Chapter, Row, Section

SUCCESS = Parts((("Status code", "status"), ("response time", "response_time")), gap=", ")


class HealthCheck(Row):
    endpoint = Line("Endpoint", needed=True, seeded=True, ticked=True, example="/health")
    frequency = Duration(
        "Check every",
        heading="Check Frequency",
        needed=True,
        seeded=True,
        example="10 seconds",
        tighter="less",
    )
    status = Integer("Expected status", heading="Status code", needed=True, example="200")
    response_time = Comparison(
        "Response time",
        heading="response time",
        needed=True,
        example="< 500ms",
        hint="With the unit.",
        tighter="promise",
    )
    kind = Choice("Kind", ("liveness", "readiness", "startup"))
    failure_threshold = Integer(
        "Failures until unhealthy",
        heading="Failure Threshold",
        example="3",
        tighter="less",
        width=4,
    )

    nouns = "health check"
    layout = (
        Facts("endpoint", "frequency"),
        Together(
            SUCCESS, (Facts("status", "response_time"),), id="success", label="Success Criteria"
        ),
        Facts("kind", "failure_threshold"),
    )


def facts_of(model: type[Row]) -> FactsLens:
    """The bold lines of one health check, the success criteria on one of them."""
    return FactsLens(
        (
            fact(model, "endpoint"),
            fact(model, "frequency"),
            Fact("Success Criteria", "success", SUCCESS),
            fact(model, "kind"),
            fact(model, "failure_threshold"),
        )
    )


class HealthChecks(Section):
    """How a load balancer, an orchestrator or a colleague sees that the service can serve."""

    chapter, place, heading = Chapter.MONITORING, 10, "Health Checks"

    layout = (
        Group(
            HealthCheck,
            Repeated(facts_of(HealthCheck)),
            title="Health checks",
            at_least=1,
            guards=True,
            add="Add health check",
            empty="No health checks yet. Add the one the load balancer asks.",
        ),
    )
