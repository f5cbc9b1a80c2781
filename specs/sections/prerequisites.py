"""What must be there before a deployment can start."""

from ..fields import Lines
from ..layout import Facts
from .base import Chapter, Section


class Prerequisites(Section):
    """What has to exist before the first deployment step can run, one item a line."""

    chapter, place, heading = Chapter.DEPLOYMENT, 30, "Prerequisites"
    asides = ("Required infrastructure", "Required services", "Configuration needed")

    infrastructure = Lines(
        "Required infrastructure",
        seeded=True,
        example="Kubernetes 1.33 or newer, three zones",
        hint="Clusters, networks, buckets.",
    )
    services = Lines(
        "Required services",
        seeded=True,
        example="Vault",
        hint="What must answer: registries, vaults, accounts.",
    )
    configuration = Lines(
        "Configuration needed",
        seeded=True,
        example="All secrets present in Vault",
        hint="Values that must be set first.",
    )

    layout = (Facts("infrastructure", "services", "configuration", bullet=True),)
