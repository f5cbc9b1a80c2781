"""How handing something over can end, besides well."""

from __future__ import annotations

from specs.models.outbox import ExportState


class Later(Exception):
    """Not now; the same may work in a while."""

    def __init__(self, reason: str, answer: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.answer = reason, answer


class Ended(Exception):
    """Not at all; trying again would change nothing."""

    def __init__(
        self, reason: str, answer: int = 0, state: ExportState = ExportState.FAILED
    ) -> None:
        super().__init__(reason)
        self.reason, self.answer, self.state = reason, answer, state
