"""What reviewers decide about a specification; each decision is bound to its round."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils import timezone

from specs.models import telling
from specs.models.comment import Comment
from specs.models.dependency import Dependency
from specs.models.event import Event, Verb
from specs.models.export import Export
from specs.models.loosening import require_operations
from specs.models.moving import Moving
from specs.models.policy import Policy
from specs.models.publication import approval, carried, rendered, review_block, waived
from specs.models.requirement import Requirements
from specs.models.review import Review, ReviewState, Verdict
from specs.models.revision import Revision
from specs.models.runbook import PublishedRunbook
from specs.models.workflow import Blocked, Move, Overtaken, Refused, Status
from specs.readiness import levels

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.spec import Spec


class Deciding(Moving):
    """Comment, request changes, approve."""

    class Meta:
        abstract = True

    @property
    def open_review(self) -> Review | None:
        """The round that waits for a decision."""
        waiting = Review.objects.filter(spec=self.pk, state=ReviewState.OPEN)
        return waiting.select_related("revision", "spec").first()

    def had_part(self, user: User) -> bool:
        """Whether this person submitted the version in review, or edited it."""
        waiting = Review.objects.filter(spec=self.pk, state=ReviewState.OPEN)
        wrote = waiting.values_list("submitted_by", "revision__editors").first()
        return wrote is not None and (user.pk == wrote[0] or user.pk in wrote[1])

    @property
    def writers(self) -> set[int]:
        """Who had part in the version of now: who edited the draft, and since then who submitted it."""
        spec = cast("Spec", self)
        if spec.status == Status.DRAFT:
            return set(Event.editors_of(spec))
        newest = Revision.objects.filter(spec=self.pk).defer("document", "markdown")
        return next((one.writers for one in newest.order_by("-number")[:1]), set())

    def comment(self, by: User, summary: str, review: Review | None = None) -> None:
        """Say something in the open round without deciding."""
        if not (summary.strip() or Comment.pending_of(by, cast("Spec", self)).exists()):
            raise Refused("Write the comment first.")
        with self._moving("request_changes", by, summary.strip() or "comments", seen=False):
            review = self._bound(review)
            review.decisions.create(reviewer=by, verdict=Verdict.COMMENT, summary=summary)
            self._tell(by, Verb.COMMENTED, summary, review=review.number)
            Comment.send(review, by)
            telling.decided(cast("Spec", self), review, by, "commented on")

    def request_changes(self, by: User, reason: str, review: Review | None = None) -> None:
        """Send the version back with the reason."""
        with self._moving("request_changes", by, reason, seen=False) as move:
            review = self._close(review, ReviewState.CHANGES_REQUESTED, by)
            review.decisions.create(reviewer=by, verdict=Verdict.REQUEST_CHANGES, summary=reason)
            self._arrive(move, submitted_at=None, changes_requested=True)
            self._tell(by, Verb.CHANGES, reason, review=review.number)
            Comment.send(review, by)
            telling.decided(cast("Spec", self), review, by, "requested changes to")

    def approve(self, by: User, summary: str = "", review: Review | None = None) -> Revision | None:
        """Say yes; the yes that fills the quorum publishes, and gives the published revision."""
        with self._moving("approve", by, seen=False) as move:
            review = self._bound(review)
            needs, spec = Requirements(review), cast("Spec", self)
            if blockers := spec.open_blockers(review.revision.document, needs.wrote):
                raise Blocked(blockers)
            if not review.approvals.filter(reviewer=by).exists():
                self._say_yes(by, summary, needs)
            elif needs.missing:
                raise Refused("You have approved this round already.")
            needs = Requirements(review)
            return None if needs.missing else self._publish(move, by, needs)

    def _say_yes(self, by: User, summary: str, needs: Requirements) -> None:
        """One approval, by somebody whose yes this round can use."""
        review = needs.review
        if needs.lacks_operations and not needs.covers(by):
            require_operations(review, by)
        review.decisions.create(reviewer=by, verdict=Verdict.APPROVE, summary=summary)
        self._tell(by, Verb.APPROVED, summary, review=review.number)
        Comment.send(review, by)
        telling.decided(cast("Spec", self), review, by, "approved")

    def _publish(self, move: Move, by: User, needs: Requirements) -> Revision:
        """Store the bytes of the approved revision and queue them for every repository."""
        review, now = needs.review, timezone.now()
        frozen = review.revision
        approvals = [approval(decision) for decision in needs.given] + carried(needs)
        found = cast("Spec", self).findings(frozen.document, wrote=needs.wrote)
        waivers = [waived(one) for one in found if one.waiver]
        block = review_block(frozen.version, approvals, frozen.content_digest)
        revision = frozen.settle(
            Status.APPROVED, approvals=approvals, published_at=now, waivers=waivers,
            **rendered(frozen.document, move.target, timezone.localdate(now), block, waivers),
        )  # fmt: skip
        review.close(ReviewState.APPROVED, by)
        review_by = Policy.review_by(timezone.localdate(now))
        self._arrive(
            move, approved=revision, review_by=review_by, past_review_by=False,
            **cast("Spec", self).face_of(frozen.document),
            approved_progress=cast("Spec", self).progress,
            approved_rules=cast("Spec", self).rules,
            approved_availability=(promise := levels.promised(frozen.document)),
            approved_level=cast("Spec", self).level_of(promise, 0),
        )  # fmt: skip
        self._tell(by, Verb.PUBLISHED, revision=revision.number)
        Dependency.keep(cast("Spec", self), frozen.document, published=True)
        Export.queue(revision)
        PublishedRunbook.publish(cast("Spec", self), revision)
        return revision

    def _bound(self, review: Review | None) -> Review:
        """The open round; a decision for another one is about a text nobody sees any more."""
        waiting = self.open_review
        if waiting is None or (review is not None and waiting.pk != review.pk):
            raise Overtaken("This round is closed. Look at what was submitted since.")
        return waiting

    def _close(self, review: Review | None, state: ReviewState, by: User) -> Review:
        """End the round without an approval."""
        review = self._bound(review)
        review.close(state, by)
        review.revision.settle(Status.DRAFT)
        return review

    def _tell(self, by: User, verb: Verb, words: str = "", **data: int | str) -> None:
        Event.record(cast("Spec", self), by, verb, new=words, data=data)
