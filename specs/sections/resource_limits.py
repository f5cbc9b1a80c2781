"""What each container may use."""

from ..blocks.table import Table
from ..fields import Integer, Quantity, Ref
from ..layout import Group, columns
from .base import Chapter, Row, Section


class ResourceLimit(Row):
    service = Ref("Service", to="component", needed=True, seeded=True, example="API")
    cpu_request = Quantity(
        "CPU request", heading="CPU Request", needed=True, seeded=True, example="250m"
    )
    cpu_limit = Quantity("CPU limit", heading="CPU Limit", needed=True, seeded=True, example="500m")
    memory_request = Quantity(
        "Memory request", heading="Memory Request", needed=True, seeded=True, example="256Mi"
    )
    memory_limit = Quantity(
        "Memory limit", heading="Memory Limit", needed=True, seeded=True, example="512Mi"
    )
    connections = Integer(
        "DB connections per replica", heading="DB Connections Per Replica", example="10"
    )

    nouns = "container"


class ResourceLimits(Section):
    """What each container asks for and may use, as Kubernetes quantities: 250m, 512Mi."""

    chapter, place, heading = Chapter.SCALING, 40, "Resource Limits Per Container"

    layout = (
        Group(
            ResourceLimit,
            Table(columns(ResourceLimit)),
            title="Containers",
            add="Add container",
            empty="No limits yet. A container without limits can take its neighbours down.",
        ),
    )
