"""Which areas a round needs, who has said yes for each, and which yes of an earlier round still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from specs import template
from specs.models.area import Area
from specs.models.loosening import Operations, operations
from specs.models.person import User
from specs.models.policy import Policy
from specs.models.review import Decision, Review, Verdict

if TYPE_CHECKING:
    from specs.digests import Digests

SAID = (Verdict.APPROVE, Verdict.REQUEST_CHANGES)
STILL_REVIEWS = {"reviewer__is_reviewer": True, "reviewer__is_active": True}
"""A yes counts as long as its giver may give one."""


class State(StrEnum):
    """How an area stands in a round."""

    APPROVED = "approved"
    CARRIED = "carried"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True)
class Need:
    """One area that a round needs, and why."""

    area: Area
    changed: tuple[str, ...]  # what of it changed since readers' version, as people call it
    state: State = State.MISSING
    decision: Decision | None = None  # the yes that counts, or that counts no more
    since: tuple[str, ...] = ()  # of a stale one: what changed since
    people: tuple[User, ...] = field(default=(), compare=False)  # who could say yes

    @property
    def is_open(self) -> bool:
        return self.state in (State.STALE, State.MISSING)


class Requirements:
    """What a round still needs before it is approved."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.wrote = {review.submitted_by_id, *review.revision.editors}

    @cached_property
    def quorum(self) -> int:
        """How many people must say yes."""
        return Policy.approvals_needed()

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """Every area of which a section changed; in a first version, of which one has content."""
        changed = set(self.review.changed)
        return tuple(
            self._need(area, changed) for area in Area.objects.all() if changed & set(area.sections)
        )

    @cached_property
    def given(self) -> list[Decision]:
        """Who said yes in this round and may still do so, in order."""
        return [one for one in self._yes if one.review_id == self.review.pk]

    @cached_property
    def operations(self) -> Operations | None:
        """How it stands with what loosens; None: nothing does."""
        return operations(self.review, self._yes)

    @property
    def carried(self) -> list[Need]:
        """The areas whose yes of an earlier round still holds."""
        return [need for need in self.needs if need.state is State.CARRIED]

    @property
    def lacks_operations(self) -> bool:
        """Whether something loosens and no operations reviewer said yes to that."""
        return self.operations is not None and self.operations.is_open

    def covers(self, person: User) -> bool:
        """Whether a yes of this person is one that an area waits for."""
        return any(need.is_open and need.area.covered_by(person) for need in self.needs)

    def asked(self, chosen: list[User]) -> list[User]:
        """Whom to ask: the chosen ones, and the reviewers of each area that none of them answers for."""
        found = list(chosen)
        for need in self.needs if chosen else ():
            if need.is_open and not any(need.area.covered_by(one) for one in chosen):
                found += [one for one in need.people if one not in found]
        return found

    @property
    def missing(self) -> list[str]:
        """What is still needed, in words; nothing: the round can be approved."""
        people = {one.reviewer_id for one in self.given}
        people |= {need.decision.reviewer_id for need in self.carried if need.decision}
        if self.operations and self.operations.given:
            people.add(self.operations.given.reviewer_id)
        more = self.quorum - len(people)
        words = [need.area.name for need in self.needs if need.is_open]
        if self.lacks_operations:
            words.append("an operations reviewer")
        return words or (["one more"] if more == 1 else [f"{more} more"] if more > 1 else [])

    @cached_property
    def _yes(self) -> list[Decision]:
        """Every yes for this version that may count, by people who had no part in it, the last first.

        Whoever asked for changes after a yes took it back.
        """
        found = Decision.objects.filter(
            review__spec=self.review.spec_id, verdict__in=SAID, **STILL_REVIEWS,
            review__revision__version=self.review.revision.version,
            review__number__lte=self.review.number,
        )  # fmt: skip
        standing: list[Decision] = []
        for one in found.select_related("reviewer", "review").order_by("at", "pk"):
            if one.verdict == Verdict.REQUEST_CHANGES:
                standing = [yes for yes in standing if yes.reviewer_id != one.reviewer_id]
            elif one.reviewer_id not in self.wrote:
                standing.append(one)
        return standing

    @cached_property
    def _reviewers(self) -> list[User]:
        people = User.objects.filter(is_reviewer=True, is_active=True)
        return [one for one in people if one.pk not in self.wrote]

    def _need(self, area: Area, changed: set[str]) -> Need:
        of_area = [one for one in self._yes if area.covered_by(one.reviewer)]
        own = tuple(_called(changed & set(area.sections)))
        people = tuple(one for one in self._reviewers if area.covered_by(one))
        need = Need(area, own, people=people)
        if now := next((one for one in of_area if one.review_id == self.review.pk), None):
            return Need(area, own, State.APPROVED, now, people=people)
        for one in reversed(of_area):
            since = _differing(one.review.digests, self.review.digests, area.sections)
            if not since:
                return Need(area, own, State.CARRIED, one, people=people)
            if need.state is State.MISSING:
                need = Need(area, own, State.STALE, one, tuple(_called(since)), people)
        return need


def _differing(old: Digests, new: Digests, slugs: Sequence[str]) -> set[str]:
    """The sections of an area that are not, word for word, what was approved."""
    return {slug for slug in slugs if old.get(slug) != new.get(slug)}


def _called(slugs: set[str]) -> list[str]:
    return [one.called() for one in template.sections() if one.slug in slugs]
