"""What a review of the draft will need, told before it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from specs.changes import Loosened, compare, loosened, since
from specs.models.event import Event
from specs.models.loosening import operations_reviewers
from specs.models.requirement import Requirements
from specs.models.review import Review
from specs.models.revision import Revision

if TYPE_CHECKING:
    from specs.documents import Document
    from specs.models.person import User
    from specs.models.spec import Spec


class Foreseen:
    """The round that would be opened now: nothing of it is stored."""

    def __init__(self, spec: Spec, by: User, document: Document) -> None:
        base = spec.approved.document if spec.approved else None
        changes = compare(base, document)
        revision = Revision(
            spec=spec, version=spec.version, submitted_by=by, editors=Event.editors_of(spec)
        )
        self.review = Review(
            spec=spec, revision=revision, submitted_by=by, number=spec.reviews.count() + 1,
            **since(base, document, changes),
        )  # fmt: skip
        self.requirements = Requirements(self.review)
        self.loosens: list[Loosened] = loosened(changes) if base else []

    @cached_property
    def operations(self) -> list[User]:
        """Who may approve what loosens."""
        return operations_reviewers(self.review) if self.loosens else []
