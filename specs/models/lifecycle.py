"""The verbs of a specification, from the first draft to what runs in production."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, cast

from django.utils import timezone

from specs.documents import SCHEMA, content_digest
from specs.models import telling
from specs.models.deciding import Deciding
from specs.models.event import Event, Verb
from specs.models.export import Export
from specs.models.publication import rendered, review_block
from specs.models.requirement import Requirements
from specs.models.review import Review, ReviewState
from specs.models.revision import Revision
from specs.models.runbook import PublishedRunbook
from specs.models.waiver import Waiver
from specs.models.workflow import Refused, Status
from specs.versions import BUMPS, bumped

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.spec import Spec


class Lifecycle(Deciding):
    """What may be done with a specification as a whole; each verb is one transaction."""

    class Meta:
        abstract = True

    def submit(
        self, by: User, note: str = "", reason: str = "", *,
        reviewers: Iterable[User] = (), deploy_on: date | None = None,
    ) -> Review:  # fmt: skip
        """Freeze what is written and ask for a decision; open blockers need a reason."""
        spec, now = cast("Spec", self), timezone.now()
        with self._moving("submit", by) as move:
            spec.refresh_from_db()
            spec.recount()
            if spec.blockers and not reason.strip():
                raise Refused("Fix the blockers, or say why a review is wanted all the same.")
            revision = self._freeze(by)
            review = Review.objects.create(
                spec=spec, revision=revision, number=spec.reviews.count() + 1, submitted_by=by,
                submitted_at=now, note=note, reason=reason, deploy_on=deploy_on,
                **revision.against_base(),
            )  # fmt: skip
            assigned = Requirements(review).asked(list(reviewers))
            review.reviewers.set(assigned)
            self._arrive(move, submitted_at=now, changes_requested=False)
            if Waiver.of_giver(spec, by):  # what they let pass as a reviewer counts no more
                spec.refresh_from_db()
                spec.recount()
            self._tell(by, Verb.SUBMITTED, note, review=review.number, reason=reason)
            telling.review_asked(spec, review, by, assigned)
        return review

    def withdraw(self, by: User) -> None:
        """Take the request back and go on writing."""
        with self._moving("withdraw", by) as move:
            review = self._close(None, ReviewState.WITHDRAWN, by)
            self._arrive(move, submitted_at=None)
            self._tell(by, Verb.WITHDREW, review=review.number)

    def implement(self, by: User, evidence: str) -> Revision:
        """Record that production is as the version says, and publish it with that status."""
        spec = cast("Spec", self)
        with self._moving("implement", by, evidence) as move:
            revision = self._published_again(cast("Revision", spec.approved), move.target)
            self._arrive(move, approved=revision)
            self._tell(by, Verb.IMPLEMENTED, evidence, revision=revision.number)
            Export.queue(revision)
            PublishedRunbook.publish(spec, revision)
        return revision

    def revise(self, by: User, bump: str) -> str:
        """Open the next version; the approved one stays what readers see."""
        spec = cast("Spec", self)
        with self._moving("revise", by, bump if bump in BUMPS else "") as move:
            version = bumped(spec.version, bump)
            self._arrive(move, version=version, submitted_at=None, changes_requested=False)
            spec.refresh_from_db()
            self._tell(by, Verb.REVISED, version, bump=bump)
        return version

    def _freeze(self, by: User) -> Revision:
        """The live rows as an immutable document."""
        spec = cast("Spec", self)
        document = spec.document()
        document["header"]["status"] = str(Status.REVIEW)
        return Revision.objects.create(
            spec=spec, number=spec.revisions.count() + 1, version=spec.version, schema=SCHEMA,
            document=document, content_digest=content_digest(document), submitted_by=by,
            editors=Event.editors_of(spec), blockers=spec.blockers,
        )  # fmt: skip

    def _published_again(self, kept: Revision, status: str) -> Revision:
        """A second rendering of the same approved content, under a new status."""
        spec, now = cast("Spec", self), timezone.now()
        block = review_block(kept.version, kept.approvals, kept.content_digest)
        return Revision.objects.create(
            spec=spec, number=spec.revisions.count() + 1, version=kept.version, status=status,
            document=kept.document, schema=kept.schema, content_digest=kept.content_digest,
            submitted_by=kept.submitted_by, submitted_at=kept.submitted_at, published_at=now,
            editors=kept.editors, approvals=kept.approvals, blockers=kept.blockers,
            waivers=kept.waivers,
            **rendered(kept.document, status, timezone.localdate(now), block, kept.waivers),
        )  # fmt: skip
