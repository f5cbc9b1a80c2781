"""Hard dependencies that lead back, said in a finding: DPN-02."""

from __future__ import annotations

from collections.abc import Sequence

from specs.documents import Finding, cell_digest
from specs.sections.upstream import UpstreamDependencies, UpstreamService


def told(names: Sequence[str], key: str) -> Finding:
    """What is said of a round, from the service on; `key` is its row that begins the way."""
    return Finding(
        rule="DPN-02",
        severity="warning",
        title=f"Cycle: {names[0]} needs {', which needs '.join([*names[1:], names[0]])}",
        sentence="If one stops, all stop, and none starts alone. Make one soft, or write how to start.",
        section=UpstreamDependencies.slug,
        address=f"{UpstreamService.slug}.{key}.name",
        value=cell_digest("/".join(names)),
    )
