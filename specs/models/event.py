"""The trail: who did what to which place of a spec, with the old and the new text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from specs import request_ids
from specs.models.revision import Unchangeable
from specs.models.seal import Seal

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.spec import Spec

WHOLE = ""  # the place of what concerns the specification as a whole
SAME_THOUGHT = timedelta(minutes=10)
"""How long typing on in one cell is one line of the trail."""


class Verb(models.TextChoices):
    """What happened."""

    CREATED = "created", "created the specification"
    EDITED = "edited", "edited"
    ADDED = "added", "added a row"
    DELETED = "deleted", "deleted a row"
    RESTORED = "restored", "restored a row"
    REORDERED = "moved", "moved a row"
    IMPORTED = "imported", "imported a file"
    UNIMPORTED = "unimported", "undid an import"
    RESOLVED = "resolved", "resolved a conflict"
    COMPLETED = "completed", "marked a chapter complete"
    REOPENED = "reopened", "reopened a chapter"
    SUBMITTED = "submitted", "requested a review"
    WITHDREW = "withdrew", "withdrew the request"
    CHANGES = "requested_changes", "requested changes"
    COMMENTED = "commented", "commented"
    SUGGESTED = "suggested", "suggested a change"
    REWORDED = "reworded", "changed a comment"
    UNSAID = "unsaid", "deleted a comment"
    SETTLED = "settled", "resolved a thread"
    UNSETTLED = "unsettled", "opened a thread again"
    CLAIMED = "claimed", "took on the review"
    RELEASED = "released", "gave the review back"
    APPROVED = "approved", "approved"
    PUBLISHED = "published", "published the version"
    REVISED = "revised", "started a new version"
    WENT_BACK = "went_back", "took over an earlier version"
    DISCARDED = "discarded", "deleted the draft"
    IMPLEMENTED = "implemented", "marked as implemented"
    OVERDUE = "overdue", "the review is overdue"
    PAST_REVIEW = "past_review", "the review-by date passed"
    EXPORTED = "exported", "exported to a repository"
    EXPORT_FAILED = "export_failed", "could not export to a repository"
    EXPORT_RETRIED = "export_retried", "asked for the export again"
    EXPORT_CANCELLED = "export_cancelled", "cancelled the export"
    PEOPLE = "people", "changed people or teams"
    AREAS = "areas", "changed the required reviewers"
    CHECKED = "checked", "went through the checklist"
    CHECKLIST = "checklist", "changed the checklist"
    SENT_AGAIN = "sent_again", "sent a message again"
    BLANKED = "blanked", "forgot the values of secrets"
    BROKE_GLASS = "broke_glass", "opened the gate"
    CLOSED_GATE = "closed_gate", "closed the gate"
    TOKEN_ISSUED = "token_issued", "made an API token"
    TOKEN_REVOKED = "token_revoked", "revoked an API token"
    REHEARSED = "rehearsed", "rehearsed a runbook"
    POLICY = "policy", "changed the policy of checks"
    WAIVED = "waived", "waived a check"
    WAIVER_ENDED = "waiver_ended", "a waiver ended"


# One statement, and not the ORM's two: every autosave comes through here.
LENGTHEN = """
    UPDATE specs_event SET new = %s, at = %s WHERE id = (
        SELECT id FROM specs_event WHERE spec_id = %s AND place IN (%s, %s) ORDER BY id DESC LIMIT 1
    ) AND place = %s AND verb = %s AND actor_id = %s AND version = %s AND at > %s
"""
EDITING = (
    Verb.CREATED, Verb.EDITED, Verb.ADDED, Verb.DELETED, Verb.RESTORED, Verb.REORDERED,
    Verb.IMPORTED, Verb.UNIMPORTED, Verb.RESOLVED, Verb.WENT_BACK,
)  # fmt: skip


class Event(models.Model):
    """One line of the trail, never changed once the person has moved on."""

    spec = models.ForeignKey(
        "specs.Spec", models.PROTECT, null=True, blank=True, related_name="events"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=20, choices=Verb.choices)
    version = models.CharField(max_length=40, blank=True, default="")
    place = models.CharField("cell address", max_length=160, blank=True, default="")
    old = models.TextField(blank=True, default="")
    new = models.TextField(blank=True, default="")
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)
    sealed = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["spec", "place", "-id"], name="event_by_place"),
            models.Index(
                fields=["spec", "id"], condition=models.Q(sealed=False), name="event_not_sealed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor or 'The portal'} {self.get_verb_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new line; an existing one is a record."""
        if not self._state.adding:
            raise Unchangeable("The trail is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The trail is kept."""
        raise Unchangeable("The trail is append-only.")

    @classmethod
    def record(
        cls, spec: Spec | None, actor: User | None, verb: Verb, *,
        place: str = "", old: str = "", new: str = "", data: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Write one line; typing on in the same cell lengthens the last line instead."""
        typing = verb == Verb.EDITED and not data
        if typing and spec and actor and cls._lengthened(spec, actor, place, new):
            return
        cls.objects.create(
            spec=spec, actor=actor, verb=verb, version=spec.version if spec else "",
            place=place, old=old, new=new, data=request_ids.noted(data),
        )  # fmt: skip

    @classmethod
    def _lengthened(cls, spec: Spec, actor: User, place: str, new: str) -> bool:
        """Whether the last line here is this person's, minutes ago, and nothing happened since."""
        now = timezone.now()
        at, since = map(connection.ops.adapt_datetimefield_value, (now, now - SAME_THOUGHT))
        mine = (place, Verb.EDITED, actor.pk, spec.version, since)
        with connection.cursor() as cursor:
            cursor.execute(LENGTHEN, (new, at, spec.pk, place, WHOLE, *mine))
            return bool(cursor.rowcount == 1)

    @classmethod
    def blank(cls, spec: Spec, places: list[str]) -> None:
        """Forget the values at these places for good: they turned out to be secrets."""
        named = cls.objects.filter(spec=spec, place__in=places).exclude(old="", new="")
        blanked = cls._unsealed(named.filter(sealed=True), "old", "new")
        named.update(old="", new="")
        for place in places:
            row, _, name = place.rpartition(".")
            told = cls.objects.filter(spec=spec, place=row).exclude(data={})
            for event in [one for one in told if name in one.data.get("row", {})]:
                blanked += cls._unsealed([event] if event.sealed else [], f"row.{name}")
                event.data["row"].pop(name)
                cls.objects.filter(pk=event.pk).update(data=event.data)
        if blanked:
            cls.record(spec, None, Verb.BLANKED, data={"events": sorted(set(blanked))})

    @staticmethod
    def _unsealed(events: Iterable[Event], *parts: str) -> list[int]:
        """Nothing leads back to these parts of sealed events any more; the chain goes on."""
        found = {event.pk: event for event in events}
        for seal in Seal.objects.filter(event__in=found):
            seal.forget(found[seal.event_id], parts)
        return list(found)

    @classmethod
    def editors_of(cls, spec: Spec) -> list[int]:
        """The ids of everyone who edited the version being written, or the draft that it was copied from."""
        edits = cls.objects.filter(spec=spec, version=spec.version, verb__in=EDITING)
        told = edits.order_by().values_list("actor", "data__wrote").distinct()
        return sorted({pk for actor, wrote in told for pk in (actor, *(wrote or ())) if pk})

    @classmethod
    def edited(cls, specs: Iterable[Spec]) -> set[tuple[int, int]]:
        """Of many drafts, each with everyone who edited the version being written: ids, one query."""
        pks = [spec.pk for spec in specs]
        edits = cls.objects.filter(
            spec__in=pks, version=models.F("spec__version"), verb__in=EDITING
        )
        told = edits.order_by().values_list("spec", "actor", "data__wrote").distinct()
        return {(pk, one) for pk, actor, wrote in told for one in (actor, *(wrote or ())) if one}
