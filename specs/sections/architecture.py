"""What the service is made of, and what talks to what."""

from ..blocks.architecture import Architecture as ArchitectureLens
from ..blocks.table import Table
from ..fields import Choice, Code, Integer, Language, Line, Quantity
from ..layout import Group, Lead, Together, columns
from .base import Chapter, Row, Section

KINDS = (
    "load balancer",
    "service",
    "worker",
    "scheduler",
    "data store",
    "cache",
    "queue",
    "object store",
    "external",
)


class Component(Row):
    name = Line("Component", needed=True, seeded=True, example="API Service")
    kind = Choice("Kind", KINDS, seeded=True)
    technology = Line("Technology", seeded=True, example="PostgreSQL (RDS, db.r6g.large, Multi-AZ)")
    replicas = Integer("Replicas", seeded=True, example="3", tighter="more")
    cpu = Quantity("CPU", seeded=True, example="500m")
    memory = Quantity(
        "Memory",
        seeded=True,
        example="512Mi",
        hint="Write Mi or Gi: 512MB is not a Kubernetes quantity.",
    )
    port = Integer("Port", example="8080")
    workload_kind = Choice(
        "Workload kind",
        ("Deployment", "StatefulSet", "DaemonSet", "CronJob"),
        heading="Workload Kind",
    )
    workload_name = Line("Workload name", heading="Workload Name", example="checkout-api")
    namespace = Line("Namespace", example="payments")
    container = Line("Container", example="checkout-api")
    part_of = Line("Part of", heading="Part Of", hint="The component it belongs to, by name.")
    talks_to = Line(
        "Talks to",
        heading="Talks To",
        hint="Names of components, with commas.",
        example="PostgreSQL, Redis",
    )

    nouns = "component"


class Architecture(Section):
    """Specify the deployment topology: every service, data store and external system, and who talks to whom.

    The table is the source: the tree and the chart of the export are drawn from it. Paste a drawing
    of your own if you have a better one.
    """

    chapter, place, heading = Chapter.DEPLOYMENT, 10, "Deployment Architecture"

    topology = Code(
        "Drawing of your own", hint="Optional. Without one the tree is drawn from the components."
    )
    topology_language = Language(
        "Language of the drawing", hint="Only for a drawing as code, such as mermaid."
    )

    layout = (
        Together(
            ArchitectureLens(Table(columns(Component))),
            (
                Lead("topology"),
                Group(
                    Component,
                    Table(columns(Component)),
                    name="components",
                    title="Components",
                    at_least=1,
                    add="Add component",
                    empty="No components yet. Start with what receives the traffic.",
                ),
            ),
            keys=(("topology/text", "topology"), ("topology/language", "topology_language")),
        ),
    )
