"""Areas of the organisation: who must have looked at which sections before a version is approved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models, transaction

from specs import template
from specs.models.event import Event, Verb

if TYPE_CHECKING:
    from specs.models.person import User


class Area(models.Model):
    """One area, such as Security, and the sections that its reviewers answer for."""

    name = models.CharField(max_length=60, unique=True)
    sections = models.JSONField("slugs of its sections", default=list, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def titles(self) -> list[str]:
        """What people call its sections, in the order of the template."""
        return [one.called() for one in template.sections() if one.slug in self.sections]

    def covered_by(self, reviewer: User) -> bool:
        """Whether this reviewer answers for it; without areas of their own they answer for all."""
        own = {area.casefold() for area in reviewer.area_list}
        return not own or self.name.casefold() in own

    @transaction.atomic
    def keep(self, by: User, name: str, sections: Iterable[str]) -> None:
        """Create it, or change its name and sections; the trail says what they were."""
        old = "" if self._state.adding else self._words
        self.name, self.sections = name, sorted(sections)
        self.save()
        if old != self._words:
            Event.record(None, by, Verb.AREAS, old=old, new=self._words)

    @transaction.atomic
    def drop(self, by: User) -> None:
        """No version needs it any more."""
        Event.record(None, by, Verb.AREAS, old=self._words)
        self.delete()

    @property
    def _words(self) -> str:
        return f"{self.name}: {', '.join(self.sections)}"
