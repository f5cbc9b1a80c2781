"""The courier: takes what waits for one repository there, in one fetch and one push."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from specs.models.export import Export
    from specs.models.repository import Repository


class Courier:
    """One worker's turn at one repository."""

    def __init__(self, repository: Repository, exports: type[Export]) -> None:
        self.repository, self.exports = repository, exports

    def run(self) -> None:
        """Deliver until nothing waits."""
        raise NotImplementedError
