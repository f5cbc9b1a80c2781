"""The reviewer's checklist: what the organisation asks to be looked at, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from specs.models.event import Event, Verb
from specs.models.workflow import Refused

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.review import Review


class ChecklistItem(models.Model):
    """One thing to look at, for some tiers or for all."""

    text = models.CharField(max_length=200)
    tiers = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)
    retired = models.BooleanField("no longer asked", default=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text

    def fits(self, tier: str) -> bool:
        """Whether a specification of this tier is asked it; one without a tier is asked everything."""
        return not self.tiers or not tier or tier in self.tiers

    @transaction.atomic
    def keep(self, by: User, text: str, tiers: Iterable[str]) -> None:
        """Add it, or change it; the trail says what it was."""
        old = "" if self._state.adding else self._words
        if self._state.adding:
            last = ChecklistItem.objects.aggregate(last=Max("position"))["last"] or 0
            self.position = last + 1
        self.text, self.tiers = text, sorted(tiers)
        self.save()
        if old != self._words:
            Event.record(None, by, Verb.CHECKLIST, old=old, new=self._words)

    @transaction.atomic
    def retire(self, by: User) -> None:
        """Ask it no more; closed reviews keep what was ticked."""
        ChecklistItem.objects.filter(pk=self.pk).update(retired=True)
        Event.record(None, by, Verb.CHECKLIST, old=self._words)

    @transaction.atomic
    def reinstate(self, by: User) -> None:
        """Ask it again, where it stood."""
        if ChecklistItem.objects.filter(pk=self.pk, retired=True).update(retired=False):
            Event.record(None, by, Verb.CHECKLIST, new=self._words)

    @property
    def _words(self) -> str:
        return f"{self.text} (tier {', '.join(self.tiers)})" if self.tiers else self.text


class Ticked(models.Model):
    """One item of one round, seen to be so, with what shows it; the words are kept as they were."""

    review = models.ForeignKey("specs.Review", models.CASCADE, related_name="ticked")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="+")
    text = models.CharField(max_length=200)
    done = models.BooleanField(default=True)
    evidence = models.CharField(max_length=1000, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "item"], name="one_tick_per_item")]

    def __str__(self) -> str:
        return self.text

    @property
    def link(self) -> str:
        """The evidence, if it is an address to go to."""
        words = self.evidence.split()
        one = len(words) == 1 and words[0].startswith(("https://", "http://"))
        return words[0] if one else ""


@dataclass(frozen=True)
class Line:
    """One item on the page of a round, with its tick."""

    item: ChecklistItem
    text: str
    tick: Ticked | None = None

    @property
    def done(self) -> bool:
        return self.tick is not None and self.tick.done


def checklist(review: Review) -> list[Line]:
    """What a round is asked: of an open one what is in force, of a closed one what was ticked or open."""
    ticks = {one.item_id: one for one in review.ticked.select_related("by")}
    items = ChecklistItem.objects.all()
    return [
        Line(item, ticks[item.pk].text if item.pk in ticks else item.text, ticks.get(item.pk))
        for item in items
        if item.pk in ticks or (review.is_open and not item.retired and item.fits(review.spec.tier))
    ]


@transaction.atomic
def tick(review: Review, item: ChecklistItem, by: User, done: bool, evidence: str) -> Ticked:
    """See that it is so, or that it is not; the last word of any reviewer stands."""
    if not review.is_open:
        raise Refused("This round is closed. Its checklist is kept as it was.")
    found, _ = Ticked.objects.update_or_create(
        review=review, item=item,
        defaults={
            "text": item.text, "done": done, "evidence": evidence, "by": by, "at": timezone.now(),
        },
    )  # fmt: skip
    told = "ticked" if done else "open"
    Event.record(
        review.spec, by, Verb.CHECKED, new=f"{item.text}: {told}",
        data={"review": review.number, "evidence": evidence},
    )  # fmt: skip
    return found
